// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { idOf } from '../../testing/synthetic-dataset';
import { Viewer } from './viewer';

/** Three groups: the samples from 0, from 20 and from 40 on. */
const GROUPED = [
  { stage: 'group_by', keys: [{ field: 'scene.label' }], reverse: false, flat: false }
] as unknown as View;

let app: IMountedFeature;
/** Pictures that load for ever: this document cannot decode any. */
beforeEach(() => {
  HTMLImageElement.prototype.decode = () => new Promise(() => undefined);
});
afterEach(() => app.dispose());

async function open(head: number, samples = 60): Promise<void> {
  app = await mountFeature(<Viewer />, { samples, state: { view: GROUPED } });
  act(() => app.model.actions.openSample(idOf(head)));
  await screen.findByText(/^1 of /, { selector: '.lunette-GroupCarousel-place' });
}
const text = (selector: string): string | null => document.querySelector(selector)!.textContent;
const place = (): string | null => text('.lunette-GroupCarousel-place');
const inView = (): string | null => text('.lunette-Viewer-place');
const showsFile = (sample: number): Promise<void> =>
  waitFor(() =>
    expect(text('.lunette-Viewer-file')).toBe(`IMG_${String(sample).padStart(6, '0')}.jpg`)
  );

describe('the viewer of a group', () => {
  it('goes through its samples by keys; place in the view and session stay', async () => {
    await open(20);
    expect(place()).toBe('1 of 20');
    app.press('ArrowRight', { shiftKey: true });
    app.press('ArrowRight', { shiftKey: true });
    await showsFile(22);
    expect(place()).toBe('3 of 20');
    app.press('End', { shiftKey: true });
    await showsFile(39);
    app.press('ArrowRight', { shiftKey: true });
    expect(place()).toBe('20 of 20');
    app.press('ArrowLeft', { shiftKey: true });
    await showsFile(38);
    expect(inView()).toBe('2 of 3');
    expect(app.bridge.state.sample_id).toBe(idOf(20));
  });

  it('goes by click, and by the arrows on to the next group', async () => {
    await open(0);
    fireEvent.click(screen.getByRole('option', { name: /^4 of the group/ }));
    await showsFile(3);
    app.press('ArrowRight');
    await showsFile(20);
    expect([place(), inView()]).toEqual(['1 of 20', '2 of 3']);
  });

  it('makes only the part of a long strip that is seen', async () => {
    await open(0, 2100);
    expect(place()).toBe('1 of 700');
    app.press('End', { shiftKey: true });
    await showsFile(699);
    expect(screen.getAllByRole('option').length).toBeLessThan(40);
    expect(app.bridge.asked['group.members']).toBe(2);
  });

  it('selects and tags the sample that is shown', async () => {
    await open(0);
    app.press('ArrowRight', { shiftKey: true });
    await showsFile(1);
    app.press(' ');
    await waitFor(() =>
      expect(app.bridge.state.selected_samples.map(({ id }) => id)).toEqual([idOf(1)])
    );
  });

  it('is not there in a view without groups', async () => {
    app = await mountFeature(<Viewer />);
    act(() => app.model.actions.openSample(idOf(3)));
    await screen.findByText('filepath');
    expect(screen.queryByRole('listbox', { name: 'Samples of the group' })).toBeNull();
    expect(app.bridge.asked['group.members']).toBeUndefined();
  });
});
