import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inRoot } from './support/paths.mjs';

const read = path => readFileSync(inRoot(path), 'utf8');
const { version } = JSON.parse(read('package.json'));

it('the npm and the Python package, and what is built from them, have one version', () => {
  expect(read('pyproject.toml')).toContain(`\nversion = "${version}"\n`);
  expect(JSON.parse(read('package-lock.json')).version).toBe(version);
  expect(read('src/protocol/version.ts')).toContain(`VERSION = '${version}'`);
});

it('the changelog knows the version', () => {
  expect(read('CHANGELOG.md')).toContain(`## ${version}`);
});

it('every direct dependency has a line in docs/dependencies.md', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const page = read('docs/dependencies.md');
  const families = ['@jupyterlab/', '@lumino/', '@types/'];
  const missing = Object.keys({ ...dependencies, ...devDependencies }).filter(
    name => !page.includes(families.find(family => name.startsWith(family)) ?? name)
  );
  expect(missing).toEqual([]);
});

it('the lockfile names no registry', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved"|registry\./);
});
