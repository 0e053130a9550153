import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { decodeDocument } from '../../datasets/documents/document-codec';
import { bundleWorkers } from '../../workers/testing/bundle-workers';
import { SqliteStore } from './sqlite-store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lunette-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lets the writer run until it has acknowledged `rounds` rounds, kills it, returns its lines. */
function runAndKill(program: string, path: string, rounds: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, path], {
      stdio: ['ignore', 'pipe', 'inherit']
    });
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.split('\n').length > rounds) {
        child.kill('SIGKILL');
      }
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      const lines = text.split('\n').slice(0, -1);
      return signal === 'SIGKILL'
        ? resolve(lines.map(Number))
        : reject(new Error('The writer ended by itself.'));
    });
  });
}

it('keeps everything acknowledged when the writer is killed in the middle of a write', async () => {
  const source = fileURLToPath(new URL('../testing/kill-writer.ts', import.meta.url));
  const program = fileURLToPath(new URL('kill-writer.mjs', await bundleWorkers([source])));
  const path = join(folder, 'store.db');
  // Rows of rounds that were acknowledged; a round that the kill cut short may have left some others.
  const acknowledged = new Set<number>();
  for (const rounds of [1, 5, 2, 9]) {
    const lasts = await runAndKill(program, path, rounds);
    lasts.forEach(last => Array.from({ length: 50 }, (_, i) => acknowledged.add(last - i)));
    const store = SqliteStore.open(path);
    const dataset = store.findDataset('killed')?.id ?? '';
    const rids = store.allRids(dataset);
    expect(rids.length % 50).toBe(0);
    expect(rids.at(-1)).toBeGreaterThanOrEqual(lasts.at(-1) as number);
    expect(rids.filter(rid => acknowledged.has(rid)).length).toBe(acknowledged.size);
    expect(store.findDataset(dataset)?.count).toBe(rids.length);
    const seen = new Set(store.tagSets(dataset).get('seen'));
    const selection = { core: true, tags: false, labels: null };
    let count = 0;
    for (const sample of store.read(dataset, rids, selection)) {
      count++;
      expect(Object.keys(sample.labels)).toEqual(['predictions']);
      if (acknowledged.has(sample.rid)) {
        expect(seen.has(sample.rid)).toBe(true);
        expect(decodeDocument(sample.core)).toMatchObject({ number: sample.rid });
      }
    }
    expect(count).toBe(rids.length);
    store.close();
  }
}, 60_000);
