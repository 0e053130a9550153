import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_NAMES, parseEvent, reduceSession, serializeEvent, sessionStateSchema } from '.';

interface IExample {
  means: string;
  event: string;
  data: unknown;
  present: unknown;
}
interface IRefused {
  means: string;
  event: string;
  data: unknown;
  names: string;
}

/** The same file is read by lunette/tests/session/test_events.py. */
const { examples, refused } = JSON.parse(
  readFileSync(new URL('testing/event-examples.json', import.meta.url), 'utf8')
) as { examples: IExample[]; refused: IRefused[] };

describe('parseEvent', () => {
  it.each(examples)('reads $event: $means', ({ event, data, present }) => {
    expect(parseEvent(event, data)).toMatchObject({ event, data: present });
  });

  it.each(examples)('reads what serializeEvent writes of $event: $means', ({ event, data }) => {
    const parsed = parseEvent(event, data);
    expect(parseEvent(event, serializeEvent(parsed))).toEqual(parsed);
  });

  it.each(refused)('refuses $means with a sentence', ({ event, data, names }) => {
    expect(() => parseEvent(event, data)).toThrow(names);
  });

  it('reads a state of 2025, with its selection as ids and its layout as text', () => {
    const spaces = { component_id: 'root', children: [] };
    const { event, data } = parseEvent('state_update', {
      state: { selected: ['a'.repeat(24)], spaces: JSON.stringify(spaces) }
    });
    const state = reduceSession(sessionStateSchema.parse({}), { event, data } as never);
    expect(state.selected_samples).toEqual([{ id: 'a'.repeat(24), type: 'default' }]);
    expect(state.spaces).toMatchObject(spaces);
  });

  it('has examples only of events that exist', () => {
    const named = new Set(examples.map(({ event }) => event));
    expect([...named].filter(name => !EVENT_NAMES.some(known => known === name))).toEqual([]);
  });
});

describe('set_config', () => {
  it('changes the settings it names and no others', () => {
    const before = sessionStateSchema.parse({ config: { grid_zoom: 3 } });
    const after = reduceSession(before, parseEvent('set_config', { config: { theme: 'dark' } }));
    expect(after.config).toEqual({ ...before.config, theme: 'dark' });
  });

  it('refuses settings that mean nothing', () => {
    expect(() => parseEvent('set_config', { config: { grid_zoom: 11 } })).toThrow('grid_zoom');
  });
});
