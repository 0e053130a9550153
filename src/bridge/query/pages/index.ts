export { Aspects } from './aspects';
export { buildPage } from './build-page';
export { buildFrames } from './build-frames';
