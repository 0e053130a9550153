/** The picture of a session: what is on it and where. Portable; sharp paints it in the media worker. */
export { chipText } from './chip-text';
export { messageSvg, placeholderSvg, selectionSvg, toolbarSvg, warningSvg } from './chrome-svg';
export { HALO_OPACITY, overlaySvg } from './overlay-svg';
export type { IPictureInput, IPictureStyle, IPictureTile } from './picture-input';
export { GAP, gridTiles, TOOLBAR_HEIGHT } from './picture-layout';
export { sessionPicture, type IPaintedPicture } from './session-picture';
export { THEMES } from './theme';
export { textWidth } from './text-width';
export { n, safeColor, textElement } from './svg';
export { pictureStyle } from './picture-style';
