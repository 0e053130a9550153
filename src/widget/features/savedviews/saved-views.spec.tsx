// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../../../protocol';
import { mountFeature, type IMountedFeature } from '../../testing/mount-feature';
import { SavedViewsButton } from './saved-views-button';

const limit = (count: number): View => [{ stage: 'limit', limit: count }];

let app: IMountedFeature;
beforeEach(async () => {
  app = await mountFeature(<SavedViewsButton />, { state: { view: limit(20) } });
});
afterEach(() => app.dispose());

const button = (): HTMLElement => screen.getByRole('button', { name: /^Saved view/ });
const open = async (): Promise<void> => {
  fireEvent.click(button());
  await screen.findByText('All samples');
};
const choose = (text: string): void => {
  fireEvent.click(screen.getByText(text));
};
const type = (label: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
};

describe('the list of saved views', () => {
  it('shows a view, whose name then stands in the view bar', async () => {
    app.bridge.savedViews.put(limit(3), { name: 'Three', description: 'the first' });
    await open();
    fireEvent.click(await screen.findByText('Three'));
    await screen.findByRole('button', { name: 'Saved view Three' });
    expect([app.view(), app.bridge.state.view_name]).toEqual([limit(3), 'Three']);
    await open();
    choose('All samples');
    await waitFor(() => expect(app.view()).toEqual([]));
    expect(app.bridge.state.view_name).toBeNull();
  });

  it('follows what others save and delete, without reading the samples again', async () => {
    await open();
    const before = app.bridge.asked['grid.open'];
    app.bridge.savedViews.put(limit(3), { name: 'Three' });
    await screen.findByText('Three');
    app.bridge.savedViews.answer('saved_view.delete', { name: 'Three' });
    await waitFor(() => expect(screen.queryByText('Three')).toBeNull());
    expect(app.bridge.asked['grid.open']).toBe(before);
  });

  it('is searched by name and description once it is long', async () => {
    for (let i = 1; i <= 6; i++) {
      app.bridge.savedViews.put(limit(i), {
        name: `View ${i}`,
        description: i === 4 ? 'night' : null
      });
    }
    await open();
    fireEvent.change(await screen.findByLabelText('Find a saved view'), {
      target: { value: 'NIGHT' }
    });
    expect(screen.getAllByRole('listitem').map(row => row.textContent)).toEqual(['View 4night']);
    app.press('Enter', { on: screen.getByLabelText('Find a saved view') });
    await waitFor(() => expect(app.bridge.state.view_name).toBe('View 4'));
  });

  it('is walked by the arrows', async () => {
    app.bridge.savedViews.put(limit(3), { name: 'Three' });
    await open();
    await screen.findByText('Three');
    app.press('ArrowDown');
    expect(document.activeElement?.textContent).toBe('Three');
    app.press('ArrowDown');
    expect(document.activeElement?.textContent).toBe('Save this view…');
    app.press('ArrowDown');
    expect(document.activeElement?.textContent).toBe('All samples');
  });
});

describe('saving', () => {
  it('takes name, description and colour, and names the view in the session', async () => {
    await open();
    choose('Save this view…');
    type('Name', ' Twenty ');
    type('Description', 'the first twenty');
    fireEvent.click(screen.getByRole('radio', { name: '#56b4e9' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('button', { name: 'Saved view Twenty' });
    expect(app.bridge.savedViews.saved.get('Twenty')).toMatchObject({
      description: 'the first twenty',
      color: '#56b4e9',
      view: limit(20)
    });
  });

  it('offers to replace the view that was edited', async () => {
    app.bridge.savedViews.put(limit(3), { name: 'Three', color: 'red' });
    await open();
    fireEvent.click(await screen.findByText('Three'));
    await screen.findByRole('button', { name: 'Saved view Three' });
    app.model.actions.setView(limit(4));
    await screen.findByRole('button', { name: 'Saved views' });
    await open();
    choose('Save this view…');
    fireEvent.click(screen.getByRole('button', { name: 'Replace' }));
    await waitFor(() =>
      expect(app.bridge.savedViews.saved.get('Three')).toMatchObject({
        view: limit(4),
        color: 'red'
      })
    );
  });

  it('does nothing without a name', async () => {
    await open();
    choose('Save this view…');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(app.bridge.asked['saved_view.save']).toBeUndefined();
    expect(document.activeElement).toBe(screen.getByLabelText('Name'));
  });
});

describe('changing', () => {
  const change = async (name: string): Promise<void> => {
    await open();
    fireEvent.click(await screen.findByLabelText(`Change the saved view ${name}`));
  };

  it('renames the view, also the one that is shown', async () => {
    app.bridge.savedViews.put(limit(3), { name: 'Three' });
    await open();
    fireEvent.click(await screen.findByText('Three'));
    await screen.findByRole('button', { name: 'Saved view Three' });
    await change('Three');
    type('Name', 'Tres');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByRole('button', { name: 'Saved view Tres' });
  });

  it('refuses the name of another view', async () => {
    app.bridge.savedViews.put(limit(2), { name: 'Two' });
    app.bridge.savedViews.put(limit(3), { name: 'Three' });
    await change('Three');
    type('Name', 'Two');
    expect(screen.getByRole('alert').textContent).toContain('“Two” already');
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(app.bridge.asked['saved_view.update']).toBeUndefined();
  });

  it('deletes the view, which can be undone', async () => {
    app.bridge.savedViews.put(limit(3), { name: 'Three', color: 'red' });
    await change('Three');
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(app.bridge.savedViews.saved.size).toBe(0));
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(app.bridge.savedViews.saved.get('Three')).toMatchObject({
        color: 'red',
        view: limit(3)
      })
    );
  });
});
