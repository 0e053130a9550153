/** A media file, looked at before anything decodes it: picture, video, point cloud or scene. */
import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { RequestError } from '../request-error';
import { SNIFF_BYTES, sniffImageType, type ImageType } from './image-type';
import { emptyFile, missingFile, notAFile, notAnImage, unreadableFile } from './media-error';
import { sniffVideoType, type VideoType } from './video-type';

/** What is known of any file before it is read. */
export interface IKnownFile {
  /** As the sample has it, for messages. */
  filepath: string;
  /** Real path. */
  path: string;
  size: number;
  /** Changes when the file does. */
  stamp: string;
}

export interface IVideoFile extends IKnownFile {
  type: VideoType;
}

export type IMediaFile =
  | { kind: 'image'; file: IKnownFile & { type: ImageType } }
  | { kind: 'video'; file: IVideoFile }
  | { kind: 'point-cloud' | 'scene'; file: IKnownFile };

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

/** The kind of a file by its content; only formats without a mark of their own go by their name. */
function kindOf(file: IKnownFile, head: Uint8Array): IMediaFile | null {
  const image = sniffImageType(head);
  if (image) {
    return { kind: 'image', file: { ...file, type: image } };
  }
  const video = sniffVideoType(head);
  if (video) {
    return { kind: 'video', file: { ...file, type: video } };
  }
  if (/\.pcd$/i.test(file.filepath)) {
    return { kind: 'point-cloud', file };
  }
  return /\.fo3d$/i.test(file.filepath) ? { kind: 'scene', file } : null;
}

/**
 * Opens the file behind `filepath`: links are followed once, then it must be a regular file of a
 * known kind. The caller closes `handle`. `head` are its first bytes.
 * @throws RequestError of code `media`
 */
export async function openMedia(
  filepath: string
): Promise<{ media: IMediaFile; handle: FileHandle; head: Uint8Array }> {
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
    const head = new Uint8Array(Math.min(size, SNIFF_BYTES));
    await handle.read(head, 0, head.length, 0);
    const stamp = `${stat.mtimeNs}-${stat.size}`;
    const media = kindOf({ filepath, path, size, stamp }, head);
    if (!media) {
      throw notAnImage(filepath);
    }
    return { media, handle, head };
  } catch (error) {
    await handle?.close();
    throw translate(filepath, error);
  }
}
