// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { facetFilterOf } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { Sidebar } from './sidebar';

let app: IMountedFeature;
afterEach(() => app.dispose());

const selection = () => app.view().map(stage => facetFilterOf(stage)?.selection);
const open = async (path: string): Promise<void> => {
  app = await mountFeature(<Sidebar />, { samples: 200 });
  fireEvent.click(screen.getByTitle(path));
  await screen.findByRole('slider', { name: `Least ${path}` });
};
const input = (name: string): HTMLInputElement => screen.getByLabelText(`${name}, as text`);

describe('a range', () => {
  it('is typed; nonsense changes nothing', async () => {
    await open('quality');
    fireEvent.change(input('Least quality'), { target: { value: '20' } });
    fireEvent.keyDown(input('Least quality'), { key: 'Enter' });
    await waitFor(() => expect(selection()).toEqual([{ kind: 'range', min: 20, max: null }]));
    fireEvent.change(input('Greatest quality'), { target: { value: 'many' } });
    expect(input('Greatest quality').getAttribute('aria-invalid')).toBe('true');
    fireEvent.blur(input('Greatest quality'));
    expect(selection()).toEqual([{ kind: 'range', min: 20, max: null }]);
    // The lower end never passes the upper one.
    fireEvent.change(input('Greatest quality'), { target: { value: '3' } });
    fireEvent.blur(input('Greatest quality'));
    await waitFor(() => expect(selection()).toEqual([{ kind: 'range', min: 20, max: 20 }]));
  });

  it('is moved by arrow keys, and taken away at its bounds', async () => {
    await open('quality');
    const least = screen.getByRole('slider', { name: 'Least quality' });
    app.press('ArrowRight', { on: least });
    await waitFor(() => expect(selection()).toEqual([{ kind: 'range', min: 1, max: null }]));
    app.press('Home', { on: least });
    await waitFor(() => expect(app.view()).toEqual([]));
  });

  it('filters while it is dragged and settles where it is let go', async () => {
    await open('quality');
    const least = screen.getByRole('slider', { name: 'Least quality' });
    least.setPointerCapture = () => undefined;
    least.parentElement!.getBoundingClientRect = () => new DOMRect(0, 0, 100, 16);
    const high = Number(least.getAttribute('aria-valuemax'));
    fireEvent.pointerDown(least, { button: 0, clientX: 0 });
    fireEvent.pointerMove(least, { clientX: 50 });
    expect(least.getAttribute('aria-valuenow')).toBe(String(Math.round(high / 2)));
    await waitFor(() =>
      expect(selection()).toEqual([{ kind: 'range', min: Math.round(high / 2), max: null }])
    );
    fireEvent.pointerUp(least, { clientX: 25 });
    await waitFor(() =>
      expect(selection()).toEqual([{ kind: 'range', min: Math.round(high / 4), max: null }])
    );
  });

  it('of times is typed in the reader’s zone', async () => {
    await open('captured_at');
    fireEvent.change(input('Least captured_at'), { target: { value: '2024-06-01T12:00' } });
    fireEvent.keyDown(input('Least captured_at'), { key: 'Enter' });
    const min = new Date(2024, 5, 1, 12).getTime();
    await waitFor(() =>
      expect(selection()).toEqual([{ kind: 'range', min, max: null, date: true }])
    );
    expect(input('Least captured_at').title).toBe(new Date(min).toISOString());
  });
});
