/** What can be done with the selected samples. */
export { SelectionBar } from './selection-bar';
export { TagPopover } from './tag-popover';
