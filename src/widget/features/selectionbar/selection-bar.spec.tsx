// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import * as React from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { SelectedLabel } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { idOf } from '../../testing/synthetic-dataset';
import { SelectionBar } from './selection-bar';
import { labelsTarget, selectionPython } from './selection-target';

let app: IMountedFeature;
afterEach(() => app?.dispose());

const label = (n: number, sample: number): SelectedLabel => ({
  label_id: n.toString(16).padStart(24, 'a'),
  sample_id: idOf(sample),
  field: 'predictions',
  type: 'alt'
});
const named = (n: number, sample: number) => {
  const { type: _, ...rest } = label(n, sample);
  return rest;
};
async function selecting(...labels: SelectedLabel[]): Promise<void> {
  app = await mountFeature(<SelectionBar />);
  act(() => app.model.actions.selectLabels(labels));
  await screen.findByRole('toolbar');
}
const button = (name: string): HTMLElement => screen.getByRole('button', { name });

describe('selected samples', () => {
  it('are called what the view shows', async () => {
    app = await mountFeature(<SelectionBar />);
    const opened = app.model.store.state.opened!;
    const generated: NonNullable<typeof opened.generated> = {
      stage: 'to_patches',
      dataset: 'e'.repeat(24),
      stages: 1
    };
    act(() => {
      app.model.store.set({ opened: { ...opened, generated } });
      app.model.actions.select([idOf(1), idOf(2)]);
    });
    expect(await screen.findByText('2 patches selected')).toBeTruthy();
    expect(screen.getByTitle('Show only the selected patches')).toBeTruthy();
  });
});

describe('selected labels', () => {
  it('are counted, and shown alone or left out with their samples', async () => {
    await selecting(label(1, 0), label(2, 0));
    expect(screen.getByText('2 labels selected')).toBeTruthy();
    fireEvent.click(button('Show only'));
    await waitFor(() =>
      expect(app.view()).toEqual([
        { stage: 'select_labels', labels: [named(1, 0), named(2, 0)], omit_empty: true }
      ])
    );
    act(() => app.model.actions.selectLabels([label(1, 0)]));
    fireEvent.click(await screen.findByRole('button', { name: 'Exclude' }));
    await waitFor(() =>
      expect(app.view()[1]).toEqual({
        stage: 'exclude_labels',
        labels: [named(1, 0)],
        omit_empty: false
      })
    );
  });

  it('are tagged in their samples, and undoing untags exactly those that changed', async () => {
    await selecting(label(1, 0), label(2, 4));
    fireEvent.click(button('Tag'));
    const input = await screen.findByRole('textbox', { name: 'Tag' });
    fireEvent.change(input, { target: { value: 'wrong' } });
    fireEvent.submit(input);
    await screen.findByText('“wrong” was added to 2 labels.');
    fireEvent.click(button('Undo'));
    await screen.findByText('“wrong” was taken from 2 labels.');
    expect(app.bridge.asked['labels.tag']).toBe(2);
  });

  it('as Python are a view of them', () => {
    const target = labelsTarget(new Map([['x', { ...label(1, 0), label_id: 'x' }]]));
    expect(selectionPython('birds', target)).toContain(
      `view = dataset.select_labels(labels=[{"label_id": "x", "sample_id": "${idOf(0)}", "field": "predictions"}])`
    );
  });
});

describe('samples and labels together', () => {
  it('are both counted; the buttons are about what was selected last, or is chosen', async () => {
    await selecting(label(1, 0));
    act(() => app.model.actions.select([idOf(3), idOf(5), idOf(6)]));
    await waitFor(() =>
      expect(document.querySelector('.lunette-SelectionBar-count')?.textContent).toBe(
        '3 samples · 1 label selected'
      )
    );
    expect(button('3 samples').getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(button('1 label'));
    fireEvent.click(button('Show only'));
    await waitFor(() => expect(app.view()[0]?.stage).toBe('select_labels'));
  });

  it('are let go together', async () => {
    await selecting(label(1, 0));
    act(() => app.model.actions.select([idOf(3)]));
    fireEvent.click(await screen.findByRole('button', { name: 'Clear the selection (Escape)' }));
    await waitFor(() => expect(screen.queryByRole('toolbar')).toBeNull());
    expect(app.bridge.state.selected_labels).toEqual([]);
    expect(app.bridge.state.selected_samples).toEqual([]);
  });
});

it('in the viewer there are only labels', async () => {
  app = await mountFeature(<SelectionBar labelsOnly />);
  act(() => app.model.actions.select([idOf(3)]));
  expect(screen.queryByRole('toolbar')).toBeNull();
  act(() => app.model.actions.selectLabels([label(1, 0)]));
  expect(await screen.findByText('1 label selected')).toBeTruthy();
  fireEvent.click(button('Select no labels'));
  await waitFor(() => expect(app.bridge.state.selected_labels).toEqual([]));
  expect(app.bridge.state.selected_samples).toHaveLength(1);
});

describe('marks', () => {
  it('of samples and labels are chosen for both types, for everybody in the session', async () => {
    await selecting(label(1, 0));
    fireEvent.click(button('How the selected labels are marked'));
    const alt = await screen.findByRole('radiogroup', { name: 'Selected with Alt' });
    fireEvent.click(within(alt).getByRole('radio', { name: 'dashed-red' }));
    await waitFor(() =>
      expect(app.bridge.state.label_selection_style).toEqual({
        default: 'dashed',
        alt: 'dashed-red'
      })
    );
    // What is open follows what the bar is about.
    act(() => app.model.actions.select([idOf(2)]));
    await screen.findByRole('dialog', { name: 'Marks of selected samples' });
    const usual = await screen.findByRole('radiogroup', { name: 'Selected' });
    fireEvent.click(within(usual).getByRole('radio', { name: 'star' }));
    await waitFor(() =>
      expect(app.bridge.state.sample_selection_style).toEqual({ default: 'star', alt: 'checkmark' })
    );
    expect(within(usual).getByRole('radio', { name: 'star' }).getAttribute('aria-checked')).toBe(
      'true'
    );
  });
});
