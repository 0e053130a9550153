/** YOLOv5 and YOLOv4. */
import { z } from 'zod';
import { labelsOf, type IDetection, type IPolyline, type LabelDocument } from '../../../protocol';
import { RequestError } from '../../request-error';
import type { IFiles } from '../files';
import type { IFormatContext, MakeExporter } from '../format';
import { requireField } from '../labels/choose-fields';
import { ClassNumbers } from '../labels/class-numbers';
import { AS_DETECTIONS, toDetections } from '../labels/coerce';
import { MediaExport, targetPath } from '../media/media-export';
import { parseOptions } from '../options';
import { folderOf, isAbsolute, join, relativeTo, withoutExtension } from '../paths';
import { boxLine, outlineLine } from './yolo-labels';
import { classesOf, readDatasetYaml, writeDatasetYaml, type DatasetYaml } from './dataset-yaml';

const ACCEPTED = [...AS_DETECTIONS, 'Polylines', 'Polyline'];

/** The lines of a sample's labels, boxes or outlines. */
function lines(
  document: LabelDocument,
  numbers: ClassNumbers,
  withConfidence: boolean,
  { notices }: IFormatContext
): string[] {
  if (document._cls === 'Polylines' || document._cls === 'Polyline') {
    return (labelsOf(document) as IPolyline[]).flatMap(({ label, points }) => {
      const target = numbers.of(label);
      if ((points ?? []).length > 1) {
        notices.add('{n} outlines of several shapes were written as several objects.');
      }
      return target === null ? [] : (points ?? []).map(shape => outlineLine(target, shape));
    });
  }
  return toDetections(document).flatMap(({ label, bounding_box: box, confidence }: IDetection) => {
    const target = numbers.of(label);
    return target === null || !Array.isArray(box)
      ? []
      : [boxLine(target, box, withConfidence ? confidence : null)];
  });
}

function writeText(files: IFiles, path: string, text: string): void {
  const writer = files.create(path);
  writer.write(text);
  writer.close();
}

export const exportYoloV5: MakeExporter = (request, source, context) => {
  const { files, notices } = context;
  const options = parseOptions(
    request.format,
    {
      split: z.string().default('val'),
      yaml_path: z.string().nullish(),
      classes: z.array(z.string()).nullish(),
      include_confidence: z.boolean().default(false),
      include_path: z.boolean().default(true)
    },
    request.options
  );
  if (/[/\\]|^\.+$/.test(options.split) || options.split === '') {
    throw new RequestError('invalid', `'${options.split}' cannot be the name of a split.`);
  }
  const field = requireField(request, source.fields, ACCEPTED);
  const yamlPath = targetPath(request, options.yaml_path, 'dataset.yaml', 'yaml_path');
  const known: DatasetYaml = files.facts(yamlPath) ? readDatasetYaml(files, yamlPath) : {};
  const before = known['names'] == null ? null : classesOf(known, yamlPath);
  const media = new MediaExport(request, files, {
    usual: `images/${options.split}`,
    modes: ['copy', 'move', 'symlink', 'none'],
    stems: true
  });
  const labelsFolder = targetPath(
    request,
    request.labels_path,
    `labels/${options.split}`,
    'labels_path'
  );
  const numbers = new ClassNumbers(options.classes ?? before, notices);
  if (before && options.classes && before.join('\n') !== options.classes.join('\n')) {
    throw new RequestError(
      'invalid',
      `${yamlPath} has other classes than those given; choose another folder, or the same classes.`,
      { path: yamlPath }
    );
  }
  const dynamic = options.classes == null && before === null;
  return {
    write({ filepath, labels }) {
      const { name } = media.add(filepath);
      const document = labels[field.name];
      if (document) {
        const text = lines(document, numbers, options.include_confidence, context);
        const path = join(labelsFolder, `${withoutExtension(name)}.txt`);
        writeText(files, path, text.length > 0 ? `${text.join('\n')}\n` : '');
      }
    },
    finish() {
      media.finish();
      const folder = folderOf(yamlPath);
      const images = media.folder ?? join(folder, `images/${options.split}`);
      const inside = relativeTo(folder, images);
      const names = dynamic ? numbers.names() : (options.classes ?? before ?? []);
      const yaml: DatasetYaml = {
        ...known,
        ...(options.include_path ? { path: folder } : {}),
        [options.split]: inside === null ? images : `./${inside}/`,
        // Readers expect numbers as keys, which objects would make texts.
        names: new Map(names.map((name, i) => [i, name]))
      };
      if (!options.include_path) {
        delete yaml['path'];
      }
      writeText(files, yamlPath, writeDatasetYaml(yaml));
    }
  };
};

export const exportYoloV4: MakeExporter = (request, source, context) => {
  const { files, notices } = context;
  const options = parseOptions(
    request.format,
    {
      images_path: z.string().nullish(),
      objects_path: z.string().nullish(),
      classes: z.array(z.string()).nullish(),
      include_confidence: z.boolean().default(false)
    },
    request.options
  );
  const field = requireField(request, source.fields, AS_DETECTIONS);
  const objects = targetPath(request, options.objects_path, 'obj.names', 'objects_path');
  const list = targetPath(request, options.images_path, 'images.txt', 'images_path');
  const media = new MediaExport(request, files, {
    modes: ['copy', 'move', 'symlink', 'none'],
    stems: true
  });
  const labelsFolder =
    request.labels_path != null && isAbsolute(request.labels_path)
      ? request.labels_path
      : (media.folder ?? targetPath(request, request.labels_path, 'data', 'labels_path'));
  const numbers = new ClassNumbers(options.classes ?? null, notices);
  const images: string[] = [];
  return {
    write({ filepath, labels }) {
      const { name, path } = media.add(filepath);
      images.push(relativeTo(folderOf(list), path) ?? path);
      const document = labels[field.name];
      if (document) {
        const text = lines(document, numbers, options.include_confidence, context);
        const target = join(labelsFolder, `${withoutExtension(name)}.txt`);
        writeText(files, target, text.length > 0 ? `${text.join('\n')}\n` : '');
      }
    },
    finish() {
      media.finish();
      const names = options.classes ?? numbers.names();
      writeText(files, objects, `${names.map(name => name.replace(/[\r\n]/g, ' ')).join('\n')}\n`);
      writeText(files, list, `${images.join('\n')}\n`);
    }
  };
};
