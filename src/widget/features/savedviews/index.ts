/** Views that are saved with the dataset: chosen, saved, renamed and deleted from the view bar. */
export { SavedViewsButton } from './saved-views-button';
