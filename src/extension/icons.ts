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

/** A snowflake: live Apps become pictures. */
export const freezeIcon = new LabIcon({
  name: 'lunette:freeze',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M11 2h2v3.600l2.300-2.300 1.400 1.400L13 8.400v1.870l1.620-.94 1.350-5.050 1.930.520-.840 3.140 3.110-1.800 1 1.740-3.110 1.800 3.140.840-.520 1.930-5.050-1.350L14 12l1.630.900 5.050-1.350.520 1.930-3.140.840 3.110 1.800-1 1.740-3.110-1.800.840 3.140-1.930.520-1.350-5.050-1.620-.940v1.870l3.700 3.700-1.400 1.400L13 18.400V22h-2v-3.600l-2.300 2.300-1.400-1.400 3.700-3.700v-1.870l-1.620.940-1.350 5.050-1.930-.520.840-3.140-3.110 1.800-1-1.740 3.110-1.800-3.140-.840.520-1.930 5.050 1.350L10 12l-1.630-.900-5.050 1.350-.520-1.930 3.140-.840-3.110-1.800 1-1.740 3.110 1.800-.840-3.140 1.930-.520 1.350 5.050 1.620.940V8.400L7.300 4.700l1.400-1.400L11 5.600z"/>
  </g>
</svg>`
});

/** A picture becomes a live App. */
export const liveIcon = new LabIcon({
  name: 'lunette:live',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M4 4h16v16H4V4zm2 2v12h12V6H6zm4 2.500 6 3.500-6 3.500v-7z"/>
  </g>
</svg>`
});

/** The process between kernels and Apps. */
export const bridgeIcon = new LabIcon({
  name: 'lunette:bridge',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 24 24">
  <g class="jp-icon3" fill="#616161">
    <path d="M2 10h20v2h-2v7h-2v-3a6 6 0 0 0-12 0v3H4v-7H2v-2zm4 2v.700a8 8 0 0 1 12 0V12H6zM2 6h20v2H2V6z"/>
  </g>
</svg>`
});
