/** Is an event possible in a session? Refuses what would leave the session with a state nobody can show. */
import {
  MAX_SELECTED_LABELS,
  type SessionEvent,
  type SessionState,
  type View
} from '../../protocol';
import { RequestError } from '../request-error';

/** What the sessions ask of the datasets. */
export interface IDatasetLookup {
  /** By name or id. */
  describe(dataset: string): Promise<{ id: string; name: string } | null>;
  /** Rejects with a RequestError whose details have `stage_index` if a stage is not possible. */
  checkView(dataset: string, view: View): Promise<void>;
}

const ID = /^[0-9a-f]{24}$/;

function requireId(id: string, what: string): void {
  if (!ID.test(id)) {
    const shown = id.length > 40 ? `${id.slice(0, 40)}…` : id;
    throw new RequestError(
      'invalid',
      `“${shown}” is no id of a ${what}: ids have 24 hexadecimal digits.`,
      { id: shown }
    );
  }
}

/** Checks what needs nothing but the event. */
export function checkShape(event: SessionEvent): void {
  switch (event.event) {
    case 'select_samples':
      event.data.samples.forEach(({ id }) => requireId(id, 'sample'));
      break;
    case 'select_labels':
      if (event.data.labels.length > MAX_SELECTED_LABELS) {
        throw new RequestError(
          'invalid',
          `${event.data.labels.length} labels are too many: at most ${MAX_SELECTED_LABELS} can be selected at once. To show only them, use the stage select_labels.`,
          { labels: event.data.labels.length }
        );
      }
      event.data.labels.forEach(label => {
        requireId(label.sample_id, 'sample');
        requireId(label.label_id, 'label');
      });
      break;
    case 'set_sample':
      if (event.data.sample_id) {
        requireId(event.data.sample_id, 'sample');
      }
      break;
    case 'app_count_update':
      throw new RequestError('invalid', 'Only the bridge counts the Apps of a session.');
    default:
      break;
  }
}

/** Whether `checkDatasets` has something to ask. */
export function needsDatasets(event: SessionEvent): boolean {
  return (
    event.event === 'state_update' ||
    (event.event === 'refresh' && !!event.data.state) ||
    (event.event === 'set_view' && event.data.view.length > 0)
  );
}

async function checkView(datasets: IDatasetLookup, dataset: string, view: View): Promise<void> {
  try {
    await datasets.checkView(dataset, view);
  } catch (error) {
    const index = error instanceof RequestError ? error.details['stage_index'] : undefined;
    if (!(error instanceof RequestError) || typeof index !== 'number') {
      throw error;
    }
    const stage = view[index]?.stage ?? 'unknown';
    throw /^Stage \d/.test(error.message)
      ? error
      : new RequestError(
          error.code,
          `Stage ${index + 1} of the view (${stage}): ${error.message}`,
          { stage, ...error.details }
        );
  }
}

/**
 * The state with its dataset looked up and its view checked.
 * @throws RequestError naming the dataset or the stage.
 */
export async function checkState(
  state: SessionState,
  datasets: IDatasetLookup
): Promise<{ state: SessionState; dataset: string | null }> {
  if (state.dataset === null) {
    if (state.view.length > 0) {
      throw new RequestError('invalid', 'A session without a dataset can have no view.');
    }
    return { state, dataset: null };
  }
  const found = await datasets.describe(state.dataset);
  if (!found) {
    throw new RequestError(
      'not_found',
      `There is no dataset “${state.dataset}”. It may have been deleted or renamed; list the datasets to see their names.`,
      { dataset: state.dataset }
    );
  }
  if (state.view.length > 0) {
    await checkView(datasets, found.id, state.view);
  }
  return { state: { ...state, dataset: found.name }, dataset: found.id };
}

/**
 * Checks an event against the datasets. `current` is the id of the session's dataset.
 * Returns the event to apply and the id of the dataset that the session then shows.
 */
export async function checkDatasets(
  event: SessionEvent,
  current: string | null,
  datasets: IDatasetLookup
): Promise<{ event: SessionEvent; dataset: string | null }> {
  if (event.event === 'set_view') {
    if (current === null) {
      throw new RequestError('invalid', 'The session shows no dataset, so it can have no view.');
    }
    await checkView(datasets, current, event.data.view);
    return { event, dataset: current };
  }
  if ((event.event === 'state_update' || event.event === 'refresh') && event.data.state) {
    const { state, dataset } = await checkState(event.data.state, datasets);
    return { event: { event: event.event, data: { state } } as SessionEvent, dataset };
  }
  return { event, dataset: current };
}
