/** A drawn plot: shapes in CSS pixels, painted on canvas by the page and as SVG by the bridge. */
import type { IRect } from '../drawing';

/** Colours of the chrome come from the host's theme; data colours are `#rrggbb`. */
export type PlotRole = 'text' | 'secondary' | 'grid' | 'accent' | 'ground';

export interface ISceneText {
  x: number;
  /** The baseline. */
  y: number;
  text: string;
  size: number;
  bold: boolean;
  anchor: 'start' | 'middle' | 'end';
  role: PlotRole;
  /** Written upwards. */
  vertical: boolean;
}

export interface ISceneBar {
  rect: IRect;
  /** `#rrggbb`, or null for the accent. */
  color: string | null;
  opacity: number;
}

/** Where a click means a value or a drag a range. */
export type SceneTarget =
  | {
      kind: 'value';
      rect: IRect;
      part: number;
      value: string | number | boolean | null;
      text: string;
    }
  | { kind: 'axis'; rect: IRect; part: number; low: number; high: number }
  | { kind: 'points'; rect: IRect; part: number };

/** Points of one look; `xy` alternating, in pixels. */
export interface IScenePoints {
  xy: Float32Array;
  /** Numbers of the points in their frame. */
  index: Uint32Array;
  color: string | null;
  opacity: number;
  /** Diameter of all points, or of each. */
  size: number | Float32Array;
  ring: boolean;
  clip: IRect;
}

export interface IPlotScene {
  width: number;
  height: number;
  lines: { x1: number; y1: number; x2: number; y2: number; role: PlotRole }[];
  bars: ISceneBar[];
  points: IScenePoints[];
  texts: ISceneText[];
  /** Rectangles of a chosen range, drawn over the bars. */
  ranges: IRect[];
  targets: SceneTarget[];
}

export const emptyScene = (width: number, height: number): IPlotScene => ({
  width,
  height,
  lines: [],
  bars: [],
  points: [],
  texts: [],
  ranges: [],
  targets: []
});
