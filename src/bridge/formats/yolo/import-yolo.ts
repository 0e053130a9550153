/** YOLOv5 (and later): folders of images and labels per split. YOLOv4: text files beside images. */
import { z } from 'zod';
import { RequestError } from '../../request-error';
import type { IFormatContext, ImportRequest, ISampleDraft, MakeImporter } from '../format';
import { singleField } from '../labels/label-names';
import { listOf } from '../labels/make-labels';
import { listFiles } from '../media/list-files';
import { datasetFolder, partPath } from '../media/media-source';
import { isImage } from '../media/media-types';
import { CHOICE_OPTIONS, chooseEntries, parseOptions, type IChoiceOptions } from '../options';
import { extensionOf, folderOf, isAbsolute, join, withoutExtension } from '../paths';
import { textLines } from '../text-lines';
import { classesOf, readDatasetYaml, splitPaths } from './dataset-yaml';
import { readYoloLabels, type LabelType } from './yolo-labels';

const OPTIONS = {
  ...CHOICE_OPTIONS,
  label_type: z.enum(['detections', 'polylines', 'instances']).default('detections'),
  include_all_data: z.boolean().default(false)
};

interface IPair {
  image: string;
  /** Null if there is none. */
  labels: string | null;
}

function drafts(
  request: ImportRequest,
  { files }: IFormatContext,
  pairs: readonly IPair[],
  classes: readonly string[] | null,
  options: IChoiceOptions & { label_type: string; include_all_data: boolean }
) {
  const field = singleField(request);
  const type: LabelType = options.label_type === 'detections' ? 'detections' : 'polylines';
  const wanted = options.include_all_data ? pairs : pairs.filter(({ labels }) => labels !== null);
  const chosen = chooseEntries(wanted.length, options);
  return {
    total: chosen.length,
    *samples(): Generator<ISampleDraft> {
      for (const i of chosen) {
        const { image, labels } = wanted[i] as IPair;
        const found = labels === null ? null : readYoloLabels(files, labels, classes, type);
        const list =
          found && listOf(type === 'detections' ? 'Detections' : 'Polylines', found, true);
        yield { filepath: image, values: { [field]: list }, origin: labels ?? image };
      }
    },
    facts: () => (classes ? { properties: { default_classes: [...classes] } } : {})
  };
}

/** The last `/images/` of the path becomes `/labels/`. */
function labelsPath(image: string): string {
  const at = image.lastIndexOf('/images/');
  if (at < 0) {
    throw new RequestError(
      'invalid',
      `${image} does not lie in a folder 'images', so its labels cannot be found: YOLOv5Dataset looks for them in the folder 'labels' beside it.`,
      { path: image }
    );
  }
  return `${withoutExtension(`${image.slice(0, at)}/labels/${image.slice(at + 8)}`)}.txt`;
}

export const importYoloV5: MakeImporter = (request, context) => {
  const { files } = context;
  const options = parseOptions(
    request.format,
    {
      ...OPTIONS,
      yaml_path: z.string().nullish(),
      split: z.string().default('val')
    },
    request.options
  );
  const yamlPath = partPath(request, files, options.yaml_path, 'dataset.yaml');
  const yaml = readDatasetYaml(files, yamlPath);
  const classes = classesOf(yaml, yamlPath);
  const images = new Set<string>();
  for (const path of splitPaths(files, yaml, yamlPath, options.split)) {
    if (extensionOf(path) === '.txt') {
      for (const { text } of textLines(files, path)) {
        images.add(isAbsolute(text) ? text : join(folderOf(path), text));
      }
    } else if (files.facts(path)?.kind !== 'folder') {
      throw new RequestError(
        'not_found',
        `${yamlPath} says that the images of '${options.split}' are in ${path}; there is no such folder.`,
        { path }
      );
    } else {
      for (const { path: image } of listFiles(files, path)) {
        if (isImage(image)) {
          images.add(image);
        }
      }
    }
  }
  const pairs = [...images].sort().map((image): IPair => {
    const labels = labelsPath(image);
    return { image, labels: files.facts(labels)?.kind === 'file' ? labels : null };
  });
  return drafts(request, context, pairs, classes, options);
};

export const importYoloV4: MakeImporter = (request, context) => {
  const { files } = context;
  const options = parseOptions(
    request.format,
    {
      ...OPTIONS,
      images_path: z.string().nullish(),
      objects_path: z.string().nullish(),
      classes: z.array(z.string()).nullish()
    },
    request.options
  );
  const folder = request.dataset_dir == null ? null : datasetFolder(request, files);
  const objects = partPath(request, files, options.objects_path, 'obj.names');
  const known = files.facts(objects)?.kind === 'file';
  const classes =
    options.classes ?? (known ? textLines(files, objects).map(({ text }) => text) : null);
  const list = partPath(request, files, options.images_path, 'images.txt');
  const data =
    typeof request.data_path === 'string'
      ? partPath(request, files, request.data_path, 'data')
      : join(folder ?? '/', 'data');
  const images =
    files.facts(list)?.kind === 'file' && request.data_path == null
      ? textLines(files, list).map(({ text }) => join(folderOf(list), text))
      : [...listFiles(files, data)].map(({ path }) => path).filter(isImage);
  const pairs = images.sort().map((image): IPair => {
    const labels = `${withoutExtension(image)}.txt`;
    return { image, labels: files.facts(labels)?.kind === 'file' ? labels : null };
  });
  return drafts(request, context, pairs, classes, options);
};
