/** Why a session shows no dataset. */
import { BridgeError, type BridgeClient } from '../../client';
import type { IProblem } from './app-state';

const NONE: IProblem = { kind: 'no_dataset', message: 'This session has no dataset yet.' };

/** `before` is the name of the dataset that the session showed until now. */
export async function withoutDataset(
  client: BridgeClient,
  before: string | null
): Promise<IProblem> {
  if (before === null) {
    return NONE;
  }
  try {
    const { result } = await client.request('dataset.list', {});
    return result.some(({ name }) => name === before)
      ? NONE
      : {
          kind: 'dataset_deleted',
          message: `“${before}” was deleted. Other datasets can be shown in its place:`
        };
  } catch (error) {
    if (error instanceof BridgeError) {
      // Without the bridge nobody knows; that it cannot be reached is said elsewhere.
      return NONE;
    }
    throw error;
  }
}
