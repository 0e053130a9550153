// @vitest-environment happy-dom
import { act } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IPageLabel } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { idOf } from '../../testing/synthetic-dataset';
import { pickLabel } from './label-picking';

let app: IMountedFeature;
beforeEach(async () => {
  app = await mountFeature(<div />);
});
afterEach(() => app.dispose());

const label = (id: string): IPageLabel => ({ id, field: 'boxes' }) as IPageLabel;
const plain = { adds: false, alt: false };
let pinned: string | null = null;
const pick = (id: string | null, how = plain): string | null => {
  act(() => {
    pinned = pickLabel(app.model.actions, id === null ? null : label(id), idOf(0), how, pinned);
  });
  return pinned;
};
const selected = (): string[] =>
  app.model.actions.selectedLabels().map(({ label_id, type }) => `${label_id} ${type}`);

it('a click selects a label alone and pins it; another one on it lets it go', () => {
  expect(pick('a')).toBe('a');
  expect(pick('b')).toBe('b');
  expect(selected()).toEqual(['b default']);
  expect(app.model.actions.selectedLabels()[0]).toMatchObject({
    sample_id: idOf(0),
    field: 'boxes'
  });
  expect(pick('b')).toBeNull();
  expect(selected()).toEqual([]);
});

it('a click with Ctrl or Shift adds or takes away, and what is pinned stays', () => {
  pick('a');
  expect(pick('b', { adds: true, alt: false })).toBe('a');
  expect(selected()).toEqual(['a default', 'b default']);
  pick('a', { adds: true, alt: false });
  expect(selected()).toEqual(['b default']);
});

it('a click with Alt selects as the alternative', () => {
  expect(pick('a', { adds: false, alt: true })).toBe('a');
  pick('b', { adds: true, alt: true });
  expect(selected()).toEqual(['a alt', 'b alt']);
});

it('a click beside all labels only unpins', () => {
  pick('a');
  expect(pick(null)).toBeNull();
  expect(selected()).toEqual(['a default']);
});
