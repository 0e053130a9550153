/** The encoded frames of a video. */
import { decodeDocument } from '../../datasets/documents/document-codec';
import { arrayHead, concatBytes, mapEntries } from '../../datasets/documents/messagepack-map';
import { arrayElements, labelId } from './source-sample';

export interface ISourceFrame {
  /** 12 bytes; null if it has none. */
  id: Uint8Array | null;
  number: number;
  /** MessagePack of the whole frame. */
  document: Uint8Array;
  /** Name → MessagePack of the value. */
  entries: ReadonlyMap<string, Uint8Array>;
}

/** Frames in order. */
export function sourceFrames(list: Uint8Array | undefined): ISourceFrame[] {
  return (list ? arrayElements(list) : []).map(document => {
    const entries = mapEntries(document);
    const number = entries.get('frame_number');
    return {
      id: labelId(document),
      number: number ? Number(decodeDocument(number)) : 0,
      document,
      entries
    };
  });
}

/** MessagePack of a list of frames. */
export const encodedFrames = (frames: readonly Uint8Array[]): Uint8Array =>
  concatBytes([arrayHead(frames.length), ...frames]);
