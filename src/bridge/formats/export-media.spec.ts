/** Where the media of an export go, and what becomes of a folder that is there. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FormatBench } from './testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

const out = (): { dataset_dir: string } => ({ dataset_dir: bench.path('out') });

describe('media', () => {
  const one = () => [{ filepath: bench.picture('in/deep/a.png') }];
  it('keep their folders under rel_dir', async () => {
    await bench.export('ImageDirectory', one(), { rel_dir: bench.path('in') });
    expect(bench.list('out')).toEqual(['deep/a.png']);
  });

  it('are linked or moved if that is asked for', async () => {
    await bench.export('ImageDirectory', one(), { export_media: 'symlink' });
    expect(bench.list()).toContain('in/deep/a.png');
    await bench.export('ImageDirectory', one(), {
      export_media: 'move',
      export_dir: bench.path('moved')
    });
    expect(bench.list()).not.toContain('in/deep/a.png');
    expect(bench.list('moved')).toEqual(['a.png']);
  });

  it('are listed in a manifest, from which they are found again', async () => {
    await bench.export('COCODetectionDataset', one(), { export_media: 'manifest' });
    expect(bench.json('out/data.json')).toEqual({ 'a.png': bench.path('in/deep/a.png') });
    const { samples } = await bench.import('COCODetectionDataset', out());
    expect(samples[0]?.filepath).toBe(bench.path('in/deep/a.png'));
  });

  it('stay where they are if only labels are written', async () => {
    await bench.export('COCODetectionDataset', one(), {
      export_dir: null,
      labels_path: bench.path('only/labels.json')
    });
    expect(bench.list('only')).toEqual(['labels.json']);
    const { samples } = await bench.import('COCODetectionDataset', {
      dataset_dir: null,
      labels_path: bench.path('only/labels.json')
    });
    expect(samples[0]?.filepath).toBe(bench.path('in/deep/a.png'));
  });
});

describe('a folder that is there', () => {
  it('is replaced with overwrite, and put back if the export fails', async () => {
    bench.write('out/old.txt', 'old');
    const missing = [{ filepath: bench.path('gone.png') }];
    await expect(bench.export('ImageDirectory', missing, { overwrite: true })).rejects.toThrow(
      /gone\.png/
    );
    expect(bench.list('out')).toEqual(['old.txt']);
    await bench.export('ImageDirectory', [{ filepath: bench.picture('in/a.png') }], {
      overwrite: true
    });
    expect(bench.list('out')).toEqual(['a.png']);
    expect(bench.list()).toEqual(['in/a.png', 'out/a.png']);
  });

  it('may hold the media that are written', async () => {
    const filepath = bench.picture('out/data/a.png');
    await bench.export('COCODetectionDataset', [{ filepath }], { overwrite: true });
    expect(bench.list('out')).toEqual(['data/a.png', 'labels.json']);
    await expect(
      bench.export('COCODetectionDataset', [{ filepath }], {
        overwrite: true,
        export_media: 'symlink'
      })
    ).rejects.toThrow(/lies in the folder that is replaced/);
    expect(bench.list('out')).toEqual(['data/a.png', 'labels.json']);
  });
});

it('which samples: some of them, in an order that a seed repeats', async () => {
  for (let i = 0; i < 20; i++) {
    bench.picture(`p${String(i).padStart(2, '0')}.png`);
  }
  const names = async (options: Record<string, unknown>): Promise<string[]> =>
    (await bench.import('ImageDirectory', { options })).samples.map(one => one.filepath.slice(-7));
  expect(await names({ max_samples: 2 })).toEqual(['p00.png', 'p01.png']);
  const shuffled = await names({ shuffle: true, seed: 5 });
  expect(shuffled).toEqual(await names({ shuffle: true, seed: 5 }));
  expect(shuffled).not.toEqual(await names({ shuffle: true, seed: 6 }));
  expect([...shuffled].sort()).toEqual(await names({}));
  await expect(names({ max: 2 })).rejects.toThrow(/no option 'max'.*max_samples/);
});
