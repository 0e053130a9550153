// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { idOf } from '../../testing/synthetic-dataset';
import { SelectionBar } from './selection-bar';

let app: IMountedFeature;
afterEach(() => app.dispose());

/** Samples 0 and 3 are tagged “checked” from the start, 1 is not. */
async function tagging(...samples: number[]): Promise<void> {
  app = await mountFeature(<SelectionBar />);
  act(() => app.model.actions.select(samples.map(idOf)));
  fireEvent.click(await screen.findByRole('button', { name: 'Tag' }));
}
const tag = (name: string): Promise<HTMLElement> => screen.findByRole('checkbox', { name });
const checked = async (name: string) => (await tag(name)).getAttribute('aria-checked');

describe('tags of the selection', () => {
  it('say which samples have them', async () => {
    await tagging(0, 1, 3);
    expect(await checked('checked')).toBe('mixed');
    expect((await tag('checked')).title).toContain('2 of the 3 samples');
  });

  it('are added by typing and taken away by a click', async () => {
    await tagging(0, 1);
    fireEvent.change(screen.getByRole('textbox', { name: 'Tag' }), { target: { value: ' odd ' } });
    fireEvent.submit(screen.getByRole('textbox', { name: 'Tag' }));
    await screen.findByText('“odd” was added to 2 samples.');
    await waitFor(async () => expect(await checked('odd')).toBe('true'));
    fireEvent.click(await tag('odd'));
    await screen.findByText('“odd” was taken from 2 samples.');
  });

  it('are undone for exactly the samples that changed', async () => {
    await tagging(0, 1, 3);
    fireEvent.click(await tag('checked'));
    await screen.findByText('“checked” was added to 1 sample.');
    await waitFor(async () => expect(await checked('checked')).toBe('true'));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('“checked” was taken from 1 sample.');
    await waitFor(async () => expect(await checked('checked')).toBe('mixed'));
  });

  it('that cannot be written say why', async () => {
    await tagging(0);
    await tag('checked');
    app.bridge.errors.set('samples.tag', { code: 'internal', message: 'The disk is full.' });
    fireEvent.click(await tag('needs a second look'));
    await screen.findByText('The disk is full.');
  });
});

describe('the selection bar', () => {
  it('narrows the view to the selection and lets it go', async () => {
    app = await mountFeature(<SelectionBar />);
    act(() => app.model.actions.select([idOf(4), idOf(2)]));
    fireEvent.click(await screen.findByRole('button', { name: 'Show only' }));
    await waitFor(() =>
      expect(app.view()).toEqual([
        { stage: 'select', sample_ids: [idOf(4), idOf(2)], ordered: false }
      ])
    );
    expect(screen.queryByRole('toolbar')).toBeNull();
  });
});
