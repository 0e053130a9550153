/**
 * What a session's colour scheme and settings mean for the fields of a dataset: resolved once per
 * scheme into plain data, which also crosses threads. What cannot be read falls back and never fails.
 */
import type { ColorBy, ColorScheme, CustomizeColor } from '../color-scheme';
import type { DatasetProperties } from '../dataset-properties';
import { isLabelField } from '../labels';
import type { IFieldSpec } from '../fields';
import type { AppConfig } from '../session-state';
import { classTable, heatTable, type ColorTable } from './color-table';
import { parseColor } from './css-color';
import { assignColors, DEFAULT_POOL } from './palette';
import { valueColors, type ValueColors } from './value-colors';

/** Opacity of masks and filled shapes if the scheme does not say. */
export const DEFAULT_OPACITY = 0.4;

/** How labels, fields and values are coloured. */
export interface IColors {
  colorBy: ColorBy;
  /** At least one colour; every colour here is `#rrggbb`. */
  pool: readonly string[];
  /** Colours of the classes of a dataset from the pool. */
  classColors: ReadonlyMap<string, string>;
  /** Colours of label fields, and of other paths that the scheme names. */
  fieldColors: ReadonlyMap<string, string>;
  /** By label field, or other path of the scheme: which attribute colours, and its own colours. */
  customized: ReadonlyMap<string, { attribute: string; colors: ValueColors }>;
  /** Colours of the tags of labels; `color` is for tags without one of their own. */
  labelTags: { color: string | null; colors: ValueColors };
  /** Of masks and filled shapes, 0 … 1. */
  opacity: number;
  multicolorKeypoints: boolean;
  /** Chains of point numbers that are joined by lines, by keypoints field. */
  skeletons: ReadonlyMap<string, readonly (readonly number[])[]>;
  /** By field of segmentations or heat maps. */
  tables: ReadonlyMap<string, ColorTable>;
}

export interface IColorSource {
  scheme?: ColorScheme | null;
  config?: Partial<AppConfig> | null;
  /** Fields of the dataset. */
  fields?: readonly IFieldSpec[];
  /** Properties of the dataset: skeletons of keypoints. */
  properties?: DatasetProperties | null;
  /** Classes of the dataset in order: what colours of the pool are assigned to. */
  classes?: readonly string[];
}

/** The attribute whose values colour labels if nothing else is said. */
const LABEL = 'label';

/** Resolves the scheme; where it says nothing the settings count, then what is built in. */
export function resolveColors({
  scheme,
  config,
  fields = [],
  properties = null,
  classes = []
}: IColorSource): IColors {
  const pool = readPool(scheme?.color_pool) ?? readPool(config?.color_pool) ?? DEFAULT_POOL;
  const colorBy = scheme?.color_by ?? config?.color_by ?? 'value';
  const labelSpecs = fields.filter(isLabelField);
  const labelNames = new Set(labelSpecs.map(({ name }) => name));
  const customs = new Map<string, CustomizeColor>();
  for (const custom of scheme?.fields ?? []) {
    const path = fieldPath(custom.path, labelNames);
    customs.set(path, { ...custom, ...customs.get(path) });
  }
  const fieldColors = assignColors([...labelNames], pool);
  for (const [path, { fieldColor }] of customs) {
    const color = fieldColor ? parseColor(fieldColor) : null;
    if (color) {
      fieldColors.set(path, color);
    }
  }
  const showSkeletons = scheme?.show_skeletons ?? config?.show_skeletons ?? true;
  return {
    colorBy,
    pool,
    classColors: assignColors(classes, pool),
    fieldColors,
    customized: new Map(
      [...customs].map(([path, custom]) => [
        path,
        { attribute: custom.colorByAttribute || LABEL, colors: valueColors(custom.valueColors) }
      ])
    ),
    labelTags: {
      color: scheme?.label_tags?.fieldColor ? parseColor(scheme.label_tags.fieldColor) : null,
      colors: valueColors(scheme?.label_tags?.valueColors)
    },
    opacity: scheme?.opacity ?? DEFAULT_OPACITY,
    multicolorKeypoints: scheme?.multicolor_keypoints ?? config?.multicolor_keypoints ?? false,
    skeletons: new Map(
      showSkeletons
        ? labelSpecs.map(spec => [spec.name, skeletonOf(spec, properties)] as const)
        : []
    ),
    tables: new Map(
      labelSpecs.flatMap(({ name, document }) => {
        const scale = { name: config?.colorscale ?? null };
        const own = scheme?.colorscales?.filter(({ path }) => fieldPath(path, labelNames) === name);
        const targets = [
          ...(customs.get(name)?.maskTargetsColors ?? []),
          ...(scheme?.default_mask_targets_colors ?? [])
        ];
        const fieldColor = colorBy === 'field' ? fieldColors.get(name) : undefined;
        const fromPool = (target: number): string => pool[(target - 1) % pool.length] as string;
        return document === 'Segmentation'
          ? [[name, classTable(targets, target => fieldColor ?? fromPool(target))] as const]
          : document === 'Heatmap'
            ? [[name, heatTable([...(own ?? []), scheme?.default_colorscale, scale])] as const]
            : [];
      })
    )
  };
}

/** `#rrggbb` of the colours of a pool that can be read; null if that is none. */
function readPool(pool: readonly string[] | null | undefined): readonly string[] | null {
  const colors = (pool ?? []).flatMap(color => parseColor(color) ?? []);
  return colors.length > 0 ? colors : null;
}

/** A path below a label field (`predictions.detections.label`) means the field. */
export function fieldPath(path: string, labelFields: ReadonlySet<string>): string {
  const first = path.split('.')[0] as string;
  return labelFields.has(first) ? first : path;
}

/**
 * The chains of points of a keypoints field: of its skeleton among the properties of the dataset, of
 * `info={"skeleton": {"edges": [[0, 1, 2], …]}}` of the field, or of the default skeleton.
 */
function skeletonOf({ name, info }: IFieldSpec, properties: DatasetProperties | null): number[][] {
  const own = properties?.skeletons?.[name];
  if (own) {
    return own.edges;
  }
  const skeleton = info?.['skeleton'];
  const edges =
    typeof skeleton === 'object' && skeleton !== null
      ? (skeleton as Record<string, unknown>)['edges']
      : null;
  return Array.isArray(edges)
    ? edges.filter(
        (chain): chain is number[] =>
          Array.isArray(chain) && chain.every(point => Number.isInteger(point))
      )
    : (properties?.default_skeleton?.edges ?? []);
}

/**
 * The attributes that pages must carry so that labels can be coloured, by label field: those other
 * than `label`, which every page has.
 */
export function coloringAttributes(
  { colorBy, customized }: Pick<IColors, 'colorBy' | 'customized'>,
  labelFields: readonly string[]
): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const field of colorBy === 'value' ? labelFields : []) {
    const attribute = customized.get(field)?.attribute ?? LABEL;
    if (attribute !== LABEL) {
      attributes[field] = attribute;
    }
  }
  return attributes;
}
