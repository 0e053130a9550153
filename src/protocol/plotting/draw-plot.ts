/** A plot laid out in its rectangle: several parts side by side, each with its title. */
import type { IColors } from '../drawing';
import type { Plot } from './plot-spec';
import { singlePlots } from './plot-spec';
import type { PlotContent } from './plot-content';
import { drawNumbers } from './draw-numbers';
import { drawPoints, type IPointsWindow } from './draw-points';
import { drawValues } from './draw-values';
import { emptyScene, type IPlotScene } from './plot-scene';
import type { IPlotPart } from './plot-part';

export interface IPlotLook {
  colors: IColors;
  /** Width of a text in CSS pixels. */
  measure(text: string, size: number): number;
  /** What part of the data is seen, by part; without one all of it. */
  windows?: ReadonlyMap<number, IPointsWindow>;
}

const GAP = 16;
const MARGIN = 8;

/** Draws `plot` with one content per part. */
export function drawPlot(
  plot: Pick<Plot, 'title' | 'spec'>,
  contents: readonly PlotContent[],
  size: { width: number; height: number },
  look: IPlotLook
): IPlotScene {
  const scene = emptyScene(size.width, size.height);
  const { columns, parts } = singlePlots(plot);
  const rows = Math.ceil(parts.length / columns);
  const width = (size.width - 2 * MARGIN - GAP * (columns - 1)) / columns;
  const height = (size.height - 2 * MARGIN - GAP * (rows - 1)) / rows;
  parts.forEach(({ title, spec }, number) => {
    const part: IPlotPart = {
      scene,
      number,
      title: title ?? defaultTitle(spec),
      rect: {
        x: MARGIN + (number % columns) * (width + GAP),
        y: MARGIN + Math.floor(number / columns) * (height + GAP),
        width,
        height
      },
      look
    };
    const content = contents[number];
    if (content?.kind === 'values' && spec.kind === 'categorical_histogram') {
      drawValues(part, spec, content);
    } else if (content?.kind === 'range' && spec.kind === 'numerical_histogram') {
      drawNumbers(part, spec, content);
    } else if (content?.kind === 'points' && spec.kind === 'scatter') {
      drawPoints(part, spec, content, look.windows?.get(number) ?? null);
    } else {
      drawMessage(part, content?.kind === 'message' ? content.text : 'Nothing to show.');
    }
  });
  return scene;
}

function defaultTitle(spec: ReturnType<typeof singlePlots>['parts'][number]['spec']): string {
  return spec.kind === 'scatter' ? '' : spec.path;
}

function drawMessage({ scene, rect, title }: IPlotPart, text: string): void {
  const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
  const common = { bold: false, anchor: 'middle' as const, vertical: false };
  if (title) {
    scene.texts.push({
      ...common,
      ...middle,
      y: middle.y - 12,
      text: title,
      size: 13,
      role: 'text'
    });
  }
  scene.texts.push({ ...common, ...middle, y: middle.y + 8, text, size: 12, role: 'secondary' });
}
