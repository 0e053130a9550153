/** What is said of the place under the pointer. */
import {
  formatNumber,
  type PlotContent,
  type SceneTarget,
  type SinglePlotSpec
} from '../../../protocol';

/** One line, or null if there is nothing to say. `nearest` finds the point under the pointer. */
export function targetText(
  target: SceneTarget,
  place: { x: number; y: number },
  spec: SinglePlotSpec,
  content: PlotContent,
  nearest: () => number | null
): string | null {
  if (target.kind === 'value') {
    return target.text;
  }
  if (target.kind === 'axis') {
    return content.kind === 'range' ? barText(target, place.x, content) : null;
  }
  const point = content.kind === 'points' && spec.kind === 'scatter' ? nearest() : null;
  if (point === null || content.kind !== 'points' || spec.kind !== 'scatter') {
    return null;
  }
  const { frame } = content;
  const name = frame.code ? spec.classes?.[frame.code[point] as number] : undefined;
  const value = frame.value ? formatNumber(frame.value[point] as number) : undefined;
  const at = `(${formatNumber(frame.x[point] as number)}, ${formatNumber(frame.y[point] as number)})`;
  return [name ?? value, at].filter(text => text !== undefined).join(' ');
}

/** The bar under the pointer: from, to, how many. */
function barText(
  { rect, low, high }: Extract<SceneTarget, { kind: 'axis' }>,
  x: number,
  { facet }: Extract<PlotContent, { kind: 'range' }>
): string | null {
  const value = low + ((x - rect.x) / rect.width) * (high - low);
  const last = facet.counts.length - 1;
  const bin = facet.counts.findIndex(
    (_, i) =>
      value >= (facet.edges[i] as number) && (i === last || value < (facet.edges[i + 1] as number))
  );
  const dates = facet.type === 'date' || facet.type === 'datetime';
  const show = (edge: number): string =>
    dates ? new Date(edge).toISOString().slice(0, 10) : formatNumber(edge);
  return bin < 0
    ? null
    : `${show(facet.edges[bin] as number)} – ${show(facet.edges[bin + 1] as number)}: ${facet.counts[bin] as number}`;
}
