/** The App's frame: toolbar, body, states and keys. */
export { App } from './app';
