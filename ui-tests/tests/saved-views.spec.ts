import { expect, test } from '../support/fixtures';

const SHOWN = 'session.view_name, None if session.view is None else len(session.view)';

test('saved views are the same in Python and in the App, by keyboard alone', async ({
  showApp,
  page
}) => {
  const { app, notebook } = await showApp([
    'dataset.save_view("Seven", dataset.limit(7), description="the first week", color="teal")',
    SHOWN,
    'session.view = dataset.skip(20)',
    'sorted(dataset.list_saved_views()), len(dataset.load_saved_view("The last ones"))',
    'dataset.update_saved_view_info("Seven", {"name": "A week"})',
    'dataset.list_saved_views(), session.view_name',
    'session.view = dataset.load_saved_view("A week")'
  ]);
  await app.untilPainted();
  const button = app.root.getByRole('button', { name: /^Saved view/ });
  const list = page.getByRole('dialog', { name: 'Saved views' });
  /** Opens the list; a notebook that still scrolls to the cell that ran closes it again. */
  const open = (): Promise<void> =>
    expect(async () => {
      await button.focus();
      if (!(await list.isVisible())) {
        await page.keyboard.press('Enter');
      }
      await expect(list).toBeVisible();
      await page.waitForTimeout(200);
      await expect(list).toBeVisible();
    }).toPass();
  await expect(button).toHaveAccessibleName('Saved views');

  // What Python saved is listed, found by an arrow and shown by Enter.
  await notebook.resultOf(1);
  await open();
  await expect(list.getByRole('button', { name: 'Seven the first week' })).toBeVisible();
  await list.getByRole('button', { name: 'All samples' }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(button).toHaveAccessibleName('Saved view Seven');
  await expect(app.root.getByText('7 of 24')).toBeVisible();
  await expect.poll(() => notebook.resultOf(2)).toBe("('Seven', 7)");

  // What the kernel shows loses the name, is saved from the App, and is there in Python.
  await notebook.resultOf(3);
  await expect(button).toHaveAccessibleName('Saved views');
  await open();
  await list.getByRole('button', { name: 'Save this view…' }).press('Enter');
  await page.getByLabel('Name', { exact: true }).fill('The last ones');
  await page.keyboard.press('Enter');
  await expect(button).toHaveAccessibleName('Saved view The last ones');
  expect(await notebook.resultOf(4)).toBe("(['Seven', 'The last ones'], 4)");

  // Renaming in Python is followed; deleting can be undone.
  await notebook.resultOf(5);
  await open();
  await list.getByRole('button', { name: 'Change the saved view A week' }).press('Enter');
  await list.getByRole('button', { name: 'Delete' }).press('Enter');
  await expect(list.getByText('A week')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await app.root.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect
    .poll(() => notebook.resultOf(6))
    .toBe("(['A week', 'The last ones'], 'The last ones')");

  await notebook.resultOf(7);
  await expect(button).toHaveAccessibleName('Saved view A week');
  await app.untilPainted();
  expect(notebook.errors).toEqual([]);
});
