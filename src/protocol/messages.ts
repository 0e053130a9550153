/**
 * The envelope of everything that crosses a socket.
 *
 * A text frame is one JSON message. A binary frame is one message with a payload:
 * `u32 little-endian header length | header: the JSON message in UTF-8 | payload bytes`.
 * Both directions use both forms.
 */
import { z } from 'zod';
import { EVENT_NAMES } from './events';

export const PROTOCOL_VERSION = 1;

/** Largest message the bridge accepts, payload included. Clients send larger data in parts. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export const clientKindSchema = z.enum(['app', 'kernel', 'panel', 'cli', 'script']);
export type ClientKind = z.infer<typeof clientKindSchema>;

/** Client → bridge, first message of every connection. */
export const helloSchema = z.object({
  kind: z.literal('hello'),
  v: z.literal(PROTOCOL_VERSION),
  client: clientKindSchema,
  /** Opaque id of this client, chosen by it; it keeps it when it connects again. */
  subscription: z.string().min(1).max(64)
});
export const requestMessageSchema = z.object({
  kind: z.literal('request'),
  id: z.int().min(0),
  method: z.string().max(64),
  params: z.record(z.string(), z.unknown()).default({})
});
/** Client → bridge: the answer to request `id` is no longer wanted. */
export const cancelMessageSchema = z.object({ kind: z.literal('cancel'), id: z.int().min(0) });
/** Client → bridge: apply and forward; answered by an `ack` or an `error` with the same id. */
export const eventMessageSchema = z.object({
  kind: z.literal('event'),
  session: z.string(),
  /** Unique in this subscription, so that an event sent again after a reconnect applies once. */
  id: z.string().min(1).max(64),
  event: z.enum(EVENT_NAMES),
  data: z.unknown()
});
export const clientMessageSchema = z.discriminatedUnion('kind', [
  helloSchema,
  requestMessageSchema,
  cancelMessageSchema,
  eventMessageSchema
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** Why a request failed, in a form for people and one for programs. */
export interface IErrorBody {
  /** `not_found`, `invalid`, `unknown_field`, `conflict`, `media`, `cancelled`, `internal` … */
  code: ErrorCode;
  /** One or two sentences: what happened, to which file or field, what to do next. */
  message: string;
  /** What it is about: dataset, sample, field, file, stage index … */
  details?: Record<string, unknown>;
}
export const ERROR_CODES = [
  'not_found',
  'invalid',
  'unknown_field',
  'wrong_type',
  'conflict',
  'media',
  'storage',
  'cancelled',
  'unauthorized',
  'version',
  'internal'
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface IWelcomeMessage {
  kind: 'welcome';
  v: number;
  /** Version of the bridge's package and its process id, for diagnosis. */
  version: string;
  pid: number;
}
export interface IReplyMessage {
  kind: 'reply';
  id: number;
  result?: unknown;
  error?: IErrorBody;
}
export interface IProgressMessage {
  kind: 'progress';
  id: number;
  done: number;
  total: number | null;
}
export interface IAckMessage {
  kind: 'ack';
  session: string;
  id: string;
  seq?: number;
  /** The event's data as it was applied, if that is not what was sent: defaults filled in, say. */
  data?: unknown;
  error?: IErrorBody;
}
/** Bridge → client: event number `seq` of the session, sent by client `subscription`. */
export interface IEventMessage {
  kind: 'event';
  session: string;
  seq: number;
  event: string;
  data: unknown;
  subscription: string | null;
}
/** Bridge → every client that watches the dataset: something was written. */
export interface IDatasetChangeMessage {
  kind: 'dataset_change';
  dataset: string;
  /** Operation-log number after the change. */
  seq: number;
  change:
    | 'samples'
    | 'tags'
    | 'labels'
    | 'fields'
    | 'renamed'
    | 'deleted'
    | 'media'
    /** Views that are saved with the dataset; samples and fields are as before. */
    | 'saved_views'
    | 'runs';
  /** Ids of the samples touched, if few (at most 1 000). */
  sample_ids?: string[];
  fields?: string[];
}
export type BridgeMessage =
  | IWelcomeMessage
  | IReplyMessage
  | IProgressMessage
  | IAckMessage
  | IEventMessage
  | IDatasetChangeMessage;

/** One binary frame of `message` and `payload`. */
export function encodeBinaryMessage(message: unknown, payload: Uint8Array): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify(message));
  const frame = new Uint8Array(4 + header.length + payload.length);
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  frame.set(payload, 4 + header.length);
  return frame;
}

/**
 * Message and payload of a binary frame. The payload is a view into the frame.
 * @throws RangeError if the frame is shorter than it says.
 */
export function decodeBinaryMessage(frame: Uint8Array): { message: unknown; payload: Uint8Array } {
  if (frame.byteLength < 4) {
    throw new RangeError('A binary frame has at least 4 bytes.');
  }
  const length = new DataView(frame.buffer, frame.byteOffset, 4).getUint32(0, true);
  if (4 + length > frame.byteLength) {
    throw new RangeError(`A header of ${length} bytes does not fit in ${frame.byteLength}.`);
  }
  const message: unknown = JSON.parse(
    new TextDecoder('utf-8', { fatal: true }).decode(frame.subarray(4, 4 + length))
  );
  return { message, payload: frame.subarray(4 + length) };
}
