// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { idOf } from '../../testing/synthetic-dataset';
import { Viewer } from './viewer';

let app: IMountedFeature;
/** Pictures that load for ever: this document cannot decode any. */
beforeEach(() => {
  HTMLImageElement.prototype.decode = () => new Promise(() => undefined);
});
afterEach(() => app.dispose());

const open = async (sample: number): Promise<void> => {
  app = await mountFeature(<Viewer />);
  act(() => app.model.actions.openSample(idOf(sample)));
  await screen.findByText('filepath');
};
const place = (): string | null => document.querySelector('.lunette-Viewer-place')!.textContent;
const pinned = (): string[] =>
  screen
    .getAllByRole('button', { pressed: true })
    .filter(({ className }) => className.includes('LabelPanel'))
    .map(({ textContent }) => textContent ?? '');

describe('the viewer', () => {
  it('has the keyboard, says where it is and lists labels and fields', async () => {
    await open(3);
    expect(document.activeElement).toBe(screen.getByRole('dialog'));
    expect(place()).toBe('4 of 60');
    expect(screen.getByText('metadata.width')).toBeTruthy();
    expect(screen.getByRole('checkbox', { name: 'Draw predictions' })).toBeTruthy();
  });

  it('goes on by arrows, to the ends by Home and End, and stays there', async () => {
    await open(3);
    app.press('ArrowRight');
    app.press('ArrowRight');
    await waitFor(() => expect(place()).toBe('6 of 60'));
    app.press('ArrowLeft');
    await waitFor(() => expect(app.bridge.state.sample_id).toBe(idOf(4)));
    app.press('End');
    await waitFor(() => expect(place()).toBe('60 of 60'));
    app.press('ArrowRight');
    expect(app.bridge.state.sample_id).toBe(idOf(59));
    app.press('Home');
    await waitFor(() => expect(place()).toBe('1 of 60'));
  });

  it('selects by Space, but presses the button that has the keyboard', async () => {
    await open(3);
    app.press(' ');
    await waitFor(() =>
      expect(app.bridge.state.selected_samples.map(({ id }) => id)).toEqual([idOf(3)])
    );
    app.press(' ', { on: screen.getByRole('button', { name: /^Keep zoom/ }) });
    expect(app.bridge.state.selected_samples).toHaveLength(1);
  });

  it('pins labels one after the other by brackets, round and round', async () => {
    await open(0);
    const all = [...document.querySelectorAll('.lunette-LabelPanel-label')].map(
      ({ textContent }) => textContent
    );
    expect(all.length).toBeGreaterThan(2);
    app.press(']');
    expect(pinned()).toEqual([all[0]]);
    app.press(']');
    expect(pinned()).toEqual([all[1]]);
    app.press('[');
    app.press('[');
    expect(pinned()).toEqual([all[all.length - 1]]);
  });

  const selectedLabels = (): [string, string | null | undefined][] =>
    app.bridge.state.selected_labels.map(({ label_id, type }) => [label_id, type]);
  const boxOf = (row: number): HTMLElement =>
    document.querySelectorAll<HTMLElement>('.lunette-LabelPanel-check')[row]!;

  it('selects labels by their check boxes, with Alt as the alternative', async () => {
    await open(0);
    fireEvent.click(boxOf(0));
    fireEvent.click(boxOf(2), { altKey: true });
    await waitFor(() =>
      expect(selectedLabels().map(([, type]) => type)).toEqual(['default', 'alt'])
    );
    expect(app.bridge.state.selected_labels[0]).toMatchObject({ sample_id: idOf(0) });
    expect(boxOf(2).getAttribute('aria-checked')).toBe('true');
    fireEvent.click(boxOf(2));
    await waitFor(() => expect(selectedLabels()).toHaveLength(1));
  });

  it('selects the label that was walked to by Space, and not the sample', async () => {
    await open(0);
    app.press(']');
    app.press(']');
    expect(document.activeElement?.className).toContain('LabelPanel-label');
    fireEvent.keyDown(document.activeElement!, { key: ' ' });
    await waitFor(() => expect(boxOf(1).getAttribute('aria-checked')).toBe('true'));
    expect(app.bridge.state.selected_samples).toEqual([]);
    fireEvent.keyDown(document.activeElement!, { key: ' ' });
    await waitFor(() => expect(selectedLabels()).toEqual([]));
  });

  it('shows what the kernel selects', async () => {
    await open(0);
    fireEvent.click(boxOf(0));
    await waitFor(() => expect(selectedLabels()).toHaveLength(1));
    const [label] = app.bridge.state.selected_labels;
    act(() => app.bridge.emit('select_labels', { labels: [] }));
    await waitFor(() => expect(boxOf(0).getAttribute('aria-checked')).toBe('false'));
    act(() => {
      app.bridge.emit('set_label_selection_style', {
        style: { default: 'dashed-red', alt: 'dashed' }
      });
      app.bridge.emit('select_labels', { labels: [label!] });
    });
    await waitFor(() => expect(boxOf(0).className).toContain('lunette-mod-dashed-red'));
  });

  it('steps out by Escape: first the pinned label, then the viewer', async () => {
    await open(0);
    app.press(']');
    expect(screen.getByRole('group', { name: /^Label/ })).toBeTruthy();
    app.press('Escape');
    expect(screen.queryByRole('group', { name: /^Label/ })).toBeNull();
    app.press('Escape');
    await waitFor(() => expect(app.bridge.state.sample_id).toBeNull());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('hides a label field, here and on the tiles', async () => {
    await open(0);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Draw predictions' }));
    await waitFor(() =>
      expect(app.bridge.state.field_visibility_stage).toMatchObject({
        field_names: ['predictions']
      })
    );
  });

  it('says that a sample is not in the view, and offers to show all', async () => {
    app = await mountFeature(<Viewer />, { state: { view: [{ stage: 'limit', limit: 5 }] } });
    act(() => app.bridge.emit('set_sample', { sample_id: idOf(30) }));
    await screen.findByText('This sample is not in the view.');
    expect(document.querySelectorAll('.lunette-LabelPanel-label').length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name: 'Show all samples' }));
    await waitFor(() => expect(place()).toBe('31 of 60'));
    expect(app.view()).toEqual([]);
  });

  it('says why a sample cannot be shown', async () => {
    app = await mountFeature(<Viewer />);
    app.bridge.errors.set('sample.detail', { code: 'not_found', message: 'It was deleted.' });
    act(() => app.model.actions.openSample(idOf(1)));
    expect((await screen.findByText('It was deleted.')).parentElement?.textContent).toContain(
      'Close'
    );
  });

  it('says what is wrong with a picture, with the file and a way to try again', async () => {
    HTMLImageElement.prototype.decode = () =>
      Promise.reject(new DOMException('no', 'EncodingError'));
    await open(20);
    await screen.findByText('IMG_20.jpg is no image that can be read.');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('keeps Tab inside', async () => {
    await open(3);
    const close = screen.getByRole('button', { name: 'Close (Escape)' });
    close.focus();
    fireEvent.keyDown(close, { key: 'Tab', shiftKey: true });
    expect(document.activeElement).not.toBe(close);
    expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
  });
});
