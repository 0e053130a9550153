// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import * as React from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { call, field, literal } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { HARD_FIELD } from '../../testing/synthetic-values';
import { Sidebar } from './sidebar';

let app: IMountedFeature;
afterEach(() => app.dispose());

const values = (path: string): HTMLElement => screen.getByRole('group', { name: path });
const value = (path: string, name: RegExp): Promise<HTMLElement> =>
  waitFor(() => within(values(path)).getByRole('checkbox', { name }));

describe('a value of a facet', () => {
  it('filters by a click and lets go by another', async () => {
    app = await mountFeature(<Sidebar />);
    const coin = await value('ground_truth.label', /^coin/);
    fireEvent.click(coin);
    await waitFor(() =>
      expect(app.view()).toEqual([
        {
          stage: 'filter_labels',
          field: 'ground_truth',
          filter: call('is_in', field('label'), literal(['coin'])),
          only_matches: true
        }
      ])
    );
    expect(coin.getAttribute('aria-checked')).toBe('true');
    fireEvent.click(coin);
    await waitFor(() => expect(app.view()).toEqual([]));
  });

  it('is the only one after Alt, and left out after Shift', async () => {
    app = await mountFeature(<Sidebar />);
    fireEvent.click(await value('tags', /^checked/), { altKey: true });
    await waitFor(() => expect(app.view()).toMatchObject([{ tags: ['checked'], bool: true }]));
    fireEvent.click(await value('tags', /^needs/), { shiftKey: true });
    await waitFor(() =>
      expect(app.view()).toMatchObject([{ tags: ['needs a second look'], bool: false }])
    );
    expect((await value('tags', /^needs/)).getAttribute('aria-label')).toContain('left out');
  });

  it('shows a filter that was written in Python', async () => {
    app = await mountFeature(<Sidebar />);
    await value('ground_truth.label', /^cat/);
    act(() =>
      app.bridge.emit('set_view', {
        view: [
          {
            stage: 'filter_labels',
            field: 'ground_truth',
            filter: call('eq', field('label'), literal('cat')),
            only_matches: true
          }
        ]
      })
    );
    await waitFor(async () =>
      expect((await value('ground_truth.label', /^cat/)).getAttribute('aria-checked')).toBe('true')
    );
    fireEvent.click(
      screen.getByRole('button', { name: 'Remove the filter on ground_truth.label' })
    );
    await waitFor(() => expect(app.view()).toEqual([]));
    expect(document.activeElement?.textContent).toBe('label');
  });

  it('that is markup is shown as text', async () => {
    app = await mountFeature(<Sidebar />, { hard: true });
    fireEvent.click(screen.getByTitle('weather_as_described_by_the_photographer'));
    await value('weather_as_described_by_the_photographer', /^<img src=x/);
    expect(document.querySelector('img')).toBeNull();
  });
});

describe('a facet', () => {
  it('of many values shows the top ones and finds the others', async () => {
    app = await mountFeature(<Sidebar />, { hard: true, samples: 300 });
    const path = `${HARD_FIELD}.label`;
    fireEvent.click(screen.getByTitle(path));
    const find = await screen.findByRole('textbox', { name: `Find a value of ${path}` });
    expect(within(values(path)).getAllByRole('checkbox')).toHaveLength(12);
    fireEvent.change(find, { target: { value: 'species 19' } });
    await waitFor(() => {
      const names = within(values(path)).getAllByRole('checkbox');
      expect(names.every(row => row.getAttribute('aria-label')?.startsWith('species 19'))).toBe(
        true
      );
    });
    fireEvent.change(find, { target: { value: 'nowhere' } });
    await screen.findByText('No value contains “nowhere”.');
  });

  it('with nothing to show says so, and one that fails disturbs no other', async () => {
    app = await mountFeature(<Sidebar />, { hard: true });
    fireEvent.click(screen.getByTitle('notes'));
    fireEvent.click(screen.getByTitle('embedding_norm'));
    await screen.findAllByText('Nothing has a value here.');
    expect((await screen.findByRole('alert')).textContent).toContain('embedding_norm');
    await value('ground_truth.label', /^coin/);
  });

  it('stays open and sections stay folded for the session', async () => {
    app = await mountFeature(<Sidebar />);
    fireEvent.click(screen.getByTitle('split'));
    await value('split', /^train/);
    fireEvent.click(screen.getByRole('button', { name: 'Tags' }));
    expect(app.model.preferences.feature('facets')).toContain('split');
    expect(app.model.preferences.feature('folded')).toEqual(['#Tags']);
    expect(screen.queryByRole('group', { name: 'tags' })).toBeNull();
  });
});

describe('the search', () => {
  it('finds fields by name and values by text', async () => {
    app = await mountFeature(<Sidebar />);
    const search = screen.getByRole('textbox', { name: 'Find fields and values' });
    fireEvent.change(search, { target: { value: 'approved' } });
    expect(screen.queryByTitle('split')).toBeNull();
    await value('approved', /^true/);
    fireEvent.change(search, { target: { value: 'validation' } });
    await value('split', /^validation/);
    fireEvent.change(search, { target: { value: 'zebra' } });
    await screen.findByText('No field and no value contains “zebra”.');
    app.press('Escape', { on: search });
    expect(screen.getByTitle('approved')).toBeTruthy();
  });

  it('says when the bridge cannot count, and asks again', async () => {
    app = await mountFeature(<Sidebar />);
    await value('tags', /^checked/);
    app.bridge.errors.set('grid.facets', { code: 'internal', message: 'The disk is full.' });
    fireEvent.click(screen.getByTitle('split'));
    await screen.findByText('The disk is full.');
    app.bridge.errors.delete('grid.facets');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await value('split', /^train/);
    expect(screen.queryByText('The disk is full.')).toBeNull();
  });
});

describe('a label field', () => {
  const drawn = (name: string): HTMLInputElement =>
    screen.getByRole('checkbox', { name: `Draw ${name}` });

  it('is drawn or not by its box; Alt draws only it, and then all again', async () => {
    app = await mountFeature(<Sidebar />);
    fireEvent.click(drawn('predictions'));
    await waitFor(() =>
      expect(app.bridge.state.field_visibility_stage).toEqual({
        stage: 'exclude_fields',
        field_names: ['predictions']
      })
    );
    fireEvent.click(drawn('scene'), { altKey: true });
    await waitFor(() =>
      expect(app.bridge.state.field_visibility_stage?.['field_names']).toEqual([
        'ground_truth',
        'predictions'
      ])
    );
    fireEvent.click(drawn('scene'), { altKey: true });
    await waitFor(() => expect(app.bridge.state.field_visibility_stage).toBeNull());
  });
});
