/** Colours that tiles are painted with, read from the host's variables. */
export interface ITileTheme {
  /** Behind and beside pictures. */
  ground: string;
  /** Text on the ground. */
  ink: string;
  faintInk: string;
  /** The scroll bar's thumb. */
  thumb: string;
  accent: string;
  warning: string;
}

/** Reads the colours as they are for `element`. */
export function readTileTheme(element: Element): ITileTheme {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string): string =>
    style.getPropertyValue(name).trim() || fallback;
  return {
    ground: read('--jp-layout-color2', '#eeeeee'),
    ink: read('--jp-ui-font-color1', 'rgba(0, 0, 0, 0.87)'),
    faintInk: read('--jp-ui-font-color2', 'rgba(0, 0, 0, 0.64)'),
    thumb: read('--jp-ui-font-color3', 'rgba(0, 0, 0, 0.38)'),
    accent: read('--jp-brand-color1', '#1976d2'),
    warning: read('--jp-warn-color1', '#f57c00')
  };
}
