/** FiftyOneImageClassificationDataset and FiftyOneImageDetectionDataset: labels by name in one file. */
import { z } from 'zod';
import type { IClassification, IDetection } from '../../../protocol';
import { formatError, quoted } from '../format-error';
import type { IFormat, ISampleDraft, MakeExporter, MakeImporter } from '../format';
import { JsonListFile } from '../json/json-list-file';
import { ScratchLines } from '../json/scratch-lines';
import { pieceName, scanJson } from '../json/scan-json';
import { parseJsonBytes } from '../json/parse-json';
import { requireField } from '../labels/choose-fields';
import {
  AS_CLASSIFICATIONS,
  AS_DETECTIONS,
  AS_PATCHES,
  toClassification,
  toDetections
} from '../labels/coerce';
import { singleField } from '../labels/label-names';
import { attributesOf, classification, detection, listOf } from '../labels/make-labels';
import { MediaExport, targetPath } from '../media/media-export';
import { MediaSource, partPath } from '../media/media-source';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { extensionOf, nameOf, withoutExtension } from '../paths';

type Kind = 'classification' | 'detection';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function labelName(value: unknown, classes: readonly string[] | null): string | null {
  if (value == null) {
    return null;
  }
  if (typeof value === 'number') {
    if (classes && classes[value] === undefined) {
      throw new Error(`its class ${value} is none of the ${classes.length} classes`);
    }
    return classes?.[value] ?? String(value);
  }
  if (typeof value !== 'string') {
    throw new Error('its class is neither a number nor a text');
  }
  return value;
}

function readCommon(value: Record<string, unknown>, classes: readonly string[] | null) {
  const { confidence, attributes } = value;
  if (confidence != null && typeof confidence !== 'number') {
    throw new Error('its confidence is no number');
  }
  return {
    label: labelName(value['label'], classes),
    confidence: confidence ?? null,
    attributes: attributesOf(Object.entries(isRecord(attributes) ? attributes : {}))
  };
}

function readClassification(value: unknown, classes: readonly string[] | null) {
  return isRecord(value)
    ? classification(readCommon(value, classes))
    : value === null
      ? null
      : classification({ label: labelName(value, classes) });
}

function readDetections(value: unknown, classes: readonly string[] | null) {
  if (value === null) {
    return null;
  }
  if (!Array.isArray(value)) {
    throw new Error('it should be a list of boxes');
  }
  const labels = value.map((one: unknown, i) => {
    const box = isRecord(one) ? one['bounding_box'] : null;
    if (!Array.isArray(box) || box.length !== 4 || box.some(side => typeof side !== 'number')) {
      throw new Error(`the bounding_box of label ${i} should be four numbers`);
    }
    return detection({
      ...readCommon(one as Record<string, unknown>, classes),
      box: box as [number, number, number, number]
    });
  });
  return listOf('Detections', labels, true);
}

const importerOf =
  (kind: Kind): MakeImporter =>
  async (request, context) => {
    const { files, notices, checkpoint, images } = context;
    const options = parseOptions(
      request.format,
      { ...CHOICE_OPTIONS, compute_metadata: z.boolean().default(false) },
      request.options
    );
    const field = singleField(request);
    const path = partPath(request, files, request.labels_path, 'labels.json');
    const media = MediaSource.open(request, files);
    const reader = files.open(path);
    let classes: string[] | null = null;
    const places: { name: string; start: number; length: number; where: string }[] = [];
    const names = new Set<string>();
    try {
      for (const piece of scanJson(reader, { parts: { classes: 'whole', labels: 'entries' } })) {
        const where = pieceName(piece);
        if (piece.key === 'classes') {
          const list = piece.value();
          if (list !== null && !Array.isArray(list)) {
            throw formatError(path, where, 'it should be a list of texts.');
          }
          classes = list && list.map(String);
          continue;
        }
        const name = String(piece.at);
        if (names.has(name)) {
          throw formatError(path, where, `${quoted(name)} occurs twice.`);
        }
        names.add(name);
        places.push({ name, start: piece.start, length: piece.length, where });
        if (places.length % 1000 === 0) {
          await checkpoint();
        }
      }
    } catch (error) {
      reader.close();
      throw error;
    }
    const chosen = chooseEntries(places.length, options);
    return {
      total: chosen.length,
      async *samples(): AsyncGenerator<ISampleDraft> {
        for (const i of chosen) {
          const { name, start, length, where } = places[i] as (typeof places)[number];
          const filepath = media.findStem(name) ?? media.find(name, path, where);
          if (filepath === null) {
            notices.add(
              `{n} labels of ${path} have no picture and were left out: {example}.`,
              name
            );
            continue;
          }
          const value = parseJsonBytes(reader.read(start, length), path, where);
          let label: object | null;
          try {
            label = (kind === 'classification' ? readClassification : readDetections)(
              value,
              classes
            );
          } catch (error) {
            throw formatError(path, where, `${(error as Error).message}.`);
          }
          const size = options.compute_metadata ? await images.size(filepath) : null;
          yield {
            filepath,
            values: { [field]: label, metadata: size && { _cls: 'ImageMetadata', ...size } },
            origin: `${path}, ${where}`
          };
        }
      },
      facts: () => (classes ? { properties: { default_classes: classes } } : {}),
      close: () => reader.close()
    };
  };

interface IWritten {
  label: string | null;
  confidence?: number;
  attributes?: object;
  bounding_box?: readonly number[];
}

const OWN = new Set(['confidence', 'index', 'attributes', 'instance', 'logits']);

const exporterOf =
  (kind: Kind): MakeExporter =>
  (request, source, context) => {
    const { files, images } = context;
    const options = parseOptions(
      request.format,
      {
        classes: z.array(z.string()).nullish(),
        include_confidence: z.boolean().nullish(),
        include_attributes: z.union([z.boolean(), z.array(z.string())]).nullish()
      },
      request.options
    );
    const accepted = kind === 'detection' ? AS_DETECTIONS : [...AS_CLASSIFICATIONS, ...AS_PATCHES];
    const field = requireField(request, source.fields, accepted);
    const media = new MediaExport(request, files, { stems: true });
    const path = targetPath(request, request.labels_path, 'labels.json', 'labels_path');
    const scratch = new ScratchLines(files, `${path}.labels.part`);
    const seen = new Set<string>();

    function written(label: IClassification | IDetection): IWritten {
      const { include_attributes: wanted, include_confidence: withConfidence } = options;
      const names = Array.isArray(wanted) ? new Set(wanted) : null;
      const attributes = attributesOf(
        Object.entries(label).filter(([name]) => !OWN.has(name) && (names?.has(name) ?? true))
      );
      if (label.label != null) {
        seen.add(label.label);
      }
      return {
        label: label.label ?? null,
        ...('bounding_box' in label ? { bounding_box: (label as IDetection).bounding_box } : {}),
        ...(withConfidence !== false && label.confidence != null
          ? { confidence: label.confidence }
          : {}),
        ...(wanted !== false && Object.keys(attributes).length > 0 ? { attributes } : {})
      };
    }

    const entry = (name: string, value: unknown): void =>
      scratch.add(JSON.stringify([withoutExtension(name), value]));

    return {
      async write({ filepath, labels }) {
        const document = labels[field.name];
        if (kind === 'detection') {
          const { name } = media.add(filepath);
          entry(name, document ? toDetections(document).map(written) : null);
        } else if (AS_PATCHES.includes(field.cls)) {
          for (const label of toDetections(document)) {
            const bytes = await images.crop(filepath, label.bounding_box);
            const { name } = media.write(
              withoutExtension(nameOf(filepath)) + (extensionOf(filepath) || '.png'),
              bytes
            );
            const { bounding_box: _box, ...rest } = written(label);
            entry(name, rest);
          }
        } else {
          const { name } = media.add(filepath);
          const label = toClassification(document);
          entry(name, label && written(label));
        }
      },
      finish() {
        const { classes } = options;
        const numbers = classes ? new Map(classes.map((name, i) => [name, i])) : null;
        const numbered = (value: IWritten | null): unknown => {
          const { label = null, ...rest } = value ?? {};
          const target = label === null ? null : (numbers?.get(label) ?? label);
          return value && Object.keys(rest).length > 0 ? { label: target, ...rest } : target;
        };
        const file = new JsonListFile(files, path);
        file.key('classes', classes ?? [...seen].sort());
        file.beginObject('labels');
        for (const line of scratch.lines()) {
          const [name, value] = JSON.parse(line) as [string, IWritten | IWritten[] | null];
          file.entry(name, Array.isArray(value) ? value.map(numbered) : numbered(value));
        }
        file.endObject();
        file.close();
        media.finish();
      },
      close: () => scratch.discard()
    };
  };

export const imageClassification: IFormat = {
  importer: importerOf('classification'),
  exporter: exporterOf('classification')
};
export const imageDetection: IFormat = {
  importer: importerOf('detection'),
  exporter: exporterOf('detection')
};
