/** Pascal VOC: an XML file with boxes per picture. */
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
import { textOf, typedText } from '../labels/typed-text';
import { imageSize } from '../media/image-size';
import { MediaExport, targetPath } from '../media/media-export';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { isAbsolute, isUnsafeName, join, nameOf, withoutExtension } from '../paths';
import { child, childText, escapeXml, scanXml, type IXmlElement } from '../xml/scan-xml';

function number(element: IXmlElement | null, name: string, file: string): number {
  const text = element && childText(element, name);
  const value = text === null || text === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) {
    throw formatError(
      file,
      `line ${element?.line ?? 1}`,
      `<${name}> should be a number, not ${quoted(text ?? 'missing')}.`
    );
  }
  return value;
}

/** `attributes/attribute(name, value)`, as CVAT writes them. */
function cvatAttributes(object: IXmlElement): [string, unknown][] {
  return (child(object, 'attributes')?.children ?? []).map(one => [
    childText(one, 'name') ?? '',
    typedText(childText(one, 'value') ?? '')
  ]);
}

const NO_ATTRIBUTES = new Set([
  'name',
  'bndbox',
  'attributes',
  'part',
  'polygon',
  'actions',
  'point'
]);

function readObject(object: IXmlElement, { width, height }: ISize, file: string): IDetection {
  const box = child(object, 'bndbox');
  // Whole pixels: what is behind the point is dropped.
  const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map(name =>
    Math.trunc(number(box ?? object, name, file))
  ) as [number, number, number, number];
  const own = object.children
    .filter(({ name, children }) => !NO_ATTRIBUTES.has(name) && children.length === 0)
    .map(({ name, text }): [string, unknown] => [name, typedText(text)]);
  return detection({
    label: childText(object, 'name'),
    box: [left / width, top / height, (right - left) / width, (bottom - top) / height],
    attributes: attributesOf([...own, ...cvatAttributes(object)])
  });
}

function readFile(path: string, { files }: IFormatContext): IXmlElement {
  const reader = files.open(path);
  try {
    for (const element of scanXml(reader, ['annotation'])) {
      return element;
    }
  } finally {
    reader.close();
  }
  throw formatError(path, '', 'it has no <annotation>.');
}

const importer: MakeImporter = (request, context) => {
  const options = parseOptions(
    request.format,
    {
      ...CHOICE_OPTIONS,
      include_all_data: z.boolean().default(false),
      extra_attrs: z.union([z.boolean(), z.array(z.string())]).default(true)
    },
    request.options
  );
  const field = singleField(request);
  const { pairs, media } = pairFiles(
    request,
    context,
    hasExtension('.xml'),
    options.include_all_data
  );
  const chosen = chooseEntries(pairs.length, options);

  function mediaOf(annotation: IXmlElement, file: string, stem: string): string | null {
    const path = childText(annotation, 'path');
    if (path && isAbsolute(path) && context.files.facts(path)?.kind === 'file') {
      return path;
    }
    const name = childText(annotation, 'filename');
    return name && !isUnsafeName(name) ? media.find(name, file, stem) : null;
  }

  return {
    total: chosen.length,
    async *samples(): AsyncGenerator<ISampleDraft> {
      for (const i of chosen) {
        const { labels, media: known, stem } = pairs[i] as ILabeledFile;
        if (labels === null) {
          yield { filepath: known as string, values: {}, origin: known as string };
          continue;
        }
        const annotation = readFile(labels, context);
        const filepath = known ?? mediaOf(annotation, labels, stem);
        if (filepath === null) {
          context.notices.add(
            '{n} label files have no picture and were left out: {example}.',
            labels
          );
          continue;
        }
        const given = child(annotation, 'size');
        const size = given
          ? { width: number(given, 'width', labels), height: number(given, 'height', labels) }
          : await context.images.size(filepath);
        if (size.width < 1 || size.height < 1) {
          throw formatError(
            labels,
            `line ${given?.line ?? 1}`,
            'the size of the picture is not known.'
          );
        }
        const objects = annotation.children
          .filter(({ name }) => name === 'object')
          .map(object => readObject(object, size, labels));
        const values = {
          [field]: listOf('Detections', objects, true),
          metadata: { _cls: 'ImageMetadata', ...size }
        };
        yield { filepath, values, origin: labels };
      }
    }
  };
};

const OWN = new Set(['confidence', 'index', 'attributes', 'instance']);
const PLAIN_TAG = /^[A-Za-z_][\w.-]*$/;

function objectXml(label: IDetection, { width, height }: ISize): string {
  const [x, y, w, h] = label.bounding_box;
  const corners = [x * width, y * height, (x + w) * width, (y + h) * height].map(Math.trunc);
  const tags = ['xmin', 'ymin', 'xmax', 'ymax'].map(
    (name, i) => `\n            <${name}>${corners[i]}</${name}>`
  );
  const attributes = Object.entries(attributesOf(Object.entries(label))).filter(
    ([name]) => !OWN.has(name) && !NO_ATTRIBUTES.has(name) && PLAIN_TAG.test(name)
  );
  const extra = attributes.map(
    ([name, value]) => `\n        <${name}>${escapeXml(textOf(value))}</${name}>`
  );
  return `
    <object>
        <name>${escapeXml(label.label ?? '')}</name>${extra.join('')}
        <bndbox>${tags.join('')}
        </bndbox>
    </object>`;
}

const exporter: MakeExporter = (request, source, context) => {
  const { files } = context;
  parseOptions(
    request.format,
    { include_paths: z.boolean().default(true), extra_attrs: z.unknown().optional() },
    request.options
  );
  const withPaths = request.options['include_paths'] !== false;
  const field = requireField(request, source.fields, AS_DETECTIONS);
  const media = new MediaExport(request, files, { stems: true });
  const folder = targetPath(request, request.labels_path, 'labels', 'labels_path');
  files.makeFolder(folder);
  return {
    async write(sample) {
      const { name, path } = media.add(sample.filepath);
      const document = sample.labels[field.name];
      if (!document) {
        return;
      }
      const size = await imageSize(sample, context);
      const objects = toDetections(document)
        .filter(({ bounding_box: box }) => Array.isArray(box))
        .map(label => objectXml(label, size));
      const depth = sample.metadata?.['num_channels'];
      const writer = files.create(join(folder, `${withoutExtension(name)}.xml`));
      writer.write(`<annotation>
    <folder></folder>
    <filename>${escapeXml(nameOf(name))}</filename>
    <path>${withPaths ? escapeXml(path) : ''}</path>
    <source>
        <database></database>
    </source>
    <size>
        <width>${size.width}</width>
        <height>${size.height}</height>
        <depth>${typeof depth === 'number' ? depth : ''}</depth>
    </size>
    <segmented></segmented>${objects.join('')}
</annotation>
`);
      writer.close();
    },
    finish: () => media.finish()
  };
};

export const voc: IFormat = { importer, exporter };
