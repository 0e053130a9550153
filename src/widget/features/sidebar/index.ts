/** Fields of the dataset: visibility, counts and filters. */
export { Sidebar } from './sidebar';
