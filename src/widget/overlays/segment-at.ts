/** Which class of a segmentation lies under the pointer. */
import { classByte, type DatasetProperties, type IPageLabel } from '../../protocol';

/** Names of the values of a field's masks: its own, else those of all fields. */
export function maskTargetNames(
  properties: DatasetProperties | undefined,
  field: string
): ReadonlyMap<number, string> {
  const targets = properties?.mask_targets?.[field] ?? properties?.default_mask_targets ?? {};
  return new Map(
    Object.entries(targets)
      .filter(([value]) => /^\d+$/.test(value))
      .map(([value, name]) => [Number(value), name])
  );
}

/**
 * The segmentation at (x, y), relative to the picture, with the name of the class there as its
 * label; null if there is background.
 */
export function segmentAt(
  labels: readonly IPageLabel[],
  x: number,
  y: number,
  properties: DatasetProperties | undefined
): IPageLabel | null {
  for (const label of [...labels].reverse()) {
    const { raster } = label;
    if (label.element !== 'Segmentation' || !raster || x < 0 || y < 0 || x >= 1 || y >= 1) {
      continue;
    }
    const column = Math.floor(x * raster.columns);
    const byte = raster.data[Math.floor(y * raster.rows) * raster.columns + column] ?? 0;
    if (byte === 0) {
      continue;
    }
    // Colours of their own have no numbers.
    const names = raster.table
      ? new Map<number, string>()
      : maskTargetNames(properties, label.field);
    const named = [...names].find(([value]) => classByte(value) === byte)?.[1];
    return { ...label, label: named ?? (raster.table ? null : `class ${byte}`) };
  }
  return null;
}
