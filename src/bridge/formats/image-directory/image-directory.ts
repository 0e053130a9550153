/** Folders of media without labels: ImageDirectory, VideoDirectory, MediaDirectory. */
import { z } from 'zod';
import type { IFormat, ISampleDraft, MakeExporter, MakeImporter } from '../format';
import { listFiles } from '../media/list-files';
import { MediaExport } from '../media/media-export';
import { datasetFolder } from '../media/media-source';
import { isImage, isMedia, isVideo } from '../media/media-types';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';

function importerOfFolder(isWanted: (path: string) => boolean): MakeImporter {
  return (request, { files }) => {
    const options = parseOptions(
      request.format,
      { ...CHOICE_OPTIONS, recursive: z.boolean().default(true) },
      request.options
    );
    const folder = datasetFolder(request, files);
    const found = [...listFiles(files, folder, options.recursive)].filter(({ path }) =>
      isWanted(path)
    );
    const chosen = chooseEntries(found.length, options);
    return {
      total: chosen.length,
      *samples(): Generator<ISampleDraft> {
        for (const i of chosen) {
          const { path } = found[i] as { path: string };
          yield { filepath: path, values: {}, origin: path };
        }
      }
    };
  };
}

const exporter: MakeExporter = (request, _source, { files }) => {
  parseOptions(request.format, {}, request.options);
  const folder = request.data_path ?? request.export_dir ?? undefined;
  const media = new MediaExport(request, files, {
    modes: ['copy', 'move', 'symlink'],
    ...(folder === undefined ? {} : { folder })
  });
  return {
    write: ({ filepath }) => void media.add(filepath),
    finish: () => media.finish()
  };
};

export const imageDirectory: IFormat = { importer: importerOfFolder(isImage), exporter };
export const videoDirectory: IFormat = { importer: importerOfFolder(isVideo), exporter };
export const mediaDirectory: IFormat = { importer: importerOfFolder(isMedia), exporter };
