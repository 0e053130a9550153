import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintAbout } from './import-boundaries.mjs';

let source;

beforeAll(() => {
  source = mkdtempSync(join(tmpdir(), 'lunette-boundaries-'));
  for (const folder of ['protocol', 'protocol/drawing', 'client', 'widget', 'bridge']) {
    mkdirSync(join(source, folder));
    writeFileSync(join(source, folder, 'index.ts'), '');
  }
});
afterAll(() => rmSync(source, { recursive: true }));

const complaint = (file, specifier) => complaintAbout(source, join(source, file), specifier);

describe('folders', () => {
  it.each([
    ['extension/index.ts', '../widget'],
    ['extension/plugins/files.ts', '../../client'],
    ['page/main.ts', '../widget'],
    ['widget/app/app.tsx', '../../protocol'],
    ['widget/app/app.tsx', '../features/grid/grid'],
    ['bridge/query/plan.ts', '../../protocol/drawing']
  ])('%s may import %s', (file, specifier) => {
    expect(complaint(file, specifier)).toBeUndefined();
  });

  it.each([
    ['protocol/events.ts', '../client'],
    ['client/transport.ts', '../widget'],
    ['widget/app/app.tsx', '../../extension'],
    ['widget/app/app.tsx', '../../bridge'],
    ['bridge/main.ts', '../client'],
    ['page/main.ts', '../extension']
  ])('%s may not import %s', (file, specifier) => {
    expect(complaint(file, specifier)).toMatch(/^src\/\w+ does not import src\/\w+\.$/);
  });

  it('are entered through their index.ts', () => {
    expect(complaint('widget/app/app.tsx', '../../protocol/events')).toBe(
      'src/protocol is entered through an index.ts, not through protocol/events.'
    );
  });

  it('may ask package.json for the version, and nothing else outside src', () => {
    expect(complaint('bridge/main.ts', '../../package.json')).toBeUndefined();
    expect(complaint('bridge/main.ts', '../../scripts/build.mjs')).toBe(
      'src/bridge does not import ../scripts/build.mjs, which is outside src.'
    );
  });

  it('are open to tests', () => {
    expect(complaint('client/client.spec.ts', '../bridge/server/hub')).toBeUndefined();
    expect(complaint('widget/testing/bridge.ts', 'node:fs')).toBeUndefined();
  });
});

describe('packages', () => {
  it.each([
    ['extension/index.ts', '@jupyterlab/application'],
    ['widget/app/app.tsx', 'react-dom/client'],
    ['bridge/server/hub.ts', 'ws'],
    ['bridge/store/columns/duckdb.ts', '@duckdb/node-api'],
    ['bridge/workers/worker-client.ts', 'node:worker_threads'],
    ['bridge/main.ts', 'node:fs'],
    ['bridge/datasets/datasets.worker.ts', 'node:worker_threads']
  ])('%s may use %s', (file, specifier) => {
    expect(complaint(file, specifier)).toBeUndefined();
  });

  it.each([
    ['widget/app/app.tsx', '@jupyterlab/apputils'],
    ['widget/app/app.tsx', 'fs/promises'],
    ['protocol/events.ts', 'react'],
    ['page/main.ts', '@jupyterlab/coreutils'],
    ['bridge/query/plan.ts', 'node:path'],
    ['bridge/datasets/datasets.ts', 'sharp']
  ])('%s may not use %s', (file, specifier) => {
    expect(complaint(file, specifier)).toMatch(/import/);
  });
});
