/** The stages of the view as chips. */
export { ViewBar } from './view-bar';
export { stagePython } from './stage-python';
