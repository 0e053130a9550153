// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { call, field, literal, type View } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { movedStage, ViewBar } from './view-bar';

let app: IMountedFeature;
afterEach(() => app.dispose());

const VIEW: View = [
  {
    stage: 'filter_labels',
    field: 'predictions',
    filter: call('gt', field('confidence'), literal(0.5)),
    only_matches: true
  },
  { stage: 'match', filter: call('eq', field('split'), literal('train')) },
  { stage: 'limit', limit: 20 }
];
const show = async (view: View = VIEW): Promise<void> => {
  app = await mountFeature(<ViewBar />, { state: { view } });
};
const stages = (): string[] => app.view().map(({ stage }) => stage);
const chip = (name: RegExp): HTMLElement => screen.getByRole('button', { name });

describe('chips', () => {
  it('say what each stage does', async () => {
    await show();
    expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
      'filter_labelspredictions: confidence > 0.5',
      'matchsplit = train',
      'limit20'
    ]);
  });

  it('are removed by × and by Delete; the next one gets the keyboard', async () => {
    await show();
    fireEvent.click(screen.getByRole('button', { name: 'Remove match' }));
    await waitFor(() => expect(stages()).toEqual(['filter_labels', 'limit']));
    chip(/^Stage filter_labels/).focus();
    app.press('Delete');
    await waitFor(() => expect(stages()).toEqual(['limit']));
    await waitFor(() => expect(document.activeElement).toBe(chip(/^Stage limit/)));
    app.press('Delete');
    await waitFor(() => expect(document.activeElement).toBe(chip(/Add a stage/)));
  });

  it('are moved by Alt and an arrow, and keep the keyboard', async () => {
    await show();
    chip(/^Stage limit/).focus();
    app.press('ArrowLeft', { altKey: true });
    await waitFor(() => expect(stages()).toEqual(['filter_labels', 'limit', 'match']));
    await waitFor(() => expect(document.activeElement).toBe(chip(/^Stage limit/)));
    app.press('ArrowRight');
    await waitFor(() => expect(document.activeElement).toBe(chip(/^Stage match/)));
  });

  it('are dragged to where the line stands', async () => {
    await show();
    screen.getAllByRole('listitem').forEach((item, i) => {
      item.getBoundingClientRect = () => new DOMRect(100 * i, 0, 90, 24);
      item.setPointerCapture = () => undefined;
    });
    const [first] = screen.getAllByRole('listitem') as [HTMLElement];
    fireEvent.pointerDown(first, { button: 0, clientX: 10 });
    fireEvent.pointerMove(first, { clientX: 170 });
    expect(document.querySelector('.lunette-ViewBar-line')).not.toBeNull();
    fireEvent.pointerUp(first, { clientX: 170 });
    fireEvent.click(first);
    await waitFor(() => expect(stages()).toEqual(['match', 'filter_labels', 'limit']));
    // The end of a drag is no click.
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('of an invalid stage say why, in place', async () => {
    await show();
    act(() =>
      app.model.store.set({
        problem: { kind: 'view', message: 'There is no field “split”.', stageIndex: 1 }
      })
    );
    expect(chip(/^Stage match.*invalid: There is no field “split”\.$/)).toBeTruthy();
    fireEvent.click(chip(/^Stage match/));
    expect((await screen.findByRole('alert')).textContent).toBe('There is no field “split”.');
  });
});

describe('the form of a stage', () => {
  it('changes it in place, with values of the chosen field to choose from', async () => {
    await show();
    fireEvent.click(chip(/^Stage match/));
    const value = await screen.findByRole('combobox', { name: 'Value' });
    fireEvent.click(value);
    const option = await screen.findByRole('option', { name: /validation/ });
    fireEvent.pointerDown(option);
    fireEvent.submit(value);
    await waitFor(() =>
      expect(app.view()[1]).toEqual({
        stage: 'match',
        filter: call('eq', field('split'), literal('validation'))
      })
    );
    expect(stages()).toEqual(['filter_labels', 'match', 'limit']);
  });

  it('completes names of fields by keys', async () => {
    await show([]);
    fireEvent.click(chip(/Add a stage/));
    fireEvent.click(screen.getByRole('menuitem', { name: /^sort_by/ }));
    const name = await screen.findByRole('combobox', { name: 'Field' });
    fireEvent.change(name, { target: { value: 'qual' } });
    app.press('ArrowDown', { on: name });
    expect(screen.getByRole('option', { name: /quality/ }).getAttribute('aria-selected')).toBe(
      'true'
    );
    app.press('Enter', { on: name });
    expect((name as HTMLInputElement).value).toBe('quality');
    fireEvent.submit(name);
    await waitFor(() =>
      expect(app.view()).toEqual([
        { stage: 'sort_by', keys: [{ key: field('quality'), reverse: false }] }
      ])
    );
  });

  it('says what is missing, and what the bridge refuses', async () => {
    await show();
    fireEvent.click(chip(/^Stage limit/));
    const count = await screen.findByRole('textbox', { name: 'Number of samples' });
    fireEvent.change(count, { target: { value: 'few' } });
    fireEvent.submit(count);
    expect((await screen.findByRole('alert')).textContent).toContain('whole number');
    app.bridge.errors.set('view.check', { code: 'invalid', message: 'Not so many.' });
    fireEvent.change(count, { target: { value: '7' } });
    fireEvent.submit(count);
    await screen.findByText('Not so many.');
    expect(app.view()).toEqual(VIEW);
  });

  it('closes by Escape, first its list of completions', async () => {
    await show();
    fireEvent.click(chip(/^Stage match/));
    const name = await screen.findByRole('combobox', { name: 'Field' });
    fireEvent.click(name);
    await screen.findByRole('listbox');
    app.press('Escape', { on: name });
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(screen.getByRole('dialog')).toBeTruthy();
    app.press('Escape', { on: name });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('a moved stage', () => {
  it('keeps all the others in order', () => {
    expect(movedStage(VIEW, 0, 2).map(({ stage }) => stage)).toEqual([
      'match',
      'limit',
      'filter_labels'
    ]);
    expect(movedStage(VIEW, 2, 0)).toEqual([VIEW[2], VIEW[0], VIEW[1]]);
  });
});
