/** A folder per class: ImageClassificationDirectoryTree and its form for videos. */
import { z } from 'zod';
import { RequestError } from '../../request-error';
import type { IExportSample, IFormat, ISampleDraft, MakeExporter, MakeImporter } from '../format';
import { chooseField } from '../labels/choose-fields';
import { AS_CLASSIFICATIONS, AS_PATCHES, toClassification, toDetections } from '../labels/coerce';
import { singleField } from '../labels/label-names';
import { classification } from '../labels/make-labels';
import { listFiles } from '../media/list-files';
import { MediaExport } from '../media/media-export';
import { datasetFolder } from '../media/media-source';
import { isImage, isVideo } from '../media/media-types';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { extensionOf, nameOf, withoutExtension } from '../paths';

const UNLABELED = '_unlabeled';

function importerOf(isWanted: (path: string) => boolean): MakeImporter {
  return (request, { files, images }) => {
    const options = parseOptions(
      request.format,
      {
        ...CHOICE_OPTIONS,
        compute_metadata: z.boolean().default(false),
        classes: z.union([z.string(), z.array(z.string())]).nullish(),
        unlabeled: z.string().default(UNLABELED)
      },
      request.options
    );
    const field = singleField(request);
    const folder = datasetFolder(request, files);
    const wanted = options.classes == null ? null : new Set([options.classes].flat());
    const found = [...listFiles(files, folder)]
      .map(({ name, path }) => ({ path, cls: name.slice(0, Math.max(0, name.indexOf('/'))) }))
      .filter(({ path, cls }) => cls !== '' && isWanted(path) && (wanted?.has(cls) ?? true));
    const chosen = chooseEntries(found.length, options);
    return {
      total: chosen.length,
      async *samples(): AsyncGenerator<ISampleDraft> {
        for (const i of chosen) {
          const { path, cls } = found[i] as { path: string; cls: string };
          const label = cls === options.unlabeled ? null : classification({ label: cls });
          const size = options.compute_metadata ? await images.size(path) : null;
          yield {
            filepath: path,
            values: { [field]: label, metadata: size && { _cls: 'ImageMetadata', ...size } },
            origin: path
          };
        }
      },
      facts: () => ({
        properties: {
          default_classes: [...new Set(found.map(({ cls }) => cls))]
            .filter(cls => cls !== options.unlabeled)
            .sort()
        }
      })
    };
  };
}

/** A class as the name of a folder: nothing that would lead elsewhere or be hidden. */
function folderName(label: string): string {
  const name = label.replace(/[/\\\0]/g, '_').replace(/^\.+/, dots => '_'.repeat(dots.length));
  return name === '' ? '_' : name.slice(0, 200);
}

const exporter: MakeExporter = (request, source, { files, images, notices }) => {
  parseOptions(request.format, {}, request.options);
  const field = chooseField(request, source.fields, [...AS_CLASSIFICATIONS, ...AS_PATCHES]);
  const folder = request.data_path ?? request.export_dir;
  if (folder == null) {
    throw new RequestError('invalid', 'Say where to write: give export_dir.');
  }
  const media = new MediaExport(request, files, { modes: ['copy', 'move', 'symlink'], folder });
  const inside = (label: string): string => {
    const name = folderName(label);
    if (name !== label) {
      notices.add(
        '{n} labels cannot be names of folders and were changed, such as {example}.',
        `'${label}' to '${name}'`
      );
    }
    return `${name}/`;
  };
  const patches = async ({ filepath, labels }: IExportSample, name: string): Promise<void> => {
    for (const { label, bounding_box: box } of toDetections(labels[name])) {
      const bytes = await images.crop(filepath, box);
      const stem = withoutExtension(nameOf(filepath));
      media.write(inside(label ?? UNLABELED) + stem + (extensionOf(filepath) || '.png'), bytes);
    }
  };
  return {
    async write(sample) {
      if (field && AS_PATCHES.includes(field.cls)) {
        await patches(sample, field.name);
        return;
      }
      const label = field ? toClassification(sample.labels[field.name])?.label : null;
      media.add(sample.filepath, label == null ? `${UNLABELED}/` : inside(label));
    },
    finish: () => media.finish()
  };
};

export const imageTree: IFormat = { importer: importerOf(isImage), exporter };
export const videoTree: IFormat = { importer: importerOf(isVideo), exporter };
