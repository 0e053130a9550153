/** What kind of media a file is, by its name alone: the file may be anywhere or not there yet. */
import type { MediaType } from '../../../protocol';

const VIDEO = new Set(
  '3gp avi flv m4v mkv mov mp4 mpeg mpg ogv ts webm wmv'.split(' ').map(suffix => `.${suffix}`)
);

/** The kind of media at a path; the same rule as in the kernel (`lunette.core.media`). */
export function mediaTypeOf(path: string): MediaType {
  const suffix = path.slice(path.lastIndexOf('.')).toLowerCase();
  if (VIDEO.has(suffix)) {
    return 'video';
  }
  return suffix === '.pcd' ? 'point-cloud' : suffix === '.fo3d' ? '3d' : 'image';
}
