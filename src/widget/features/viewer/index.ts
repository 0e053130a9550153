/** One sample, large. */
export { Viewer } from './viewer';
