/** The virtual grid of pictures. */
export { Grid } from './grid';
