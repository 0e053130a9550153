/** Views of other systems as ours: pipelines, queries and stages of the reference system. */
export { stagesOfForeign, viewOfForeign } from './foreign-stages';
export { stagesOfPipeline } from './mongo-pipeline';
export { NotExpressible } from './not-expressible';
