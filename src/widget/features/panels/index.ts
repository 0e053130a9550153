/** Docked panels: their types, their layout, their state. */
export { DockArea } from './dock-area';
export { usePanel, type IPanelHandle } from './panel-context';
export { panelTypes, registerPanel, subscribePanelTypes, type IPanelType } from './panel-registry';
export { PanelsMenu } from './panels-menu';
