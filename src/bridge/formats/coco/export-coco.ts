/** COCO detection: one list of images, one of annotations. */
import { z } from 'zod';
import {
  labelsOf,
  type IDetection,
  type IKeypoint,
  type IPolyline,
  type SingleLabel
} from '../../../protocol';
import type { IExportSample, ISize, MakeExporter } from '../format';
import { JsonListFile, toJson } from '../json/json-list-file';
import { ScratchLines } from '../json/scratch-lines';
import { chooseField } from '../labels/choose-fields';
import { AS_DETECTIONS, toDetections } from '../labels/coerce';
import { imageSize } from '../media/image-size';
import { MediaExport, targetPath } from '../media/media-export';
import { parseOptions } from '../options';
import { CocoLabels } from './coco-labels';

const category = z.looseObject({ id: z.int(), name: z.string() });
const OPTIONS = {
  classes: z.array(z.string()).nullish(),
  categories: z.array(category).nullish(),
  info: z.record(z.string(), z.unknown()).nullish(),
  extra_attrs: z.union([z.boolean(), z.string(), z.array(z.string())]).nullish(),
  annotation_id: z.string().nullish(),
  coco_id: z.string().nullish(),
  iscrowd: z.string().default('iscrowd'),
  num_decimals: z.int().min(0).max(15).nullish(),
  tolerance: z.number().min(0).nullish(),
  abs_paths: z.boolean().default(false)
};
export type CocoOptions = z.output<z.ZodObject<typeof OPTIONS>>;

const ACCEPTED = [...AS_DETECTIONS, 'Polylines', 'Polyline', 'Keypoints', 'Keypoint'];

/** The classes of an export, numbered when the last one is known. */
class Categories {
  private readonly _fixed: Map<string, number> | null;
  private readonly _seen = new Set<string>();

  constructor(private readonly _options: CocoOptions) {
    const { categories, classes } = _options;
    this._fixed = categories
      ? new Map(categories.map(({ id, name }) => [name, id]))
      : classes
        ? new Map(classes.map((name, i) => [name, i + 1]))
        : null;
  }

  takes(label: string): boolean {
    this._seen.add(label);
    return this._fixed?.has(label) ?? true;
  }

  ids(): Map<string, number> {
    return this._fixed ?? new Map([...this._seen].sort().map((name, i) => [name, i + 1]));
  }

  list(known: unknown): unknown[] {
    if (this._options.categories) {
      return this._options.categories;
    }
    const details = new Map(
      (Array.isArray(known) ? known : []).map((entry: Record<string, unknown>) => [
        entry['name'],
        entry
      ])
    );
    return [...this.ids()].map(([name, id]) => ({
      supercategory: null,
      ...(details.get(name) ?? {}),
      id,
      name
    }));
  }
}

export const exportCoco: MakeExporter = (request, source, context) => {
  const { files, notices, zlib } = context;
  const options = parseOptions(request.format, OPTIONS, request.options);
  const field = chooseField(request, source.fields, ACCEPTED);
  const path = targetPath(request, request.labels_path, 'labels.json', 'labels_path');
  const media = new MediaExport(request, files);
  const scratch = new ScratchLines(files, `${path}.annotations.part`);
  const file = new JsonListFile(files, path);
  const categories = new Categories(options);
  const labels = new CocoLabels(options, zlib);
  let images = 0;
  let annotations = 0;

  const info = options.info ?? source.info['info'] ?? defaultInfo();
  file.key('info', info);
  file.key('licenses', source.info['licenses'] ?? []);
  file.beginList('images');

  function labelsOfSample(sample: IExportSample): SingleLabel[] {
    if (field === null) {
      return [];
    }
    const document = sample.labels[field.name];
    return AS_DETECTIONS.includes(field.cls) ? toDetections(document) : labelsOf(document);
  }

  function annotate(label: SingleLabel, size: ISize): object | null {
    switch (label._cls) {
      case 'Detection':
        return labels.detection(label as IDetection, size);
      case 'Polyline':
        return labels.polyline(label as IPolyline, size);
      default:
        return labels.keypoint(label as IKeypoint, size);
    }
  }

  return {
    async write(sample) {
      const size = await imageSize(sample, context);
      const { name, path: mediaPath } = media.add(sample.filepath);
      images += 1;
      const ownId = options.coco_id == null ? null : sample.values[options.coco_id];
      const id = typeof ownId === 'number' || typeof ownId === 'string' ? ownId : images;
      const fileName = options.abs_paths || media.mode === 'none' ? mediaPath : name;
      file.element(toJson({ id, file_name: fileName, ...size, license: null, coco_url: null }));
      for (const label of labelsOfSample(sample)) {
        const { label: cls } = label as IDetection;
        if ((label as IDetection).mask_path && !(label as IDetection).mask) {
          notices.add(
            '{n} masks lie in files and were left out; call import_mask() of the labels first.'
          );
        }
        const annotation = annotate(label, size);
        if (cls == null || annotation === null) {
          notices.add('{n} labels without a class or without a place were left out.');
          continue;
        }
        if (!categories.takes(cls)) {
          notices.add(
            '{n} labels are of none of the given classes and were left out: {example}.',
            cls
          );
          continue;
        }
        annotations += 1;
        const given = options.annotation_id == null ? null : label[options.annotation_id];
        const head = { id: given ?? annotations, image_id: id };
        // The number of the class is known when all classes are.
        scratch.add(JSON.stringify([cls, { ...head, ...annotation }]));
      }
    },
    finish() {
      file.endList();
      const ids = categories.ids();
      file.key('categories', categories.list(source.info['categories']));
      if (field !== null) {
        file.beginList('annotations');
      }
      for (const line of scratch.lines()) {
        const [cls, { id, image_id, ...rest }] = JSON.parse(line) as [
          string,
          Record<string, unknown>
        ];
        file.element(toJson({ id, image_id, category_id: ids.get(cls), ...rest }));
      }
      if (field !== null) {
        file.endList();
      }
      file.close();
      media.finish();
    },
    close() {
      file.discard();
      scratch.discard();
    }
  };
};

function defaultInfo(): Record<string, unknown> {
  const now = new Date();
  return {
    year: String(now.getUTCFullYear()),
    version: '',
    description: 'Exported from Lunette',
    contributor: '',
    url: '',
    date_created: now.toISOString().slice(0, 19)
  };
}
