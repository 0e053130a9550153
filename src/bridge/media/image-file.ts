/** A picture's file, looked at before anything decodes it. */
import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { RequestError } from '../request-error';
import { IMAGE_TYPES, SNIFF_BYTES, sniffImageType, type ImageType } from './image-type';
import {
  emptyFile,
  missingFile,
  notAFile,
  notAnImage,
  tooLarge,
  unreadableFile
} from './media-error';

/** Largest file that is read. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;
const MAX_SVG_BYTES = 16 * 1024 * 1024;

export interface IImageFile {
  /** As the sample has it, for messages. */
  filepath: string;
  /** Real path. */
  path: string;
  size: number;
  /** Changes when the file does. */
  stamp: string;
  type: ImageType;
  /** Whether it can be sent as it is. 16-bit PNG can: browsers show it. */
  browser: boolean;
}

function translate(path: string, error: unknown): unknown {
  if (error instanceof RequestError) {
    return error;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return missingFile(path);
  }
  if (code === 'ELOOP' || code === 'ENXIO' || code === 'EISDIR') {
    return notAFile(path);
  }
  return code === undefined ? error : unreadableFile(path, code);
}

/**
 * Opens the file behind `filepath`: links are followed once, then it must be a regular file of a
 * known type. The caller closes `handle`.
 * @throws RequestError of code `media`
 */
export async function openImage(
  filepath: string
): Promise<{ file: IImageFile; handle: FileHandle }> {
  let handle: FileHandle | null = null;
  try {
    const path = await realpath(filepath);
    // Without O_NONBLOCK a named pipe would keep a thread waiting for ever.
    handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await handle.stat({ bigint: true });
    if (!stat.isFile()) {
      throw notAFile(filepath);
    }
    const size = Number(stat.size);
    if (size === 0) {
      throw emptyFile(filepath);
    }
    if (size > MAX_FILE_BYTES) {
      throw tooLarge(filepath, 'more than 512 MB');
    }
    const head = new Uint8Array(Math.min(size, SNIFF_BYTES));
    await handle.read(head, 0, head.length, 0);
    const type = sniffImageType(head);
    if (!type) {
      throw notAnImage(filepath);
    }
    if (type === 'svg' && size > MAX_SVG_BYTES) {
      throw tooLarge(filepath, 'more than 16 MB of SVG');
    }
    return {
      file: {
        filepath,
        path,
        size,
        stamp: `${stat.mtimeNs}-${stat.size}`,
        type,
        browser: IMAGE_TYPES[type].browser
      },
      handle
    };
  } catch (error) {
    await handle?.close();
    throw translate(filepath, error);
  }
}

/** As `openImage`, closed again. */
export async function inspectImage(filepath: string): Promise<IImageFile> {
  const { file, handle } = await openImage(filepath);
  await handle.close();
  return file;
}
