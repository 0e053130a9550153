/** Tags samples, and offers to undo exactly what changed. */
import type { AppModel } from '../../model';
import { countOf } from '../../ui';

/** Ids in one request: for so many the bridge says which of them changed, which undoing needs. */
const PART = 10_000;

/**
 * Adds a tag to samples, or takes it away; what changed can be undone. False if it failed; a notice
 * says why.
 */
export async function writeTag(
  model: AppModel,
  tag: string,
  remove: boolean,
  ids: readonly string[]
): Promise<boolean> {
  const changed = await write(model, tag, remove, ids);
  if (!changed) {
    return false;
  }
  if (changed.length > 0) {
    model.undoStack.push({
      undo: async () => (await write(model, tag, !remove, changed, 'Redo')) !== null,
      redo: async () => (await write(model, tag, remove, changed)) !== null
    });
  }
  return true;
}

/** The ids that changed, or null if it failed. `next` is what its notice offers. */
async function write(
  model: AppModel,
  tag: string,
  remove: boolean,
  ids: readonly string[],
  next: 'Undo' | 'Redo' = 'Undo'
): Promise<string[] | null> {
  const stack = model.undoStack;
  const dataset = model.store.state.dataset?.id;
  if (!dataset) {
    return null;
  }
  try {
    const changed: string[] = [];
    for (let start = 0; start < ids.length; start += PART) {
      const part = ids.slice(start, start + PART);
      const { result } = await model.client.request('samples.tag', {
        dataset,
        sample_ids: part,
        tags: [tag],
        remove
      });
      changed.push(...(result.changed ?? part));
    }
    const samples = countOf(changed.length, 'sample');
    model.actions.notify({
      kind: 'info',
      text:
        changed.length === 0
          ? `Nothing changed: ${remove ? 'none had' : 'all had'} “${tag}”.`
          : `“${tag}” was ${remove ? 'taken from' : 'added to'} ${samples}.`,
      ...(changed.length > 0
        ? {
            action: { label: next, run: () => void (next === 'Undo' ? stack.undo() : stack.redo()) }
          }
        : {})
    });
    return changed;
  } catch (error) {
    model.actions.report(error);
    return null;
  }
}
