/** Views whose samples a stage makes: patches, clips, frames. */
export { asGenerating, planGenerated } from './generated-plan';
export type { GeneratingStage, IGeneratedPlan } from './generated-plan';
export { makeSamples } from './make-samples';
export { arrayElements, labelElements, labelId, sourceSample, withElements } from './source-sample';
export { encodedFrames, sourceFrames } from './source-frames';
export type { ISourceFrame } from './source-frames';
