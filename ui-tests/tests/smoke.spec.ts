import { spawnSync } from 'node:child_process';
import { venvProgram } from '../../scripts/support/paths.mjs';
import { expect, test } from '../support/fixtures';

test('JupyterLab knows the extension as enabled', ({ server }) => {
  const { stderr, stdout } = spawnSync(venvProgram('jupyter'), ['labextension', 'list'], {
    env: { ...process.env, ...server.environment },
    encoding: 'utf8'
  });
  expect(stderr + stdout).toMatch(/lunette v\d+\.\d+\.\d+.*enabled.*OK/);
});

test('a page of JupyterLab loads the extension', async ({ openNotebook }) => {
  const notebook = await openNotebook(['1 + 1']);
  const plugins = await notebook.page.evaluate(() => window.jupyterapp.listPlugins());
  expect(plugins.filter(id => id.startsWith('lunette:'))).not.toEqual([]);
});

test('a notebook runs cells, shows their results and is saved', async ({ openNotebook }) => {
  const notebook = await openNotebook(['1 + 1', 'raise ValueError("no")']);

  expect(await notebook.resultOf(0)).toBe('2');
  await expect(notebook.output(0)).toContainText('2');
  await expect(notebook.resultOf(1)).rejects.toThrow('ValueError: no');

  const saved = await notebook.save();
  expect(saved.cells[0]?.execution_count).toBe(1);
  expect(notebook.errors).toEqual([]);
});

test('a restarted kernel has forgotten, the outputs stay', async ({ openNotebook }) => {
  const notebook = await openNotebook(['x = 1; x', 'x']);
  await notebook.runAll();
  await notebook.restartKernel();
  await expect(notebook.resultOf(1)).rejects.toThrow('NameError');
  expect(await notebook.text(0)).toBe('1');
});
