/** The loopback door: the App for a browser outside of Jupyter. */
export { Doors } from './doors';
export { PAGE_FOLDER, PageFiles } from './page-files';
