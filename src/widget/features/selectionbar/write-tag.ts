/** Tags samples or labels, and offers to undo exactly what changed. */
import type { AppModel } from '../../model';
import { countOf } from '../../ui';
import { isLabels, samplesOf, type ISelectionTarget } from './selection-target';

/** Ids in one request: for so many the bridge says which of them changed, which undoing needs. */
const PART = 10_000;

/**
 * Adds a tag to what is meant, or takes it away; what changed can be undone. False if it failed; a
 * notice says why.
 */
export async function writeTag(
  model: AppModel,
  tag: string,
  remove: boolean,
  target: ISelectionTarget
): Promise<boolean> {
  const changed = await write(model, tag, remove, target, target.ids);
  if (!changed) {
    return false;
  }
  if (changed.length > 0) {
    model.undoStack.push({
      undo: async () => (await write(model, tag, !remove, target, changed, 'Redo')) !== null,
      redo: async () => (await write(model, tag, remove, target, changed)) !== null
    });
  }
  return true;
}

/** The ids that changed, or null if it failed. `next` is what its notice offers. */
async function write(
  model: AppModel,
  tag: string,
  remove: boolean,
  target: ISelectionTarget,
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
      changed.push(...(await writePart(model, dataset, { tags: [tag], remove }, target, part)));
    }
    const things = countOf(changed.length, target.noun);
    model.actions.notify({
      kind: 'info',
      text:
        changed.length === 0
          ? `Nothing changed: ${remove ? 'none had' : 'all had'} “${tag}”.`
          : `“${tag}” was ${remove ? 'taken from' : 'added to'} ${things}.`,
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

/** The ids that changed. */
async function writePart(
  { client }: AppModel,
  dataset: string,
  change: { tags: string[]; remove: boolean },
  target: ISelectionTarget,
  ids: string[]
): Promise<string[]> {
  if (!isLabels(target)) {
    const { result } = await client.request('samples.tag', { dataset, sample_ids: ids, ...change });
    return result.changed ?? ids;
  }
  const labels = ids.flatMap(id => target.labels.get(id) ?? []);
  const { result } = await client.request('labels.tag', {
    dataset,
    // Only these samples are looked through.
    view: [{ stage: 'select', sample_ids: samplesOf(labels), ordered: false }],
    fields: [...new Set(labels.map(({ field }) => field))],
    label_ids: ids,
    ...change
  });
  return result.changed ?? ids;
}
