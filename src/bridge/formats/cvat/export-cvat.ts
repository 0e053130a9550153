/** CVAT "for images 1.1". */
import { labelsOf, type IDetection, type IPolyline, type SingleLabel } from '../../../protocol';
import type { IExportSample, ISize, MakeExporter } from '../format';
import { ScratchLines } from '../json/scratch-lines';
import { chooseFields } from '../labels/choose-fields';
import { attributesOf } from '../labels/make-labels';
import { textOf } from '../labels/typed-text';
import { imageSize } from '../media/image-size';
import { MediaExport, targetPath } from '../media/media-export';
import { parseOptions } from '../options';
import { escapeXml } from '../xml/scan-xml';

const ACCEPTED = [
  'Classification',
  'Classifications',
  'Detection',
  'Detections',
  'Polyline',
  'Polylines',
  'Keypoint',
  'Keypoints'
];
const OWN = new Set(['confidence', 'index', 'occluded', 'group_id', 'instance']);

/** Classes and their attributes, for the head of the file. */
type Seen = Map<string, Map<string, Set<string>>>;
const MAX_VALUES = 100;

const attribute = (name: string, value: string): string => ` ${name}="${escapeXml(value)}"`;

class ShapeWriter {
  constructor(
    private readonly _seen: Seen,
    private readonly _note: (text: string) => void
  ) {}

  shapes(label: SingleLabel, size: ISize): string[] {
    const cls = String((label as IDetection).label ?? '');
    const inner = this._inner(label, cls);
    const occluded = attribute('occluded', label['occluded'] ? '1' : '0');
    const group = label['group_id'] == null ? '' : attribute('group_id', textOf(label['group_id']));
    const close = (name: string): string => (inner === '' ? '/>' : `>${inner}\n    </${name}>`);
    const open = (name: string): string => `\n    <${name}${attribute('label', cls)}`;
    switch (label._cls) {
      case 'Classification':
        return [`${open('tag')}${close('tag')}`];
      case 'Detection': {
        const corners = this._corners(label as IDetection, size);
        return corners === '' ? [] : [`${open('box')}${corners}${occluded}${group}${close('box')}`];
      }
      case 'Polyline': {
        const { points, closed } = label as IPolyline;
        const name = closed ? 'polygon' : 'polyline';
        if ((points ?? []).length > 1) {
          this._note('{n} outlines of several shapes were written as several outlines.');
        }
        return (points ?? []).map(
          shape => `${open(name)}${this._points(shape, size)}${occluded}${group}${close(name)}`
        );
      }
      case 'Keypoint': {
        const points = (label['points'] as [number, number][] | undefined) ?? [];
        const there = points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
        if (there.length < points.length) {
          this._note('{n} keypoints have points that are missing; those were left out.');
        }
        return [
          `${open('points')}${this._points(there, size)}${occluded}${group}${close('points')}`
        ];
      }
      default:
        return [];
    }
  }

  private _corners({ bounding_box: box }: IDetection, { width, height }: ISize): string {
    if (!Array.isArray(box)) {
      return '';
    }
    const [x, y, w, h] = box;
    const names = ['xtl', 'ytl', 'xbr', 'ybr'];
    return [x * width, y * height, (x + w) * width, (y + h) * height]
      .map((value, i) => attribute(names[i] as string, String(Math.round(value))))
      .join('');
  }

  private _points(points: readonly [number, number][], { width, height }: ISize): string {
    const pairs = points.map(([x, y]) => `${Math.round(x * width)},${Math.round(y * height)}`);
    return attribute('points', pairs.join(';'));
  }

  private _inner(label: SingleLabel, cls: string): string {
    let known = this._seen.get(cls);
    if (!known) {
      known = new Map();
      this._seen.set(cls, known);
    }
    const parts: string[] = [];
    for (const [name, value] of Object.entries(attributesOf(Object.entries(label)))) {
      if (OWN.has(name) || !['string', 'number', 'boolean'].includes(typeof value)) {
        continue;
      }
      const text = textOf(value);
      const values = known.get(name) ?? new Set();
      if (values.size < MAX_VALUES) {
        values.add(text);
      }
      known.set(name, values);
      parts.push(`\n      <attribute${attribute('name', name)}>${escapeXml(text)}</attribute>`);
    }
    return parts.join('');
  }
}

function head(name: string, size: number, seen: Seen): string {
  const labels = [...seen].map(([label, attributes]) => {
    const inner = [...attributes].map(
      ([key, values]) => `
            <attribute>
              <name>${escapeXml(key)}</name>
              <values>${escapeXml([...values].join('\n'))}</values>
            </attribute>`
    );
    return `
        <label>
          <name>${escapeXml(label)}</name>
          <attributes>${inner.join('')}</attributes>
        </label>`;
  });
  const now = new Date().toISOString();
  return `<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta>
    <task>
      <id></id>
      <name>${escapeXml(name)}</name>
      <size>${size}</size>
      <mode>annotation</mode>
      <overlap></overlap>
      <bugtracker></bugtracker>
      <flipped></flipped>
      <created>${now}</created>
      <updated>${now}</updated>
      <labels>${labels.join('')}
      </labels>
      <segments></segments>
      <owner></owner>
    </task>
    <dumped>${now}</dumped>
  </meta>
`;
}

export const exportCvat: MakeExporter = (request, source, context) => {
  const { files, notices } = context;
  parseOptions(request.format, {}, request.options);
  const fields = chooseFields(request, source.fields, ACCEPTED);
  const path = targetPath(request, request.labels_path, 'labels.xml', 'labels_path');
  const media = new MediaExport(request, files);
  const seen: Seen = new Map();
  const shapes = new ShapeWriter(seen, text => notices.add(text));
  const scratch = new ScratchLines(files, `${path}.images.part`);
  let count = 0;

  async function imageXml(sample: IExportSample, name: string): Promise<string | null> {
    const labels = fields.flatMap(field => labelsOf(sample.labels[field.name]));
    if (labels.length === 0) {
      return null;
    }
    const size = await imageSize(sample, context);
    const inner = labels.flatMap(label => shapes.shapes(label, size));
    const attributes = [
      attribute('id', String(count)),
      attribute('name', name),
      attribute('width', String(size.width)),
      attribute('height', String(size.height))
    ];
    return `  <image${attributes.join('')}>${inner.join('')}\n  </image>\n`;
  }

  return {
    async write(sample) {
      const { name, path: place } = media.add(sample.filepath);
      const xml = await imageXml(sample, media.mode === 'none' ? place : name);
      if (xml !== null) {
        count += 1;
        scratch.add(JSON.stringify(xml));
      }
    },
    finish() {
      media.finish();
      const writer = files.create(path);
      writer.write(head(source.name, count, seen));
      for (const line of scratch.lines()) {
        writer.write(JSON.parse(line) as string);
      }
      writer.write('</annotations>\n');
      writer.close();
    },
    close: () => scratch.discard()
  };
};
