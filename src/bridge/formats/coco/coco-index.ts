/** What a COCO file holds and where: annotations stay in the file, only their places are kept. */
import type { IFileReader } from '../files';
import { formatError } from '../format-error';
import { pieceName, scanJson } from '../json/scan-json';
import type { ICategory } from './coco-annotation';

export interface ICocoImage {
  id: number | string;
  name: string;
  width: number | null;
  height: number | null;
  license: unknown;
  /** `images[3]`, for messages. */
  where: string;
}

export interface ICocoIndex {
  info: unknown;
  licenses: unknown;
  categories: Map<number, ICategory>;
  /** As they are in the file. */
  categoryList: unknown[];
  images: ICocoImage[];
  /** By position of the image: of its annotations. */
  annotations(image: number): IAnnotationPlace[];
  /** Annotations whose image is not in the file. */
  orphans: number;
  hasAnnotations: boolean;
}
export interface IAnnotationPlace {
  index: number;
  start: number;
  length: number;
  category: number | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const MAX_ANNOTATION = 64 * 1024 * 1024;

function readCategories(file: string, list: unknown): Map<number, ICategory> {
  if (!Array.isArray(list)) {
    throw formatError(file, 'categories', 'it should be a list.');
  }
  const categories = new Map<number, ICategory>();
  list.forEach((entry: unknown, i) => {
    const where = `categories[${i}]`;
    if (!isRecord(entry) || typeof entry['id'] !== 'number' || typeof entry['name'] !== 'string') {
      throw formatError(file, where, 'it should have a number as id and a text as name.');
    }
    if (categories.has(entry['id'])) {
      throw formatError(file, where, `the id ${entry['id']} occurs twice.`);
    }
    const { supercategory } = entry;
    categories.set(entry['id'], {
      name: entry['name'],
      supercategory: typeof supercategory === 'string' ? supercategory : null
    });
  });
  return categories;
}

function readImage(file: string, value: unknown, where: string): ICocoImage {
  if (!isRecord(value)) {
    throw formatError(file, where, 'it should be an object.');
  }
  const { id, file_name: name, width, height, license } = value;
  if (typeof id !== 'number' && typeof id !== 'string') {
    throw formatError(file, `${where}.id`, 'it should be a number.');
  }
  if (typeof name !== 'string' || name === '') {
    throw formatError(file, `${where}.file_name`, 'it should be the name of a file.');
  }
  const side = (number: unknown, key: string): number | null => {
    if (number == null) {
      return null;
    }
    if (typeof number !== 'number' || !(number >= 1 && number < 1e9)) {
      throw formatError(file, `${where}.${key}`, 'it should be a number of pixels.');
    }
    return number;
  };
  return {
    id,
    name,
    width: side(width, 'width'),
    height: side(height, 'height'),
    license: license ?? null,
    where
  };
}

/** Reads the whole file once. @throws RequestError naming file, line and key */
export async function indexCoco(
  reader: IFileReader,
  checkpoint: () => Promise<void>
): Promise<ICocoIndex> {
  const { path: file } = reader;
  const images: ICocoImage[] = [];
  const positions = new Map<number | string, number>();
  let categories = new Map<number, ICategory>();
  const rest: Record<string, unknown> = {};
  // By annotation: parallel lists, since there may be tens of millions.
  const starts: number[] = [];
  const lengths: number[] = [];
  const owners: (number | string)[] = [];
  const categoryIds: number[] = [];
  let hasAnnotations = false;

  const parts = {
    info: 'whole',
    licenses: 'whole',
    categories: 'whole',
    images: 'elements',
    annotations: 'elements'
  } as const;
  let count = 0;
  for (const piece of scanJson(reader, { parts, maxPiece: MAX_ANNOTATION })) {
    count += 1;
    if (count % 1000 === 0) {
      await checkpoint();
    }
    const where = pieceName(piece);
    const value = piece.value();
    if (piece.key === 'images') {
      const image = readImage(file, value, where);
      if (positions.has(image.id)) {
        throw formatError(file, where, `the id ${JSON.stringify(image.id)} occurs twice.`);
      }
      positions.set(image.id, images.length);
      images.push(image);
    } else if (piece.key === 'annotations') {
      hasAnnotations = true;
      const { image_id: owner, category_id: category } = (value ?? {}) as Record<string, unknown>;
      if (!isRecord(value) || (typeof owner !== 'number' && typeof owner !== 'string')) {
        throw formatError(file, `${where}.image_id`, 'it should be the id of an image.');
      }
      starts.push(piece.start);
      lengths.push(piece.length);
      owners.push(owner);
      categoryIds.push(typeof category === 'number' ? category : Number.NaN);
    } else if (piece.key === 'categories') {
      categories = readCategories(file, value ?? []);
      rest['categories'] = value;
    } else {
      rest[piece.key] = value;
    }
  }
  // A list per image, chained: the first annotation and the one after each.
  const first = new Int32Array(images.length).fill(-1);
  const next = new Int32Array(starts.length).fill(-1);
  let orphans = 0;
  for (let i = starts.length - 1; i >= 0; i--) {
    const image = positions.get(owners[i] as number | string);
    if (image === undefined) {
      orphans += 1;
    } else {
      next[i] = first[image] as number;
      first[image] = i;
    }
  }
  return {
    info: rest['info'] ?? null,
    licenses: rest['licenses'] ?? null,
    categories,
    categoryList: (rest['categories'] ?? []) as unknown[],
    images,
    orphans,
    hasAnnotations,
    annotations(image) {
      const places: IAnnotationPlace[] = [];
      for (let i = first[image] ?? -1; i >= 0; i = next[i] as number) {
        const category = categoryIds[i] as number;
        places.push({
          index: i,
          start: starts[i] as number,
          length: lengths[i] as number,
          category: Number.isNaN(category) ? null : category
        });
      }
      return places;
    }
  };
}
