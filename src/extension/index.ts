/** JupyterLab plugins of Lunette. */
import { cellsPlugin } from './plugins/cells';
import { corePlugin } from './plugins/core';
import { filesPlugin } from './plugins/files';
import { panelPlugin } from './plugins/panel';
import { placesPlugin } from './plugins/places';
import { plotsPlugin } from './plugins/plots';
import { rendererPlugin } from './plugins/renderer';
import { runningPlugin } from './plugins/running';
import { statusPlugin } from './plugins/status';
import { tabLinkPlugin } from './plugins/tab-link';

export default [
  corePlugin,
  rendererPlugin,
  plotsPlugin,
  cellsPlugin,
  panelPlugin,
  placesPlugin,
  runningPlugin,
  statusPlugin,
  filesPlugin,
  tabLinkPlugin
];
