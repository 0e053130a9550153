export { Aspects } from './aspects';
export { buildPage } from './build-page';
