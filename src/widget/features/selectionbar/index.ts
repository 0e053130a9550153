/** What can be done with the selected samples and labels. */
export { SelectionBar } from './selection-bar';
export { labelsTarget, samplesTarget } from './selection-target';
export { TagPopover } from './tag-popover';
