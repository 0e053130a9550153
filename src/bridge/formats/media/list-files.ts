/** The files in a folder and the folders in it. */
import type { IFiles } from '../files';
import { join } from '../paths';

export interface IListedFile {
  /** As seen from the folder. */
  name: string;
  path: string;
}

const MAX_DEPTH = 64;

/** Sorted by name; files and folders whose name begins with a dot are left out. */
export function* listFiles(
  files: IFiles,
  folder: string,
  recursive = true,
  prefix = '',
  depth = 0
): Generator<IListedFile> {
  for (const { name, kind } of files.list(folder)) {
    if (name.startsWith('.')) {
      continue;
    }
    const path = join(folder, name);
    if (kind === 'file') {
      yield { name: prefix + name, path };
    } else if (kind === 'folder' && recursive && depth < MAX_DEPTH) {
      yield* listFiles(files, path, true, `${prefix}${name}/`, depth + 1);
    }
  }
}
