/** Figures of benches that run in a browser; `bench/run.mjs` reads the file BENCH_RESULTS. */
import { appendFileSync } from 'node:fs';

export interface IFigure {
  name: string;
  value: number;
  unit: string;
  budget?: string;
  peer?: string;
  baseline?: number;
  baseline_name?: string;
}

/** Keeps a figure and shows that it is there. */
export function report(figure: IFigure): void {
  console.error(`  ${figure.name}: ${figure.value.toPrecision(4)} ${figure.unit}`);
  const file = process.env['BENCH_RESULTS'];
  if (file) {
    appendFileSync(file, JSON.stringify(figure) + '\n');
  }
}

/** The `q`-quantile of values: 0.5 is the median. */
export const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))] ??
  NaN;
