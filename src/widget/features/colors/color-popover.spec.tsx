// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { ColorPopover } from './color-popover';

let app: IMountedFeature;
const close = vi.fn();
const scheme = (): unknown => app.bridge.state.color_scheme;
const settled = (expected: unknown): Promise<void> =>
  waitFor(() => expect(scheme()).toEqual(expected));

beforeEach(async () => {
  const anchor = document.body.appendChild(document.createElement('button'));
  app = await mountFeature(<ColorPopover anchor={anchor} onClose={close} />);
});
afterEach(() => {
  app.dispose();
  close.mockReset();
});

const pick = (label: string, color: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value: color } });
};

describe('the popover of colours', () => {
  it('sets what colours labels, for everybody in the session', async () => {
    expect(screen.getByRole('radio', { name: 'Value' }).getAttribute('aria-checked')).toBe('true');
    fireEvent.click(screen.getByRole('radio', { name: 'Field' }));
    await settled({ color_by: 'field' });
    expect(screen.getByRole('radio', { name: 'Field' }).getAttribute('aria-checked')).toBe('true');
  });

  it('follows the kernel while it is open', async () => {
    act(() => app.bridge.emit('set_color_scheme', { color_scheme: { color_by: 'instance' } }));
    await waitFor(() =>
      expect(screen.getByRole('radio', { name: 'Instance' }).getAttribute('aria-checked')).toBe(
        'true'
      )
    );
  });

  it('takes names of colours, and marks what is none', async () => {
    const text = screen.getByLabelText<HTMLInputElement>('Colour of ground_truth as text');
    fireEvent.change(text, { target: { value: 'teal' } });
    await settled({ fields: [{ path: 'ground_truth', fieldColor: 'teal' }] });
    fireEvent.change(text, { target: { value: 'tealish' } });
    expect(text.getAttribute('aria-invalid')).toBe('true');
    expect(scheme()).toEqual({ fields: [{ path: 'ground_truth', fieldColor: 'teal' }] });
    fireEvent.change(text, { target: { value: '' } });
    await settled({});
  });

  it('marks colours of the kernel that are none, and still shows the others', async () => {
    act(() =>
      app.bridge.emit('set_color_scheme', { color_scheme: { color_pool: ['#f00', 'blurple'] } })
    );
    await waitFor(() => expect(screen.getByLabelText('Colour 2')).toBeTruthy());
    expect(screen.getByLabelText('Colour 1').getAttribute('aria-invalid')).toBe('false');
    expect(screen.getByLabelText('Colour 2').getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByLabelText('Colour 3')).toBeNull();
  });

  it('gives a value a colour of its own, which can be taken back', async () => {
    fireEvent.click(screen.getByRole('button', { name: 'Colours of ground_truth' }));
    await waitFor(() => expect(screen.getByLabelText('Colour of coin')).toBeTruthy());
    pick('Colour of coin', '#123456');
    await settled({
      fields: [{ path: 'ground_truth', valueColors: [{ value: 'coin', color: '#123456' }] }]
    });
    fireEvent.click(screen.getByRole('button', { name: 'coin as usual' }));
    await settled({});
  });

  it('undoes a drag in one step, and steps one by one', async () => {
    fireEvent.click(screen.getByRole('radio', { name: 'Field' }));
    const slider = screen.getByLabelText('Opacity of masks and filled shapes');
    for (const value of ['0.5', '0.6', '0.7']) {
      fireEvent.change(slider, { target: { value } });
    }
    await settled({ color_by: 'field', opacity: 0.7 });
    await act(() => app.model.undoStack.undo());
    await settled({ color_by: 'field' });
    await act(() => app.model.undoStack.undo());
    await settled({});
    await act(() => app.model.undoStack.redo());
    await settled({ color_by: 'field' });
  });

  it('saves the colours with the dataset, tells the others, and can undo that', async () => {
    const told = vi.spyOn(app.model.actions, 'send');
    const asked = vi
      .spyOn(app.model.client, 'request')
      .mockImplementation((() => Promise.resolve({ result: {}, payload: null })) as never);
    fireEvent.click(screen.getByRole('radio', { name: 'Field' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save as default' }));
    await waitFor(() => expect(told).toHaveBeenCalledWith('set_dataset_color_scheme', {}));
    const dataset = app.model.store.state.dataset?.id;
    expect(asked).toHaveBeenCalledWith('dataset.update', {
      dataset,
      color_scheme: { color_by: 'field' }
    });
    await act(() => app.model.undoStack.undo());
    expect(asked).toHaveBeenLastCalledWith('dataset.update', { dataset, color_scheme: null });
  });
});
