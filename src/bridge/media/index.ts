/** Media: thumbnails, whole pictures for the page, metadata of files, the picture of a session. */
export { computeMetadata } from './compute-metadata';
export { pictureOf } from './image-file';
export { IMAGE_TYPES } from './image-type';
export { fileName } from './media-error';
export { openMedia } from './media-file';
export { MediaService } from './media-service';
export { withRasterFiles } from './page-files';
export { VIDEO_TYPES } from './video-type';
