/** Formats with a folder of media and one of label files of the same names. */
import type { Format } from '../../../protocol';
import type { IFormatContext, ImportRequest } from '../format';
import { listFiles } from '../media/list-files';
import { MediaSource, partPath } from '../media/media-source';
import { RequestError } from '../../request-error';
import { extensionOf, withoutExtension } from '../paths';

export interface ILabeledFile {
  /** Null for labels whose picture is not known by its name. */
  media: string | null;
  /** Null for media without labels. */
  labels: string | null;
  /** Both names without extension. */
  stem: string;
}

/** Media with their label files, sorted by name; those without labels at the end. */
export function pairFiles(
  request: ImportRequest,
  { files }: IFormatContext,
  isLabels: (path: string) => boolean,
  includeAll: boolean
): { pairs: ILabeledFile[]; media: MediaSource; folder: string } {
  const format: Format = request.format;
  const media = MediaSource.open(request, files);
  const folder = partPath(request, files, request.labels_path, 'labels');
  if (files.facts(folder)?.kind !== 'folder') {
    throw new RequestError(
      'not_found',
      `There is no folder ${folder} with the labels of a ${format}.`,
      {
        path: folder
      }
    );
  }
  const pairs: ILabeledFile[] = [];
  const stems = new Set<string>();
  for (const { name, path } of listFiles(files, folder)) {
    if (isLabels(path)) {
      const stem = withoutExtension(name);
      stems.add(stem);
      pairs.push({ stem, labels: path, media: media.findStem(stem) });
    }
  }
  if (includeAll) {
    for (const { name, path } of media.all()) {
      const stem = withoutExtension(name);
      if (!stems.has(stem)) {
        pairs.push({ stem, labels: null, media: path });
      }
    }
  }
  return { pairs, media, folder };
}

export const hasExtension = (extension: string) => (path: string) =>
  extensionOf(path).toLowerCase() === extension;
