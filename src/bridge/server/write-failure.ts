/** Why a file could not be written, for the person who named it. */
import { dirname } from 'node:path';
import { RequestError } from '../request-error';

export const fileExists = (path: string): RequestError =>
  new RequestError(
    'conflict',
    `${path} exists already. Choose another name, or pass overwrite=True to replace it.`,
    { path }
  );

/** An error of the file system as a sentence; others as they are. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const folder = dirname(path);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new RequestError(
        'not_found',
        `The folder ${folder} does not exist. Make it first, or choose another.`,
        { path }
      );
    case 'EEXIST':
      return fileExists(path);
    case 'EISDIR':
    case 'ENOTEMPTY':
      return new RequestError('conflict', `${path} is a folder. Give the name of a file.`, {
        path
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new RequestError(
        'storage',
        `There is no room left in ${folder}. Free some, choose another folder, or export fewer samples.`,
        { path }
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new RequestError(
        'storage',
        `${folder} may not be written to. Choose another folder.`,
        {
          path
        }
      );
    default:
      return code === undefined
        ? error
        : new RequestError('storage', `${path} could not be written (${code}).`, { path });
  }
}
