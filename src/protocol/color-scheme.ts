/**
 * How labels are coloured. The names are the reference's, whose wire form mixes snake_case with
 * camelCase inside of fields; it is kept, so that stored schemes can be read.
 */
import { z } from 'zod';

/** `#rgb`, `#rrggbb` or a CSS colour name; what no painter understands is drawn by default. */
const color = z.string().max(100);

/** A colour for one value; values are compared as text. */
export const valueColorSchema = z.object({ color, value: z.string() });
export type ValueColor = z.infer<typeof valueColorSchema>;

/** A colour for one integer of a mask; `intTarget` null is the background. */
export const maskColorSchema = z.object({ color, intTarget: z.int().nullish() });
export type MaskColor = z.infer<typeof maskColorSchema>;

/** A stop of a colour scale; `value` in [0, 1]. */
export const colorscaleStopSchema = z.object({ value: z.number(), color });

/** The colours of one field. */
export const customizeColorSchema = z.looseObject({
  path: z.string(),
  fieldColor: color.nullish(),
  /** The attribute of a label whose values have the colours; `label` by default. */
  colorByAttribute: z.string().nullish(),
  valueColors: z.array(valueColorSchema).nullish(),
  maskTargetsColors: z.array(maskColorSchema).nullish()
});
export type CustomizeColor = z.infer<typeof customizeColorSchema>;

/** A colour scale for heat maps: a name (`viridis` …) or a list of stops, which wins. */
export const defaultColorscaleSchema = z.looseObject({
  name: z.string().nullish(),
  list: z.array(colorscaleStopSchema).nullish()
});
export const colorscaleSchema = defaultColorscaleSchema.extend({ path: z.string() });
export type Colorscale = z.infer<typeof defaultColorscaleSchema>;

export const labelTagsColorsSchema = z.looseObject({
  fieldColor: color.nullish(),
  valueColors: z.array(valueColorSchema).nullish()
});

export const colorBySchema = z.enum(['field', 'instance', 'value']);
export type ColorBy = z.infer<typeof colorBySchema>;

export const colorSchemeSchema = z.looseObject({
  color_pool: z.array(color).max(1000).nullish(),
  color_by: colorBySchema.nullish(),
  multicolor_keypoints: z.boolean().nullish(),
  /** Of filled areas and masks. */
  opacity: z.number().min(0).max(1).nullish(),
  show_skeletons: z.boolean().nullish(),
  fields: z.array(customizeColorSchema).max(1000).nullish(),
  default_mask_targets_colors: z.array(maskColorSchema).max(10000).nullish(),
  colorscales: z.array(colorscaleSchema).max(1000).nullish(),
  default_colorscale: defaultColorscaleSchema.nullish(),
  label_tags: labelTagsColorsSchema.nullish()
});
export type ColorScheme = z.infer<typeof colorSchemeSchema>;
