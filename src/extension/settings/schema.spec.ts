// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DefaultSchemaValidator, type ISettingRegistry } from '@jupyterlab/settingregistry';
import { CommandIDs } from '../tokens';
import { DEFAULT_SETTINGS, SETTINGS_ID } from './lunette-settings';

const schema = JSON.parse(readFileSync('schema/plugin.json', 'utf8')) as ISettingRegistry.ISchema;

/** What JupyterLab has against settings; null if nothing. */
function problems(user: Record<string, unknown>): unknown {
  const data = { composite: {}, user } as ISettingRegistry.ISettingBundle;
  const raw = JSON.stringify(user);
  return new DefaultSchemaValidator().validateData({
    id: SETTINGS_ID,
    data,
    raw,
    schema,
    version: '0'
  });
}

describe('the schema of the settings', () => {
  it('is one that JupyterLab takes, and takes the defaults', () => {
    expect(problems({ ...DEFAULT_SETTINGS })).toBeNull();
  });

  it('refuses what Apps cannot follow', () => {
    expect(problems({ zoom: 11 })).not.toBeNull();
    expect(problems({ theme: 'pink' })).not.toBeNull();
    expect(problems({ unknown: 1 })).not.toBeNull();
  });

  it('has the defaults of the code', () => {
    const defaults = Object.entries(schema.properties ?? {}).map(([key, value]) => [
      key,
      value.default
    ]);
    expect(Object.fromEntries(defaults)).toEqual(DEFAULT_SETTINGS);
  });

  it('names only commands that there are', () => {
    const named = [...JSON.stringify(schema).matchAll(/"command":"(lunette:[^"]+)"/g)];
    expect(named.length).toBeGreaterThan(10);
    const all = Object.values(CommandIDs) as string[];
    expect(named.map(([, id]) => id).filter(id => !all.includes(id as string))).toEqual([]);
  });
});
