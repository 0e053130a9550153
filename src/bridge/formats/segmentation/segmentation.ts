/** A folder of pictures and one of masks with the same names. */
import { z } from 'zod';
import type { ISegmentation } from '../../../protocol';
import { newObjectId } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import type { IFormat, ISampleDraft, MakeExporter, MakeImporter } from '../format';
import { planeOf } from '../labels/array-planes';
import { requireField } from '../labels/choose-fields';
import { pairFiles, type ILabeledFile } from '../labels/file-per-image';
import { singleField } from '../labels/label-names';
import { isImage } from '../media/media-types';
import { imageSize } from '../media/image-size';
import { MediaExport, targetPath } from '../media/media-export';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { extensionOf, join, withoutExtension } from '../paths';
import { drawLabels } from './draw-labels';

const importer: MakeImporter = (request, context) => {
  const options = parseOptions(
    request.format,
    {
      ...CHOICE_OPTIONS,
      compute_metadata: z.boolean().default(false),
      include_all_data: z.boolean().default(false),
      load_masks: z.boolean().default(false)
    },
    request.options
  );
  if (options.load_masks) {
    throw new RequestError(
      'invalid',
      'Masks stay in their files; to hold them in memory call import_mask() of the labels.'
    );
  }
  const field = singleField(request);
  const { pairs } = pairFiles(request, context, isImage, options.include_all_data);
  const chosen = chooseEntries(pairs.length, options);
  return {
    total: chosen.length,
    async *samples(): AsyncGenerator<ISampleDraft> {
      for (const i of chosen) {
        const { labels, media: filepath } = pairs[i] as ILabeledFile;
        if (filepath === null) {
          context.notices.add(
            '{n} masks have no picture and were left out: {example}.',
            labels ?? ''
          );
          continue;
        }
        const size = options.compute_metadata ? await context.images.size(filepath) : null;
        yield {
          filepath,
          values: {
            [field]: labels && {
              _cls: 'Segmentation',
              _id: newObjectId(),
              tags: [],
              mask_path: labels
            },
            metadata: size && { _cls: 'ImageMetadata', ...size }
          },
          origin: labels ?? filepath
        };
      }
    }
  };
};

const ACCEPTED = ['Segmentation', 'Detections', 'Detection', 'Polylines', 'Polyline', 'Heatmap'];

const exporter: MakeExporter = (request, source, context) => {
  const { files, images, zlib, notices } = context;
  const options = parseOptions(
    request.format,
    {
      mask_size: z.tuple([z.int().min(1), z.int().min(1)]).nullish(),
      mask_targets: z.record(z.string(), z.string()).nullish(),
      thickness: z.int().min(1).default(1)
    },
    request.options
  );
  const field = requireField(request, source.fields, ACCEPTED);
  const media = new MediaExport(request, files, { stems: true });
  const folder = targetPath(request, request.labels_path, 'labels', 'labels_path');
  files.makeFolder(folder);
  const { properties } = source;
  const targets =
    options.mask_targets ??
    properties.mask_targets?.[field.name] ??
    properties.default_mask_targets;

  function put(name: string, bytes: Uint8Array): void {
    const writer = files.create(join(folder, name));
    writer.write(bytes);
    writer.close();
  }

  return {
    async write(sample) {
      const stem = withoutExtension(media.add(sample.filepath).name);
      const document = sample.labels[field.name] as unknown as ISegmentation | undefined;
      if (!document) {
        return;
      }
      const path = document.mask_path ?? (document['map_path'] as string | undefined);
      const array = document.mask ?? (document['map'] as ISegmentation['mask']);
      if (path) {
        files.copy(path, join(folder, stem + (extensionOf(path) || '.png')));
      } else if (array) {
        const plane = planeOf(array, zlib);
        if (!plane) {
          notices.add(
            '{n} masks are no planes of numbers and were left out: {example}.',
            sample.filepath
          );
          return;
        }
        const isDeep = plane.data.some(value => value > 255);
        const scale =
          document._cls === ('Heatmap' as string) && array.dtype.includes('f') ? 255 : 1;
        const values = isDeep
          ? Uint16Array.from(plane.data)
          : Uint8Array.from(plane.data, value => value * scale);
        put(`${stem}.png`, await images.encodeGray(values, plane));
      } else {
        const size = await imageSize(sample, context);
        const drawn = drawLabels(sample.labels[field.name], size, targets ?? {}, zlib);
        if (drawn) {
          put(`${stem}.png`, await images.encodeGray(drawn, size));
        }
      }
    },
    finish: () => media.finish()
  };
};

export const segmentationDirectory: IFormat = { importer, exporter };
