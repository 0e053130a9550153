/** Formats of values and places: CSV and GeoJSON. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IFieldSpec } from '../../protocol';
import { newObjectId } from '../datasets/documents/object-id';
import { FormatBench, labelField, withoutIds } from './testing/format-bench';

let bench: FormatBench;
beforeEach(() => {
  bench = new FormatBench();
});
afterEach(() => bench.close());

const out = (): { dataset_dir: string } => ({ dataset_dir: bench.path('out') });

describe('tables', () => {
  const fields: IFieldSpec[] = [
    { name: 'weather', type: 'string' },
    { name: 'speed', type: 'float' },
    { name: 'wet', type: 'bool' }
  ];
  it('keep texts with commas, quotes and line breaks, numbers and truth', async () => {
    const values = [
      { weather: 'fine, "very"\nfine', speed: 1.5, wet: true },
      { weather: ' spaces ', speed: 2, wet: false }
    ];
    await bench.export(
      'CSVDataset',
      values.map((one, i) => ({
        filepath: bench.picture(`in/${i}.png`),
        tags: ['t', `${i}`],
        values: one
      })),
      { fields }
    );
    const { samples, fields: read } = await bench.import('CSVDataset', out());
    expect(samples.map(sample => sample.values)).toEqual(values);
    expect(read.map(({ name, type }) => [name, type])).toEqual([
      ['weather', 'string'],
      ['speed', 'float'],
      ['wet', 'bool']
    ]);
  });

  it('have one type per column, whatever single cells look like', async () => {
    bench.picture('data/1.png');
    bench.picture('data/2.png');
    bench.write('labels.csv', 'filepath,code,size\r\n1.png,007,1\r\n2.png,x7,2.5\r\n');
    const { samples, fields: read } = await bench.import('CSVDataset');
    expect(read).toEqual([
      { name: 'code', type: 'string' },
      { name: 'size', type: 'float' }
    ]);
    expect(samples[0]?.values).toEqual({ code: '7', size: 1 });
  });

  it('say which line names a file that is not there', async () => {
    bench.picture('data/1.png');
    bench.write('labels.csv', 'filepath\n1.png\ngone.png\n');
    await expect(bench.import('CSVDataset')).rejects.toThrow(
      /labels\.csv, line 3: there is no file 'gone\.png'/
    );
    const { samples, notices } = await bench.import('CSVDataset', {
      options: { skip_missing_media: true }
    });
    expect(samples).toHaveLength(1);
    expect(notices.join()).toContain('gone.png');
  });
});

describe('places', () => {
  const place = (more: object) => ({ _cls: 'GeoLocation', _id: newObjectId(), tags: [], ...more });
  it('and properties come back from GeoJSON', async () => {
    const labels = {
      location: place({
        point: [13.4, 52.5],
        polygon: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0]
          ]
        ]
      })
    };
    await bench.export(
      'GeoJSONDataset',
      [{ filepath: bench.picture('in/a.png'), values: { weather: 'fine', speed: 1.5 }, labels }],
      { fields: [labelField('location', 'GeoLocation'), { name: 'weather', type: 'string' }] }
    );
    const { samples } = await bench.import('GeoJSONDataset', out());
    expect(withoutIds(samples[0]?.labels)).toEqual({ location: withoutIds(labels.location) });
    expect(samples[0]?.values).toEqual({ weather: 'fine', speed: 1.5 });
  });

  it('of several geometries of a type need multi_location', async () => {
    bench.picture('data/a.png');
    const geometry = {
      type: 'MultiPoint',
      coordinates: [
        [1, 2],
        [3, 4]
      ]
    };
    bench.write(
      'labels.json',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [{ type: 'Feature', geometry, properties: { filename: 'a.png' } }]
      })
    );
    await expect(bench.import('GeoJSONDataset')).rejects.toThrow(
      /features\[0\].*multi_location=True/
    );
    const { samples } = await bench.import('GeoJSONDataset', { options: { multi_location: true } });
    expect(withoutIds(samples[0]?.labels['location'])).toEqual({
      _cls: 'GeoLocations',
      points: [
        [1, 2],
        [3, 4]
      ]
    });
  });
});
