/** JupyterLab plugins of Lunette. */
import { cellsPlugin } from './plugins/cells';
import { corePlugin } from './plugins/core';
import { panelPlugin } from './plugins/panel';
import { rendererPlugin } from './plugins/renderer';

export default [corePlugin, rendererPlugin, cellsPlugin, panelPlugin];
