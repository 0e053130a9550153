/** A made-up dataset that looks real, for looking at the App and testing it without a bridge. */
import { encodeAspect, type IPageFrame, type IPageField } from '../../protocol';

const WORDS = [
  'coin',
  'nucleus',
  'cell',
  'galaxy',
  'star',
  'face',
  'cat',
  'rocket',
  'brick',
  'leaf'
];
const SHAPES: readonly (readonly [number, number])[] = [
  [640, 480],
  [480, 640],
  [512, 512],
  [1200, 500],
  [800, 600],
  [300, 900]
];

/** A small generator of repeatable numbers in [0, 1). */
export function generator(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

export const idOf = (index: number): string => index.toString(16).padStart(24, '0');
export const indexOfId = (id: string): number => parseInt(id, 16);

export interface ISyntheticLabel {
  id: string;
  label: string;
  confidence: number | null;
  box: [number, number, number, number];
  tags: string[];
  [attribute: string]: unknown;
}

/** Class names that test the layout: many, long, hostile. */
const HARD_WORDS: readonly string[] = [
  '<img src=x onerror="document.title=1">',
  'a class with a name so long that no tile and no facet has room for all of it',
  'שלום',
  ...Array.from({ length: 197 }, (_, i) => `species ${String(i + 1).padStart(3, '0')}`)
];
/** Every label field; its place makes the ids of its labels. */
const LABEL_FIELDS: readonly string[] = ['ground_truth', 'predictions', 'scene'];

/** Sample number `index`: the same for ever. */
export function syntheticSample(index: number) {
  const random = generator(index + 1);
  random();
  const [width, height] = SHAPES[Math.floor(random() * SHAPES.length)]!;
  const labels = (field: number) =>
    Array.from({ length: Math.floor(random() * 5) }, () => {
      const w = 0.1 + random() * 0.35;
      const h = 0.1 + random() * 0.4;
      const x = random() * (1 - w);
      const y = random() * (1 - h);
      return {
        label: WORDS[Math.floor(random() * WORDS.length)]!,
        confidence: field === 0 ? null : random(),
        box: [x, y, w, h] as [number, number, number, number]
      };
    });
  return {
    index,
    width,
    height,
    hue: Math.floor(random() * 360),
    broken: index % 37 === 20,
    invalid: index % 29 === 9,
    fields: [labels(0), labels(1)] as const,
    scene: labels(0)[0]?.label ?? 'leaf'
  };
}

/** Labels of a field of sample number `index`: the same for ever. */
export function syntheticLabels(index: number, field: string): ISyntheticLabel[] {
  const at = LABEL_FIELDS.indexOf(field);
  const sample = syntheticSample(index);
  const number = (label: number): string =>
    idOf((index + 1) * 1000 + (at < 0 ? 9 : at) * 100 + label);
  const whole: [number, number, number, number] = [NaN, NaN, NaN, NaN];
  if (field === 'scene') {
    return [{ id: number(0), label: sample.scene, confidence: 0.9, box: whole, tags: [] }];
  }
  if (at >= 0) {
    return sample.fields[at === 1 ? 1 : 0].map((label, i) => ({
      ...label,
      id: number(i),
      tags: (index + i) % 5 === 0 ? ['mistake'] : [],
      ...(at === 1 ? { annotator: i % 2 === 0 ? 'Ada' : 'Grace' } : {})
    }));
  }
  const random = generator(index + 900);
  random();
  return Array.from({ length: 1 + Math.floor(random() * 6) }, (_, i) => ({
    id: number(i),
    label: HARD_WORDS[Math.floor(HARD_WORDS.length * random() ** 2)]!,
    confidence: random(),
    box: [random() * 0.7, random() * 0.7, 0.05 + random() * 0.25, 0.05 + random() * 0.25],
    tags: []
  }));
}

export const classes = [...WORDS].sort();
/** Classes of a dataset with the hard field. */
export const hardClasses = [...WORDS, ...HARD_WORDS].sort();

export function syntheticAspects(indices: Int32Array): Uint8Array {
  return Uint8Array.from(indices, index => {
    const { width, height } = syntheticSample(index);
    return encodeAspect(width, height);
  });
}

/** The page of these samples, with the fields asked for. */
export function syntheticPage(
  indices: readonly number[],
  start: number,
  names: readonly string[],
  captions: readonly string[],
  labelsOf: (index: number, field: string) => ISyntheticLabel[] = syntheticLabels
): IPageFrame {
  const samples = indices.map(syntheticSample);
  const columns: IPageFrame['columns'] = {
    id: Uint8Array.from(indices.flatMap(i => bytesOf(idOf(i)))),
    width: Uint32Array.from(samples, s => s.width),
    height: Uint32Array.from(samples, s => s.height),
    tagStart: new Uint32Array(samples.length + 1),
    tag: new Uint32Array()
  };
  const fields: IPageField[] = names.map(path => ({
    path,
    element: path === 'scene' ? 'Classification' : 'Detection'
  }));
  names.forEach((name, f) => {
    const lists = indices.map(index => labelsOf(index, name));
    const flat = lists.flat();
    let at = 0;
    columns[`${f}.start`] = Uint32Array.from([0, ...lists.map(list => (at += list.length))]);
    columns[`${f}.id`] = Uint8Array.from(flat.flatMap(l => bytesOf(l.id)));
    columns[`${f}.code`] = Uint32Array.from(flat, l => hardClasses.indexOf(l.label));
    columns[`${f}.confidence`] = Float32Array.from(flat, l => l.confidence ?? NaN);
    columns[`${f}.index`] = new Int32Array(flat.length).fill(-1);
    columns[`${f}.box`] = Float32Array.from(flat.flatMap(l => l.box));
    if (name === 'ground_truth') {
      addMasks(columns, f, flat.length);
    }
  });
  return {
    meta: {
      start,
      count: indices.length,
      seq: 1,
      fields,
      strings: hardClasses,
      captions: indices.flatMap(i =>
        captions.map(path => (path === 'filepath' ? `/data/photos/${i}/IMG_${i}.jpg` : path))
      ),
      invalid: samples.flatMap((s, sample) =>
        s.invalid ? [{ sample, field: 'predictions', message: 'A box is not finite.' }] : []
      )
    },
    columns
  };
}

/** An elliptic mask for every third label. */
function addMasks(columns: IPageFrame['columns'], field: number, count: number): void {
  const side = 24;
  const size = 4 + side * side;
  const masked = Array.from({ length: count }, (_, i) => i % 3 === 0);
  const raster = new Uint8Array(masked.filter(Boolean).length * size);
  let at = 0;
  columns[`${field}.mask`] = Uint32Array.from(masked, has => {
    if (!has) {
      return 0xffffffff;
    }
    const start = at;
    raster.set([side, 0, side, 0], start);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const inside = Math.hypot(x - 11.5, y - 11.5) < 11;
        raster[start + 4 + y * side + x] = inside ? 1 : 0;
      }
    }
    at += size;
    return start;
  });
  columns[`${field}.raster`] = raster;
}

/** Ids of these samples, 12 bytes each. */
export const idBytes = (indices: readonly number[]): Uint8Array =>
  Uint8Array.from(indices.flatMap(index => bytesOf(idOf(index))));

const bytesOf = (hex: string): number[] =>
  Array.from({ length: 12 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
