import { expect, test } from '../support/fixtures';
import { AppPage } from '../support/app-page';

test('a saved notebook that is loaded again in the same tab has its App again', async ({
  showApp
}) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await app.select(2);
  await notebook.save();
  await notebook.reload();

  await app.expectPainted(0);
  await expect(app.tile(2)).toHaveAttribute('aria-selected', 'true');
  expect(notebook.errors).toEqual([]);
});

test('somebody else who opens the file sees the picture, and the App after a click', async ({
  browser,
  server,
  showApp
}) => {
  const { app, notebook } = await showApp();
  await app.untilPainted();
  await notebook.save();

  const context = await browser.newContext();
  const page = await context.newPage();
  const sockets: string[] = [];
  page.on('websocket', socket => sockets.push(socket.url()));
  await page.goto(server.page(`doc/tree/${notebook.path}`));
  const picture = page.locator('.lunette-Output-picture img');
  await expect(picture).toBeVisible();
  await page.waitForTimeout(1000);
  await expect(page.locator('.lunette-App')).toHaveCount(0);
  expect(sockets.filter(url => url.includes('/lunette/'))).toEqual([]);

  await picture.click();
  const other = new AppPage(page, page.locator('.lunette-App'));
  await other.expectPainted(0);
  await context.close();
});
