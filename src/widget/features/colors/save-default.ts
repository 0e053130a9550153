/** The colours of this session as those that every new session of the dataset begins with. */
import type { ColorScheme } from '../../../protocol';
import type { AppModel } from '../../model';

/** The dataset's own scheme; null if it has none. */
export function defaultScheme(model: AppModel): ColorScheme | null {
  const saved = model.store.state.dataset?.app_config['color_scheme'];
  return typeof saved === 'object' && saved !== null ? (saved as ColorScheme) : null;
}

/** Saves a scheme with the dataset, or takes it away with null; that can be undone. */
export async function saveDefault(model: AppModel, scheme: ColorScheme | null): Promise<boolean> {
  const before = defaultScheme(model);
  if (!(await write(model, scheme))) {
    return false;
  }
  model.undoStack.push({ undo: () => write(model, before), redo: () => write(model, scheme) });
  return true;
}

async function write(model: AppModel, scheme: ColorScheme | null): Promise<boolean> {
  const { dataset } = model.store.state;
  if (!dataset) {
    return false;
  }
  try {
    await model.client.request('dataset.update', { dataset: dataset.id, color_scheme: scheme });
  } catch (error) {
    model.actions.report(error);
    return false;
  }
  model.actions.send('set_dataset_color_scheme', {});
  model.actions.notify({
    kind: 'info',
    text: scheme
      ? `New sessions of “${dataset.name}” begin with these colours.`
      : `“${dataset.name}” has no colours of its own any more.`,
    action: { label: 'Undo', run: () => void model.undoStack.undo() }
  });
  return true;
}
