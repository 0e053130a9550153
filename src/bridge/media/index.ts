/** Pictures: thumbnails, whole images for the page, the picture of a session. */
export { openImage } from './image-file';
export { IMAGE_TYPES } from './image-type';
export { MediaService } from './media-service';
export { withRasterFiles } from './page-files';
