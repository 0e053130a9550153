// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { facetFilterOf, type ISpace } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { DockArea, registerPanel } from '../panels';
import { Histograms } from '.';

let feature: IMountedFeature;
let end: () => void;

const layout = (state: Record<string, unknown>): ISpace => ({
  component_id: 'r',
  children: [{ component_id: 'h', type: 'Histograms', pinned: false, state }],
  orientation: null,
  active_child: null,
  sizes: null
});
const stateOfPanel = (): unknown => feature.bridge.state.spaces!.children[0]!;

async function show(state: Record<string, unknown>): Promise<void> {
  end = registerPanel({ type: 'Histograms', label: 'Histograms', component: Histograms });
  feature = await mountFeature(<DockArea />, { state: { spaces: layout(state) } });
}
const bars = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.lunette-Bar')];
const texts = (): string[] =>
  bars().map(bar => bar.querySelector('.lunette-Bar-text')?.textContent ?? '');
const untilBars = (): Promise<void> => waitFor(() => expect(bars().length).toBeGreaterThan(0));

afterEach(() => {
  feature.dispose();
  end();
});

describe('the field', () => {
  it('is the labels of the first label field at first', async () => {
    await show({});
    await untilBars();
    expect(screen.getByRole('button', { name: 'Field: ground_truth.label' })).toBeTruthy();
  });

  it('is what the state says, also in the words of the reference', async () => {
    await show({ plot: 'Sample tags' });
    await untilBars();
    expect(screen.getByRole('button', { name: 'Field: tags' })).toBeTruthy();
    expect(texts()).toContain('checked');
  });

  it('is found by typing and kept in the state of the panel', async () => {
    await show({ plot: 'Labels' });
    await untilBars();
    act(() => screen.getByRole('button', { name: /^Field:/ }).click());
    const search = screen.getByRole('combobox', { name: 'Find a field' });
    fireEvent.change(search, { target: { value: 'no such field' } });
    expect(screen.getByText('No field is called “no such field”.')).toBeTruthy();
    fireEvent.change(search, { target: { value: 'predictions.lab' } });
    fireEvent.keyDown(search, { key: 'Enter' });
    await waitFor(() =>
      expect(stateOfPanel()).toMatchObject({ state: { field: 'predictions.label' } })
    );
    expect(JSON.stringify(stateOfPanel())).not.toContain('plot');
  });
});

describe('bars of values', () => {
  beforeEach(async () => {
    await show({ field: 'ground_truth.label' });
    await untilBars();
  });

  it('filter by a click, as the sidebar does', async () => {
    const [, second] = texts();
    act(() => bars()[1]!.click());
    await waitFor(() => expect(feature.view()).toHaveLength(1));
    expect(facetFilterOf(feature.view()[0]!)).toEqual({
      path: 'ground_truth.label',
      selection: { kind: 'values', values: [second], exclude: false }
    });
    expect(bars()[1]!.getAttribute('aria-checked')).toBe('true');
    fireEvent.click(bars()[2]!, { shiftKey: true });
    await waitFor(() =>
      expect(facetFilterOf(feature.view()[0]!)).toMatchObject({ selection: { exclude: true } })
    );
    act(() => screen.getByRole('button', { name: /Remove the filter/ }).click());
    await waitFor(() => expect(feature.view()).toEqual([]));
  });

  it('are walked with the arrows', () => {
    bars()[0]!.focus();
    fireEvent.keyDown(bars()[0]!, { key: 'ArrowDown' });
    expect(document.activeElement).toBe(bars()[1]);
    fireEvent.keyDown(bars()[1]!, { key: 'End' });
    expect(document.activeElement).toBe(bars().at(-1));
  });
});

describe('bars of numbers', () => {
  beforeEach(async () => {
    await show({ field: 'predictions.confidence' });
    await waitFor(() => expect(document.querySelector('.lunette-RangeBars')).not.toBeNull());
  });

  it('have as many bars as there are bins, over paler totals', () => {
    const counts = document.querySelectorAll('.lunette-RangeBars .lunette-Histogram-count');
    const totals = document.querySelectorAll('.lunette-RangeBars .lunette-Histogram-total');
    expect(counts).toHaveLength(40);
    expect(totals).toHaveLength(40);
  });

  it('filter with the handles below, by the keyboard', async () => {
    const least = screen.getByRole('slider', { name: 'Least predictions.confidence' });
    fireEvent.keyDown(least, { key: 'PageUp' });
    await waitFor(() => expect(feature.view()).toHaveLength(1));
    const filter = facetFilterOf(feature.view()[0]!);
    expect(filter).toMatchObject({
      path: 'predictions.confidence',
      selection: { kind: 'range', max: null }
    });
    fireEvent.keyDown(screen.getByRole('slider', { name: /Least/ }), { key: 'Home' });
    await waitFor(() => expect(feature.view()).toEqual([]));
  });
});

it('an error stays in the panel and offers to try again', async () => {
  await show({ field: 'tags' });
  await untilBars();
  feature.bridge.errors.set('grid.facets', { code: 'internal', message: 'Out of memory.' });
  act(() => feature.bridge.changed('tags'));
  await waitFor(() => expect(screen.getByText('Out of memory.')).toBeTruthy());
  feature.bridge.errors.delete('grid.facets');
  act(() => screen.getByRole('button', { name: 'Try again' }).click());
  await untilBars();
  expect(screen.queryByText('Out of memory.')).toBeNull();
});
