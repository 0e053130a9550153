/** What kind of media a file is, by its name: used where folders are searched. */
import { extensionOf } from '../paths';

const IMAGES = new Set(
  'apng avif bmp dib gif heic heif jfif jp2 jpe jpeg jpg pbm pgm png pnm ppm svg tif tiff webp'.split(
    ' '
  )
);
const VIDEOS = new Set('3gp avi flv m4v mkv mov mp4 mpeg mpg ogv ts webm wmv'.split(' '));
const POINT_CLOUDS = new Set(['pcd']);
const SCENES = new Set(['fo3d']);

const ending = (path: string): string => extensionOf(path).slice(1).toLowerCase();

export const isImage = (path: string): boolean => IMAGES.has(ending(path));
export const isVideo = (path: string): boolean => VIDEOS.has(ending(path));
export const isMedia = (path: string): boolean =>
  isImage(path) || isVideo(path) || POINT_CLOUDS.has(ending(path)) || SCENES.has(ending(path));
