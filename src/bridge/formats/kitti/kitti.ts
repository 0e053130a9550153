/** KITTI: a text file with boxes per picture, one line per object. */
import { z } from 'zod';
import type { IDetection } from '../../../protocol';
import { formatError, quoted } from '../format-error';
import type {
  IFormat,
  IFormatContext,
  ISampleDraft,
  ISize,
  MakeExporter,
  MakeImporter
} from '../format';
import { requireField } from '../labels/choose-fields';
import { AS_DETECTIONS, toDetections } from '../labels/coerce';
import { hasExtension, pairFiles, type ILabeledFile } from '../labels/file-per-image';
import { singleField } from '../labels/label-names';
import { attributesOf, detection, listOf } from '../labels/make-labels';
import { imageSize } from '../media/image-size';
import { MediaExport, targetPath } from '../media/media-export';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { join, withoutExtension } from '../paths';
import { textLines } from '../text-lines';

/** Numbers behind the class; a score may follow. */
const NUMBERS = 14;

function readLabels(
  { files }: IFormatContext,
  path: string,
  { width, height }: ISize,
  extra: boolean
): IDetection[] {
  return textLines(files, path).map(({ text, line }) => {
    const [label = '', ...rest] = text.split(/\s+/);
    const numbers = rest.map(Number);
    if (numbers.length < 7 || numbers.some(number => !Number.isFinite(number))) {
      throw formatError(
        path,
        `line ${line}`,
        `it should be a class and at least 7 numbers, not ${quoted(text)}.`
      );
    }
    const [truncated, occluded, alpha, left, top, right, bottom, ...space] = numbers as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      ...number[]
    ];
    const [h, w, l, x, y, z] = space;
    const attributes = attributesOf(
      Object.entries({
        truncated,
        occluded,
        alpha,
        ...(space.length >= 7
          ? { dimensions: [h, w, l], location: [x, y, z], rotation_y: space[6] }
          : {})
      })
    );
    return detection({
      label,
      box: [left / width, top / height, (right - left) / width, (bottom - top) / height],
      confidence: numbers.length > NUMBERS ? numbers[NUMBERS] : null,
      attributes: extra ? attributes : {}
    });
  });
}

const importer: MakeImporter = (request, context) => {
  const options = parseOptions(
    request.format,
    {
      ...CHOICE_OPTIONS,
      include_all_data: z.boolean().default(false),
      extra_attrs: z.boolean().default(true)
    },
    request.options
  );
  const field = singleField(request);
  const { pairs } = pairFiles(request, context, hasExtension('.txt'), options.include_all_data);
  const chosen = chooseEntries(pairs.length, options);
  return {
    total: chosen.length,
    async *samples(): AsyncGenerator<ISampleDraft> {
      for (const i of chosen) {
        const { labels, media: filepath } = pairs[i] as ILabeledFile;
        if (filepath === null) {
          context.notices.add(
            '{n} label files have no picture and were left out: {example}.',
            labels ?? ''
          );
          continue;
        }
        const size = await context.images.size(filepath);
        const found = labels && readLabels(context, labels, size, options.extra_attrs);
        yield {
          filepath,
          values: {
            [field]: found && listOf('Detections', found, true),
            metadata: { _cls: 'ImageMetadata', ...size }
          },
          origin: labels ?? filepath
        };
      }
    }
  };
};

const numberOf = (value: unknown, usual: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : usual;
const listOfThree = (value: unknown, usual: number): number[] =>
  Array.isArray(value) && value.length === 3
    ? value.map(one => numberOf(one, usual))
    : [usual, usual, usual];

function labelLine(label: IDetection, { width, height }: ISize): string {
  const [x, y, w, h] = label.bounding_box;
  const values = [
    numberOf(label['truncated'], 0).toFixed(2),
    String(Math.trunc(numberOf(label['occluded'], 0))),
    numberOf(label['alpha'], 0).toFixed(2),
    ...[x * width, y * height, (x + w) * width, (y + h) * height].map(value => value.toFixed(2)),
    ...listOfThree(label['dimensions'], 0).map(value => value.toFixed(2)),
    ...listOfThree(label['location'], 0).map(value => value.toFixed(2)),
    numberOf(label['rotation_y'], 0).toFixed(2),
    ...(label.confidence == null ? [] : [String(label.confidence)])
  ];
  // Columns are told apart by white space.
  return [(label.label ?? 'DontCare').replace(/\s+/g, '_') || 'DontCare', ...values].join(' ');
}

const exporter: MakeExporter = (request, source, context) => {
  const { files, notices } = context;
  parseOptions(request.format, {}, request.options);
  const field = requireField(request, source.fields, AS_DETECTIONS);
  const media = new MediaExport(request, files, { stems: true });
  const folder = targetPath(request, request.labels_path, 'labels', 'labels_path');
  files.makeFolder(folder);
  return {
    async write(sample) {
      const { name } = media.add(sample.filepath);
      const document = sample.labels[field.name];
      if (!document) {
        return;
      }
      const size = await imageSize(sample, context);
      const lines = toDetections(document)
        .filter(({ bounding_box: box }) => Array.isArray(box))
        .map(label => {
          if (/\s/.test(label.label ?? '')) {
            notices.add(
              '{n} labels have white space, which was written as _: {example}.',
              label.label ?? ''
            );
          }
          return `${labelLine(label, size)}\n`;
        });
      const writer = files.create(join(folder, `${withoutExtension(name)}.txt`));
      writer.write(lines.join(''));
      writer.close();
    },
    finish: () => media.finish()
  };
};

export const kitti: IFormat = { importer, exporter };
