/** Size of the picture, or of the frames of the video, by a sample's metadata. */

const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

/** Width and height in pixels as shown, if the metadata have both; else null. */
export function pictureSize(metadata: unknown): { width: number; height: number } | null {
  const found = (metadata ?? {}) as Record<string, unknown>;
  const width = found['width'] ?? found['frame_width'];
  const height = found['height'] ?? found['frame_height'];
  return isSize(width) && isSize(height) ? { width, height } : null;
}
