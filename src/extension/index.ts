/** JupyterLab plugins of Lunette. */
import { cellsPlugin } from './plugins/cells';
import { corePlugin } from './plugins/core';
import { panelPlugin } from './plugins/panel';
import { plotsPlugin } from './plugins/plots';
import { rendererPlugin } from './plugins/renderer';
import { tabLinkPlugin } from './plugins/tab-link';

export default [corePlugin, rendererPlugin, plotsPlugin, cellsPlugin, panelPlugin, tabLinkPlugin];
