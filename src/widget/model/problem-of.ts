import type { BridgeError } from '../../client';
import type { IProblem } from './app-state';

/**
 * What the App says of an error of the bridge.
 * @param added stages in front of the view that are not the session's
 */
export function problemOf(kind: IProblem['kind'], error: BridgeError, added: number): IProblem {
  const stage = error.details['stage_index'];
  return {
    kind: kind === 'dataset' && error.code === 'not_found' ? 'dataset_deleted' : kind,
    message: error.message,
    ...(typeof stage === 'number' ? { stageIndex: Math.max(0, stage - added) } : {})
  };
}
