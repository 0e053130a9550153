/** The messages of an Arrow file or stream, found without reading what they hold. */
import type { IFileReader } from '../files';
import { checkBatch, checkSchema } from './check-message';
import { FlatTable } from './flat-table';

export type MessageKind = 'schema' | 'dictionary' | 'batch';

export interface IArrowMessage {
  kind: MessageKind;
  /** Place of its description, and bytes. */
  at: number;
  length: number;
  bodyAt: number;
  bodyLength: number;
  /** Of a record batch. */
  rows: number;
  /** Of a dictionary. */
  id: number;
  /** Whether it goes on with the dictionary of its id instead of replacing it. */
  isDelta: boolean;
}

const MAGIC = 'ARROW1';
/** Of the file format: bytes before the first message. */
export const HEAD = Uint8Array.from([...new TextEncoder().encode(MAGIC), 0, 0]);
export const TAIL = HEAD.subarray(0, 6);
export const END = Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0);

/** Descriptions are small: a larger one is damaged. */
const MAX_DESCRIPTION = 64 * 1024 * 1024;
/** Larger parts would not fit into memory beside all else. */
const MAX_BODY = 1024 * 1024 * 1024;
const KINDS: Readonly<Record<number, MessageKind>> = { 1: 'schema', 2: 'dictionary', 3: 'batch' };

const cut = (): Error => new Error('it ends in the middle. Copy or make it again');

const isMagic = (bytes: Uint8Array): boolean =>
  bytes.length >= TAIL.length && TAIL.every((byte, i) => bytes[i] === byte);

const intAt = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getInt32(at, true);

/** Where the messages are: the whole stream, or a file between its head and its footer. */
function messageRange(reader: IFileReader): { start: number; end: number } {
  const { size } = reader;
  if (!isMagic(reader.read(0, HEAD.length))) {
    return { start: 0, end: size };
  }
  const tail = reader.read(Math.max(HEAD.length, size - 10), 10);
  if (tail.length < 10 || !isMagic(tail.subarray(4))) {
    throw cut();
  }
  const footer = intAt(tail, 0);
  const end = size - 10 - footer;
  if (footer <= 0 || end < HEAD.length) {
    throw new Error('it has a damaged end');
  }
  return { start: HEAD.length, end };
}

/** One message after the other, each checked. @throws Error that says what is wrong with the file */
export function* arrowMessages(reader: IFileReader): Generator<IArrowMessage> {
  const { start, end } = messageRange(reader);
  let isFirst = true;
  for (let at = start; at < end;) {
    const prefix = reader.read(at, 8);
    if (prefix.length < 4) {
      throw isFirst ? new Error('it is no Arrow file') : cut();
    }
    // Files from before 2019 have the length alone.
    const isMarked = intAt(prefix, 0) === -1;
    if (isMarked && prefix.length < 8) {
      throw cut();
    }
    const length = intAt(prefix, isMarked ? 4 : 0);
    if (length === 0 && !isFirst) {
      return;
    }
    at += isMarked ? 8 : 4;
    if (length < 8 || length > MAX_DESCRIPTION) {
      throw new Error(isFirst ? 'it is no Arrow file' : 'it has a damaged part');
    }
    if (at + length > end) {
      throw isFirst && !isMarked ? new Error('it is no Arrow file') : cut();
    }
    const message = describe(reader.read(at, length), at);
    if (message && isFirst !== (message.kind === 'schema')) {
      throw new Error('it is no Arrow file: its columns are described once, before all else');
    }
    isFirst = false;
    at = at + length + (message?.bodyLength ?? 0);
    if (at > end) {
      throw cut();
    }
    if (message) {
      yield message;
    }
  }
  if (isFirst) {
    throw new Error('it is no Arrow file');
  }
}

function describe(bytes: Uint8Array, at: number): IArrowMessage | null {
  const message = FlatTable.root(bytes);
  const kind = KINDS[message.byte(1)];
  const header = message.table(2);
  const bodyLength = message.long(3);
  if (!kind || !header || bodyLength < 0) {
    throw new Error('it has a part that is not of a table');
  }
  if (bodyLength > MAX_BODY) {
    throw new Error('it has parts of more than 1 GB. Write it with fewer rows in each');
  }
  const batch = kind === 'batch' ? header : kind === 'dictionary' ? header.table(1) : null;
  if (kind === 'schema') {
    checkSchema(header);
  } else if (batch) {
    checkBatch(batch);
  } else {
    throw new Error('it has a dictionary without values');
  }
  const isDictionary = kind === 'dictionary';
  return {
    kind,
    at,
    length: bytes.length,
    bodyAt: at + bytes.length,
    bodyLength,
    rows: kind === 'batch' ? header.long(0) : 0,
    id: isDictionary ? header.long(0) : 0,
    isDelta: isDictionary && header.byte(2) !== 0
  };
}

/** A message as it stands in a stream, its body at a multiple of 8 bytes. */
export function messageBytes(reader: IFileReader, message: IArrowMessage): Uint8Array {
  const { at, length, bodyAt, bodyLength } = message;
  const padded = (length + 7) & ~7;
  const bytes = new Uint8Array(8 + padded + bodyLength);
  const view = new DataView(bytes.buffer);
  view.setInt32(0, -1, true);
  view.setInt32(4, padded, true);
  bytes.set(reader.read(at, length), 8);
  bytes.set(reader.read(bodyAt, bodyLength), 8 + padded);
  return bytes;
}
