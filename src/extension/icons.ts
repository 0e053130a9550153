import { LabIcon } from '@jupyterlab/ui-components';

/** A lens over a frame. */
export const lunetteIcon = new LabIcon({
  name: 'lunette:lens',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M4 4h6v2H6v4H4V4zm10 0h6v6h-2V6h-4V4zM4 14h2v4h4v2H4v-6z"/>
    <path d="M14.5 9.5a4.5 4.5 0 1 0 2.3 8.4l3.2 3.2 1.4-1.4-3.1-3.2a4.5 4.5 0 0 0-3.8-7zm0 2a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z"/>
  </g>
</svg>`
});
