/**
 * Plots attached to a session: what is plotted is data, so that page and bridge draw the same and a
 * plot goes on without its kernel. Points of a scatter plot are kept beside the session
 * (`plot.put_data`), one columnar frame each.
 */
import { z } from 'zod';

const text = z.string().max(1000);
const path = z.string().min(1).max(1000);
const axis = { xlabel: text.nullish(), ylabel: text.nullish() };

/** How often each value of a field is in the session's view. */
const categoricalHistogramSchema = z.object({
  kind: z.literal('categorical_histogram'),
  path,
  order: z.enum(['frequency', 'alphabetical']).default('frequency'),
  /** Most bars. */
  limit: z.int().min(1).max(1000).default(100),
  ...axis
});

/** How the numbers or dates of a field are distributed in the session's view. */
const numericalHistogramSchema = z.object({
  kind: z.literal('numerical_histogram'),
  path,
  bins: z.int().min(1).max(200).default(50),
  /** Bars outside of it are left out. */
  range: z.tuple([z.number(), z.number()]).nullish(),
  ...axis
});

/**
 * Points that stand for samples, or for labels of one field. Columns of the data frame: `id` (u8,
 * 12 bytes each), `x`, `y` (f32), and if there are any `code` (u32, index into `classes`), `value`
 * (f32, coloured along a scale), `size` (f32, relative areas).
 */
const scatterSchema = z.object({
  kind: z.literal('scatter'),
  link: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('samples') }),
    z.object({ kind: z.literal('labels'), field: path }),
    /** The points stand for nothing of the dataset. */
    z.object({ kind: z.literal('none') })
  ]),
  /** Id of the data frame. */
  data: z.string().min(1).max(64),
  points: z.int().min(0).max(5_000_000),
  classes: z.array(text).max(10_000).nullish(),
  /** What `code` or `value` mean. */
  legend: text.nullish(),
  /** One unit is as long on both axes. */
  equal: z.boolean().default(false),
  /** Diameter of the points in CSS pixels. */
  marker_size: z.number().min(1).max(40).nullish(),
  ...axis
});

const singlePlotSchema = z.discriminatedUnion('kind', [
  categoricalHistogramSchema,
  numericalHistogramSchema,
  scatterSchema
]);
export type SinglePlotSpec = z.infer<typeof singlePlotSchema>;
export type CategoricalHistogramSpec = z.infer<typeof categoricalHistogramSchema>;
export type NumericalHistogramSpec = z.infer<typeof numericalHistogramSchema>;
export type ScatterSpec = z.infer<typeof scatterSchema>;

/** Several plots in one picture, row by row. */
const plotGridSchema = z.object({
  kind: z.literal('grid'),
  plots: z
    .array(z.object({ title: text.nullish(), spec: singlePlotSchema }))
    .min(1)
    .max(24),
  columns: z.int().min(1).max(6)
});

export const plotSpecSchema = z.union([singlePlotSchema, plotGridSchema]);
export type PlotSpec = z.infer<typeof plotSpecSchema>;

export const plotSchema = z.object({
  name: z.string().min(1).max(100),
  title: text.nullish(),
  spec: plotSpecSchema,
  /** Whether it follows the view and selects in it. */
  connected: z.boolean().default(true)
});
export type Plot = z.infer<typeof plotSchema>;

/** The plots of a session; names are unique. */
export const plotsSchema = z
  .array(plotSchema)
  .max(100)
  .refine(plots => new Set(plots.map(({ name }) => name)).size === plots.length, {
    message: 'Two plots of a session have the same name.'
  });

/** The parts of a plot that are drawn side by side. */
export function singlePlots(plot: Pick<Plot, 'title' | 'spec'>): {
  columns: number;
  parts: { title: string | null; spec: SinglePlotSpec }[];
} {
  return plot.spec.kind === 'grid'
    ? {
        columns: plot.spec.columns,
        parts: plot.spec.plots.map(({ title, spec }) => ({ title: title ?? null, spec }))
      }
    : { columns: 1, parts: [{ title: plot.title ?? null, spec: plot.spec }] };
}
