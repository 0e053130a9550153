/**
 * The forms in which an event may come. Older clients of the reference's API send some events in
 * another form; everything past the bridge's door has the present one.
 */
import { z } from 'zod';
import { EVENTS, type EventName, type SessionEvent } from './events';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A selected sample: an id alone, or with its type; early forms call the id `sample_id`. */
function selectedSample(item: unknown): unknown {
  if (typeof item === 'string') {
    return { id: item, type: 'default' };
  }
  if (isObject(item) && !('id' in item) && 'sample_id' in item) {
    const { sample_id: id, ...rest } = item;
    return { id, ...rest };
  }
  return item;
}

const selectedSamples = (items: unknown): unknown =>
  Array.isArray(items) ? items.map(selectedSample) : items;

/** A state that lists the selection as ids, and holds its layout as JSON text. */
function state(value: unknown): unknown {
  if (!isObject(value)) {
    return value;
  }
  const { selected, ...rest } = value;
  const samples = rest['selected_samples'] ?? selected;
  if (samples !== undefined) {
    rest['selected_samples'] = selectedSamples(samples);
  }
  if ('spaces' in rest) {
    rest['spaces'] = parsedText(rest['spaces']);
  }
  return rest;
}

/** The value of JSON text; what is no such text stays as it is, for the schema to refuse. */
function parsedText(value: unknown): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

const FORMS: { [Name in EventName]?: (data: Json) => unknown } = {
  select_samples: ({ sample_ids: ids, ...data }) => ({
    ...data,
    samples: selectedSamples(data['samples'] ?? ids)
  }),
  set_spaces: data => ({ ...data, spaces: parsedText(data['spaces']) }),
  state_update: data => ({ ...data, state: state(data['state']) }),
  refresh: data => ({ ...data, state: state(data['state']) })
};

/** The data in its present form, if it has an older one; it is not checked. */
export function presentForm(name: EventName, data: unknown): unknown {
  return isObject(data) ? (FORMS[name]?.(data) ?? data) : data;
}

/**
 * The event of a name and data, in any form that it may have; data may be JSON text. Keys that the
 * event does not have are left out.
 * @throws Error in words: there is no such event, or its data is not as it should be.
 */
export function parseEvent(name: string, data: unknown): SessionEvent {
  if (!Object.hasOwn(EVENTS, name)) {
    throw new Error(`There is no session event “${name}”.`);
  }
  const event = name as EventName;
  const parsed = EVENTS[event].safeParse(presentForm(event, parsedText(data)));
  if (!parsed.success) {
    const reason = z.prettifyError(parsed.error);
    throw new Error(`The data of the event “${name}” is not as it should be: ${reason}`);
  }
  return { event, data: parsed.data } as SessionEvent;
}

/** The data of an event as JSON text, which `parseEvent` reads. */
export const serializeEvent = (event: SessionEvent): string => JSON.stringify(event.data);
