/** Real stores, real pictures, a real socket; the page itself is tested in a browser. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '@msgpack/msgpack';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodePage,
  EXPORT_HEAD_ID,
  pageLabels,
  parseExportJson,
  type IDatasetInfo,
  type IExportHead,
  type IExportPart,
  type IFieldSpec
} from '../../protocol';
import { createDataService, type IDataService } from '../datasets';
import { createFile } from '../server/file-in-making';
import {
  startTestBridge,
  temporaryHome,
  testWorkers,
  type ITestBridge
} from '../testing/test-bridge';
import { TestClient } from '../testing/test-client';
import { exportHtml, type IExportJob } from './export-html';

const HOSTILE = '</script><img src=x onerror=alert(1)>';
const COUNT = 40;
const FIELDS: IFieldSpec[] = [
  { name: 'number', type: 'int' },
  { name: 'from_file', type: 'string' },
  { name: 'taken', type: 'datetime' },
  { name: 'things', type: 'document', document: 'Detections' }
];
let home: string;
let folder: string;
let bridge: ITestBridge<IDataService>;
let kernel: TestClient;
let session: string;

beforeAll(async () => {
  home = temporaryHome();
  folder = join(home, 'exported');
  mkdirSync(folder);
  const pictures = join(home, 'pictures');
  mkdirSync(pictures);
  const data: IDataService = await createDataService({ home, workers: await testWorkers() });
  bridge = await startTestBridge({ home, data });
  kernel = await TestClient.connect(bridge.socket, { kind: 'kernel' });
  const { result } = await kernel.ask('dataset.create', { name: `squares ${HOSTILE}` });
  const dataset = result as IDatasetInfo;
  const create = { width: 1600, height: 900, channels: 3 as const, background: '#20a040' };
  const bytes = await sharp({ create }).png().toBuffer();
  const samples = Array.from({ length: COUNT }, (_, i) => {
    const id = Buffer.from((i + 1).toString(16).padStart(24, '0'), 'hex');
    const name = i === 1 ? '<img onerror=alert(1)>.png' : `${i}.png`;
    const filepath = join(pictures, name);
    writeFileSync(filepath, i === 2 ? 'broken' : bytes);
    const label = {
      _id: id,
      _cls: 'Detection',
      label: i === 3 ? HOSTILE : 'coin',
      bounding_box: [0.1, 0.2, 0.3, 0.4],
      confidence: i / COUNT,
      tags: []
    };
    const things = encode({ _cls: 'Detections', detections: [label] });
    const core = { filepath, tags: ['a'], number: i, from_file: filepath };
    return [id, core, { things }];
  });
  const added = await kernel.ask(
    'samples.add',
    { dataset: dataset.id, fields: FIELDS },
    encode(samples)
  );
  expect(added.error).toBeUndefined();
  const view = [
    {
      stage: 'match',
      filter: { op: 'ne', args: [{ field: 'from_file' }, { literal: join(pictures, '39.png') }] }
    }
  ];
  ({ session } = await kernel.create({ dataset: dataset.name, view }));
}, 30_000);
afterAll(async () => {
  await bridge.close();
  rmSync(home, { recursive: true, force: true });
});

const elementText = (html: string, id: string): string => {
  const start = html.indexOf(`id="${id}">`) + id.length + 6;
  return html.slice(start, html.indexOf('</script>', start));
};

describe('an exported page', () => {
  it('holds the first samples of the view with pictures, values and labels', async () => {
    const path = join(folder, 'page.html');
    const { result, error } = await kernel.ask('session.export_html', {
      session,
      path,
      max_samples: 30
    });
    expect(error).toBeUndefined();
    const html = readFileSync(path, 'utf8');
    expect(result).toEqual({ path, samples: 30, bytes: Buffer.byteLength(html) });
    const head = parseExportJson<IExportHead>(elementText(html, EXPORT_HEAD_ID));
    expect(head).toMatchObject({ count: 30, view_count: COUNT - 1, total: COUNT });
    expect(head.fields.map(({ path: field, kind }) => `${field}: ${kind}`)).toEqual([
      'tags: texts',
      'number: number',
      'from_file: text',
      'taken: date',
      'metadata.width: number',
      'metadata.height: number'
    ]);
    expect(head.stages).toEqual(['match from_file ≠ 39.png']);
    const parts = [0, 1].map(i =>
      parseExportJson<IExportPart>(elementText(html, `lunette-part-${i}`))
    );
    expect(parts.map(({ samples }) => samples.length)).toEqual([25, 5]);
    const [first, , broken, hostile] = parts[0]!.samples;
    expect(first).toMatchObject({ name: '0.png', width: 1600, height: 900 });
    expect(first!.values).toEqual([['a'], 0, '0.png', null, null, null]);
    const picture = await sharp(Buffer.from(first!.picture!, 'base64')).metadata();
    expect(picture).toMatchObject({ format: 'webp', width: 768, height: 432 });
    expect(broken).toMatchObject({ picture: null });
    expect(broken!.error).toContain('2.png');
    const page = decodePage(Buffer.from(parts[0]!.page, 'base64'));
    expect(pageLabels(page, 3)[0]).toMatchObject({ label: HOSTILE });
    expect(hostile!.id).toBe('000000000000000000000004');
  });

  it('says nothing of this machine and lets nothing of the data become HTML', async () => {
    const path = join(folder, 'hostile.html');
    await kernel.ask('session.export_html', { session, path });
    const html = readFileSync(path, 'utf8');
    expect(html).not.toContain(home);
    expect(html).not.toMatch(/<img|onerror=alert\(1\)>/);
    expect(html.match(/<script/g)).toHaveLength(4);
    expect(html.match(/<\/script>/g)).toHaveLength(4);
    expect(html).not.toMatch(/(src|href)="/);
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)!;
    const script = html.slice(html.lastIndexOf('<script>') + 8, html.lastIndexOf('</script>'));
    const hash = createHash('sha256').update(script).digest('base64');
    expect(policy).toContain("default-src 'none'; img-src data:; style-src 'unsafe-inline'");
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(script.length).toBeLessThan(150_000);
  });

  it('is not written for a page in the browser', async () => {
    const path = join(folder, 'refused.html');
    const through = { kind: 'app' as const, headers: { 'X-Lunette-Via': 'jupyter' } };
    for (const options of [
      through,
      { ...through, kind: 'kernel' as const },
      { kind: 'app' as const }
    ]) {
      const client = await TestClient.connect(bridge.socket, options);
      const { error } = await client.ask('session.export_html', { session, path });
      expect(error?.code).toBe('unauthorized');
    }
    expect(readdirSync(folder)).not.toContain('refused.html');
  });

  it('leaves nothing behind when nobody wants it any more', async () => {
    const path = join(folder, 'left.html');
    const abort = new AbortController();
    let written = '';
    const job: IExportJob = {
      request: { session, path, max_samples: COUNT, overwrite: false },
      state: (await kernel.join(session)).state,
      data: bridge.data,
      // Cancelled while the second part is made.
      pictures: async sources => {
        if (readdirSync(folder).join().includes('.left.html')) {
          written = readdirSync(folder).join();
          abort.abort();
        }
        return sources.map(({ sample_id }) => ({
          sample_id,
          type: null,
          bytes: new Uint8Array(),
          width: 0,
          height: 0
        }));
      },
      files: { script: '', style: '', scriptHash: '' },
      create: createFile,
      context: { signal: abort.signal, progress: () => undefined }
    };
    await expect(exportHtml(job)).rejects.toThrow();
    expect(written).toContain('.left.html');
    expect(readdirSync(folder).join()).not.toContain('left.html');
  });

  it('of a session without a dataset is an error with a sentence', async () => {
    const empty = await kernel.create({});
    const path = join(folder, 'empty.html');
    const { error } = await kernel.ask('session.export_html', { session: empty.session, path });
    expect(error?.message).toContain('The session shows no dataset');
  });
});
