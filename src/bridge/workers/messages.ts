/** What the main thread and a worker thread say to each other. */
import type { IErrorBody } from '../../protocol';

/** Main thread → worker. */
export type ToWorker =
  | { call: number; method: string; params: unknown; payload: Uint8Array | null }
  | { cancel: number }
  | { close: true };

/** Worker → main thread. `failed`: the worker could not start; every call gets this error. */
export type FromWorker =
  | { reply: number; result: unknown; payload: Uint8Array | null }
  | { reply: number; error: IErrorBody }
  | { progress: number; done: number; total: number | null }
  | { ready: true }
  | { failed: IErrorBody };

/** What a worker answers. `transfer`: buffers inside `result` to hand over instead of copying. */
export interface IWorkerReply {
  result: unknown;
  payload?: Uint8Array;
  transfer?: ArrayBuffer[];
}

/**
 * Bytes that may be transferred: the same if they are all of their buffer, else a copy. Bytes that
 * came from a socket share their buffer with other messages, which a transfer would take away.
 */
export function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes);
}
