/** COCO detection: boxes, instance masks or outlines, keypoints. */
import { z } from 'zod';
import type { LabelDocument } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { ISampleDraft, ISize, MakeImporter, Values } from '../format';
import { parseJsonBytes } from '../json/parse-json';
import { singleField, keyedValues } from '../labels/label-names';
import { listOf } from '../labels/make-labels';
import { MediaSource, partPath } from '../media/media-source';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { AnnotationReader, type ICocoAnnotation } from './coco-annotation';
import { indexCoco, type ICocoImage } from './coco-index';

const LABEL_TYPES = ['detections', 'segmentations', 'keypoints'] as const;
type LabelType = (typeof LABEL_TYPES)[number];

const names = z.union([z.string(), z.array(z.string())]);
const field = (usual: string) =>
  z
    .union([z.boolean(), z.string()])
    .default(false)
    .transform(given => (given === true ? usual : given));

const OPTIONS = {
  ...CHOICE_OPTIONS,
  label_types: names.nullish(),
  classes: names.nullish(),
  image_ids: z.array(z.union([z.int(), z.string()])).nullish(),
  include_id: field('coco_id'),
  include_annotation_id: z.boolean().default(false),
  include_license: field('license'),
  extra_attrs: z.union([z.boolean(), names]).default(true),
  only_matching: z.boolean().default(false),
  use_polylines: z.boolean().default(false),
  tolerance: z.number().min(0).default(2)
};

function labelTypes(given: string | string[] | null | undefined): readonly LabelType[] {
  if (given == null) {
    return LABEL_TYPES;
  }
  return [given].flat().map(name => {
    if (!(LABEL_TYPES as readonly string[]).includes(name)) {
      throw new RequestError(
        'invalid',
        `COCODetectionDataset: label_types knows ${LABEL_TYPES.join(', ')}, not '${name}'.`
      );
    }
    return name as LabelType;
  });
}

export const importCoco: MakeImporter = async (request, context) => {
  const { files, images, zlib, notices, checkpoint } = context;
  const options = parseOptions(request.format, OPTIONS, request.options);
  const types = labelTypes(options.label_types);
  const single = types.length === 1 ? singleField(request) : null;
  const labelsPath = partPath(request, files, request.labels_path, 'labels.json');
  const media = MediaSource.open(request, files);
  const reader = files.open(labelsPath);
  const index = await indexCoco(reader, checkpoint).catch((error: unknown) => {
    reader.close();
    throw error;
  });
  if (index.orphans > 0) {
    notices.add(`${index.orphans} annotations of ${labelsPath} belong to no image there.`);
  }

  const classes = options.classes == null ? null : new Set([options.classes].flat());
  const wantedCategory = (id: number | null): boolean =>
    classes === null || (id !== null && classes.has(index.categories.get(id)?.name ?? String(id)));
  const ids = options.image_ids == null ? null : new Set(options.image_ids.map(String));
  const candidates: number[] = [];
  index.images.forEach((image, i) => {
    const hasClass = classes === null || index.annotations(i).some(a => wantedCategory(a.category));
    if ((ids?.has(String(image.id)) ?? true) && hasClass) {
      candidates.push(i);
    }
  });
  const chosen = chooseEntries(candidates.length, options);

  function labelsOf(i: number, size: ISize): Record<LabelType, LabelDocument | null> {
    const annotations = new AnnotationReader(labelsPath, size, index.categories, options, zlib);
    const found: Record<LabelType, object[]> = { detections: [], segmentations: [], keypoints: [] };
    for (const place of index.annotations(i)) {
      if (options.only_matching && !wantedCategory(place.category)) {
        continue;
      }
      const where = `annotations[${place.index}]`;
      const bytes = reader.read(place.start, place.length);
      const annotation = parseJsonBytes(bytes, labelsPath, where) as ICocoAnnotation;
      const labels = {
        detections: () => annotations.detection(annotation, where),
        segmentations: () => annotations.segmentation(annotation, where),
        keypoints: () => annotations.keypoints(annotation, where)
      };
      for (const type of types) {
        const label = labels[type]();
        if (label) {
          found[type].push(label);
        }
      }
    }
    return {
      detections: listOf('Detections', found.detections),
      segmentations: listOf(
        options.use_polylines ? 'Polylines' : 'Detections',
        found.segmentations
      ),
      keypoints: listOf('Keypoints', found.keypoints)
    };
  }

  async function draft(i: number): Promise<ISampleDraft | null> {
    const image = index.images[i] as ICocoImage;
    const filepath = media.find(image.name, labelsPath, `${image.where}.file_name`);
    if (filepath === null) {
      notices.add(
        `{n} images of ${labelsPath} are not in ${media.folder ?? 'the given files'} and were left out: {example}.`,
        image.name
      );
      return null;
    }
    const { width, height } = image;
    const size = width && height ? { width, height } : await images.size(filepath);
    const labels = labelsOf(i, size);
    const values: Values = { metadata: { _cls: 'ImageMetadata', ...size } };
    if (single === null) {
      Object.assign(values, keyedValues(request, labels));
    } else {
      values[single] = labels[types[0] as LabelType];
    }
    if (options.include_id !== false) {
      values[options.include_id] = image.id;
    }
    if (options.include_license !== false) {
      values[options.include_license] = image.license;
    }
    return { filepath, values, origin: `${labelsPath}, ${image.where}` };
  }

  return {
    total: chosen.length,
    async *samples() {
      let found = 0;
      for (const position of chosen) {
        const sample = await draft(candidates[position] as number);
        if (sample) {
          found += 1;
          yield sample;
        }
      }
      if (found === 0 && chosen.length > 0) {
        throw new RequestError(
          'not_found',
          `None of the ${chosen.length} images of ${labelsPath} is in ${media.folder ?? 'the given files'}. Give their folder as data_path.`
        );
      }
    },
    facts: () => ({
      info: {
        ...(index.info === null ? {} : { info: index.info }),
        ...(index.licenses === null ? {} : { licenses: index.licenses }),
        categories: index.categoryList
      },
      properties: {
        default_classes: [...index.categories]
          .sort(([a], [b]) => a - b)
          .map(([, category]) => category.name)
      }
    }),
    close: () => reader.close()
  };
};
