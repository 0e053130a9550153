/** CVAT "for images 1.1": one XML file with tags, boxes, outlines and points. */
import { RequestError } from '../../request-error';
import { formatError, quoted } from '../format-error';
import type { ISampleDraft, ISize, MakeImporter } from '../format';
import { keyedValues } from '../labels/label-names';
import {
  attributesOf,
  classification,
  detection,
  keypoint,
  listOf,
  polyline,
  type Attributes
} from '../labels/make-labels';
import { typedText } from '../labels/typed-text';
import { MediaSource, partPath } from '../media/media-source';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { child, childText, scanXml, type IXmlElement } from '../xml/scan-xml';

type Points = [number, number][];

class ImageReader {
  constructor(
    private readonly _file: string,
    private readonly _size: ISize
  ) {}

  labels(image: IXmlElement) {
    const found: Record<'classifications' | 'detections' | 'polylines' | 'keypoints', object[]> = {
      classifications: [],
      detections: [],
      polylines: [],
      keypoints: []
    };
    for (const shape of image.children) {
      const label = shape.attributes['label'] ?? null;
      const attributes = this._attributes(shape);
      switch (shape.name) {
        case 'tag':
          found.classifications.push(classification({ label, attributes }));
          break;
        case 'box':
          found.detections.push(detection({ label, attributes, box: this._box(shape) }));
          break;
        case 'polygon':
        case 'polyline': {
          const closed = shape.name === 'polygon';
          const points = [this._points(shape)];
          found.polylines.push(polyline({ label, attributes, points, closed, filled: closed }));
          break;
        }
        case 'points':
          found.keypoints.push(keypoint({ label, attributes, points: this._points(shape) }));
          break;
        default:
          break;
      }
    }
    return {
      classifications: listOf('Classifications', found.classifications),
      detections: listOf('Detections', found.detections),
      polylines: listOf('Polylines', found.polylines),
      keypoints: listOf('Keypoints', found.keypoints)
    };
  }

  private _attributes(shape: IXmlElement): Attributes {
    const given = shape.children
      .filter(({ name, attributes }) => name === 'attribute' && attributes['name'] !== 'label_id')
      .map(({ attributes, text }): [string, unknown] => [
        attributes['name'] ?? '',
        typedText(text)
      ]);
    const { occluded, group_id: group } = shape.attributes;
    return attributesOf([
      ...given,
      ['occluded', occluded === '1' ? true : null],
      ['group_id', group === undefined ? null : typedText(group)]
    ]);
  }

  private _number(shape: IXmlElement, name: string): number {
    const text = shape.attributes[name];
    const value = text === undefined || text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) {
      throw formatError(
        this._file,
        `line ${shape.line}`,
        `${name} of <${shape.name}> should be a number, not ${quoted(text ?? 'missing')}.`
      );
    }
    return value;
  }

  private _box(shape: IXmlElement): [number, number, number, number] {
    const { width, height } = this._size;
    const [left, top, right, bottom] = ['xtl', 'ytl', 'xbr', 'ybr'].map(name =>
      Math.round(this._number(shape, name))
    ) as [number, number, number, number];
    return [left / width, top / height, (right - left) / width, (bottom - top) / height];
  }

  private _points(shape: IXmlElement): Points {
    const { width, height } = this._size;
    const text = shape.attributes['points'] ?? '';
    return text
      .split(';')
      .filter(pair => pair.trim() !== '')
      .map(pair => {
        const [x, y, ...more] = pair.split(',').map(Number);
        if (!Number.isFinite(x) || !Number.isFinite(y) || more.length > 0) {
          throw formatError(
            this._file,
            `line ${shape.line}`,
            `points of <${shape.name}> should be x,y;x,y, not ${quoted(pair)}.`
          );
        }
        return [(x as number) / width, (y as number) / height];
      });
  }
}

/** The labels of the task, for the info of the dataset. */
function taskLabels(meta: IXmlElement | null): unknown[] {
  const task = meta && (child(meta, 'task') ?? child(meta, 'job') ?? child(meta, 'project'));
  return (task ? (child(task, 'labels')?.children ?? []) : []).map(label => ({
    name: childText(label, 'name'),
    attributes: (child(label, 'attributes')?.children ?? []).map(attribute => ({
      name: childText(attribute, 'name'),
      categories: (childText(attribute, 'values') ?? '').split('\n').filter(value => value !== '')
    }))
  }));
}

export const importCvat: MakeImporter = async (request, context) => {
  const { files, notices, images, checkpoint } = context;
  const options = parseOptions(request.format, CHOICE_OPTIONS, request.options);
  const path = partPath(request, files, request.labels_path, 'labels.xml');
  const media = MediaSource.open(request, files);

  // Which images there are is read first, so that some of them can be chosen.
  let count = 0;
  let meta: IXmlElement | null = null;
  const first = files.open(path);
  try {
    for (const element of scanXml(first, ['annotations/image', 'annotations/meta'])) {
      if (element.name === 'meta') {
        meta = element;
      } else {
        count += 1;
        if (count % 100 === 0) {
          await checkpoint();
        }
      }
    }
  } finally {
    first.close();
  }
  const chosen = new Set(chooseEntries(count, options));
  const reader = files.open(path);

  async function draft(image: IXmlElement): Promise<ISampleDraft | null> {
    const { name = '', subset, width, height } = image.attributes;
    const where = `line ${image.line}`;
    const found =
      (subset ? media.find(`${subset}/${name}`, path, where) : null) ??
      (name === '' ? null : media.find(name, path, where));
    if (found === null) {
      notices.add(`{n} images of ${path} are not there and were left out: {example}.`, name);
      return null;
    }
    const given = { width: Number(width), height: Number(height) };
    const size = given.width >= 1 && given.height >= 1 ? given : await images.size(found);
    const labels = new ImageReader(path, size).labels(image);
    return {
      filepath: found,
      values: { metadata: { _cls: 'ImageMetadata', ...size }, ...keyedValues(request, labels) },
      origin: `${path}, ${where}`
    };
  }

  return {
    total: chosen.size,
    async *samples() {
      let i = 0;
      let samples = 0;
      for (const image of scanXml(reader, ['annotations/image'])) {
        const sample = chosen.has(i) ? await draft(image) : null;
        i += 1;
        if (sample) {
          samples += 1;
          yield sample;
        }
      }
      if (samples === 0 && chosen.size > 0) {
        throw new RequestError(
          'not_found',
          `None of the images of ${path} is there. Give their folder as data_path.`,
          { path }
        );
      }
    },
    facts: () => {
      const labels = taskLabels(meta);
      return labels.length > 0 ? { info: { task_labels: labels } } : {};
    },
    close: () => reader.close()
  };
};
