import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type * as Protocol from '../../src/protocol';
import { colorOfHex, type Color } from './picture';

// These tests are ES modules, the sources are not: their names cannot be imported statically.
const { assignColors } = createRequire(import.meta.url)('../../src/protocol') as typeof Protocol;

/**
 * Pictures whose every pixel a test can know: grey, so that any colour on them is an overlay, and
 * each of its own grey, so that a tile tells which sample it shows.
 */
export const PICTURES = 'pictures';
const MODULE_NAME = 'sample_pictures';
/** Most pictures there are. */
const COUNT = 60;
const SIZES = [
  [160, 120],
  [120, 160],
  [200, 100],
  [128, 128]
] as const;

/** Grey of the upper half of picture `index`; the lower half is brighter by `LOWER`. */
export const greyOf = (index: number): number => 40 + 2 * index;
const LOWER = 50;

/** The box of every sample's label: x, y, width, height, relative. */
export const BOX = [0.25, 0.25, 0.5, 0.5] as const;
const CLASSES = ['even', 'odd'];
const colors = assignColors(CLASSES);

/** The colour in which the label of sample `index` is drawn. */
export const boxColor = (index: number): Color =>
  colorOfHex(colors.get(CLASSES[index % 2]!) as string);

/** Writes the pictures and the Python module that loads them below `rootDir`, once. */
export function writePictures(rootDir: string): void {
  const folder = join(rootDir, PICTURES);
  if (existsSync(folder)) {
    return;
  }
  mkdirSync(folder);
  writeFileSync(join(rootDir, `${MODULE_NAME}.py`), MODULE);
  for (let index = 0; index < COUNT; index++) {
    const [width, height] = SIZES[index % SIZES.length]!;
    const png = new PNG({ width, height });
    for (let i = 0; i < width * height; i++) {
      const grey = greyOf(index) + (i >= (width * height) / 2 ? LOWER : 0);
      png.data.set([grey, grey, grey, 255], 4 * i);
    }
    writeFileSync(
      join(folder, `picture-${String(index).padStart(2, '0')}.png`),
      PNG.sync.write(png)
    );
  }
}

/**
 * A Python module that makes a dataset of them: field `boxes` with one box each, of class `even` or
 * `odd` and with a confidence that rises from sample to sample; field `split`; tag `first`.
 */
const MODULE = `\
from pathlib import Path

import lunette as ln
from lunette import ViewField as F

files = sorted(Path("${PICTURES}").resolve().glob("*.png"))


def sample(i, file, count):
    box = ln.Detection(
        label="odd" if i % 2 else "even",
        bounding_box=[${BOX.join(', ')}],
        confidence=(i + 1) / count,
    )
    return ln.Sample(
        filepath=str(file),
        tags=["first"] if i == 0 else [],
        split="test" if i % 4 == 3 else "train",
        boxes=ln.Detections(detections=[box]),
    )


def make(name, count):
    dataset = ln.Dataset(name, overwrite=True)
    chosen = enumerate(files[:count])
    dataset.add_samples([sample(i, file, count) for i, file in chosen], progress=False)
    dataset.compute_metadata(progress=False)
    return dataset
`;

/** Python that makes such a dataset and calls it `dataset`; `ln`, `F` and `files` are there too. */
export function datasetSource(name: string, count: number): string {
  return `from ${MODULE_NAME} import F, Path, files, ln, make\ndataset = make("${name}", ${count})\n`;
}
