/** The header of a point cloud (Point Cloud Library, “The PCD file format”, version .7). */

export interface IPointCloudHeader {
  points: number;
  /** Names of the values of a point: x, y, z, intensity … */
  fields: string[];
  encoding: string;
}

/** Bytes of the file's beginning that hold its header. */
export const POINT_CLOUD_HEAD = 4096;

/** @throws Error saying what is wrong with the header */
export function readPointCloudHeader(bytes: Uint8Array): IPointCloudHeader {
  const lines = new TextDecoder('latin1').decode(bytes).split(/\r?\n/);
  const end = lines.findIndex(line => line.startsWith('DATA'));
  const entry = (name: string): string[] =>
    lines
      .slice(0, end + 1)
      .find(line => line.startsWith(`${name} `))
      ?.trim()
      .split(/\s+/)
      .slice(1) ?? [];
  const fields = entry('FIELDS');
  // Old files have no number of points, but columns and rows of them.
  const points = Number(
    entry('POINTS')[0] ?? Number(entry('WIDTH')[0]) * Number(entry('HEIGHT')[0])
  );
  const [encoding] = entry('DATA');
  if (end < 0 || fields.length === 0 || !Number.isInteger(points) || points < 0 || !encoding) {
    throw new Error('it has no header of a point cloud');
  }
  return { points, fields, encoding };
}
