/** `GET /media/<dataset>/<sample>`: the picture or video of a sample, in a form that browsers show. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  fileName,
  IMAGE_TYPES,
  openMedia,
  pictureOf,
  VIDEO_TYPES,
  type MediaService
} from '../media';
import { RequestError } from '../request-error';
import { parseRange } from './byte-range';
import { SAFE_HEADERS, sendError } from './json-response';

type Opened = Awaited<ReturnType<typeof openMedia>>;

interface IBody {
  type: string;
  size: number;
  etag: string;
  /** Bytes `start … end`, both included. */
  read(start: number, end: number): Readable;
  close(): Promise<void>;
}

/** Whether the file is sent as it is, and as what; null if it has to become a picture first. */
async function sentAs({ media, handle, head }: Opened): Promise<string | null> {
  if (media.kind === 'video') {
    const { browser, mime } = VIDEO_TYPES[media.file.type];
    if (browser === null) {
      throw new RequestError(
        'media',
        `${fileName(media.file.filepath)} is a video that no browser plays (${mime}). Convert it to MP4 or WebM.`,
        { file: fileName(media.file.filepath) }
      );
    }
    return browser;
  }
  const { browser, type } = await pictureOf(media, handle, head);
  return browser ? IMAGE_TYPES[type].mime : null;
}

async function openBody(
  media: MediaService,
  filepath: string,
  signal: AbortSignal
): Promise<IBody> {
  const opened = await openMedia(filepath);
  const { handle } = opened;
  const { path, stamp, size } = opened.media.file;
  let sent: string | null;
  try {
    sent = await sentAs(opened);
  } catch (error) {
    await handle.close();
    throw error;
  }
  const digest = createHash('sha256').update(`${path}\n${stamp}`).digest('hex');
  const etag = `"${digest.slice(0, 24)}"`;
  if (sent !== null) {
    return {
      type: sent,
      size,
      etag,
      read: (start, end) => handle.createReadStream({ start, end, autoClose: false }),
      close: () => handle.close()
    };
  }
  await handle.close();
  const { type, bytes } = await media.converted(filepath, signal);
  return {
    type,
    size: bytes.length,
    etag,
    read: (start, end) => Readable.from([bytes.subarray(start, end + 1)]),
    close: () => Promise.resolve()
  };
}

const STATUS: Record<string, number> = {
  not_found: 404,
  media: 422,
  cancelled: 499,
  internal: 500
};

/** Answers GET and HEAD. Every failure is a sentence in JSON that names the file without its folder. */
export async function serveMedia(
  media: MediaService,
  dataset: string,
  sample: string,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  let body: IBody;
  try {
    const source = await media.source(dataset, sample);
    if (!source) {
      throw new RequestError('not_found', 'There is no such sample; it may have been deleted.');
    }
    body = await openBody(media, source.filepath, abort.signal);
  } catch (error) {
    if (!(error instanceof RequestError)) {
      throw error;
    }
    sendError(response, STATUS[error.code] ?? 500, error.toBody());
    return;
  }
  try {
    await send(body, request, response);
  } finally {
    await body.close();
  }
}

async function send(
  body: IBody,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  const { type, size, etag } = body;
  const headers = {
    ...SAFE_HEADERS,
    'Content-Type': type,
    'Content-Disposition': 'inline',
    'Cache-Control': 'private, no-cache',
    'Accept-Ranges': 'bytes',
    ETag: etag
  };
  const matches = (request.headers['if-none-match'] ?? '').split(',').map(tag => tag.trim());
  if (matches.includes(etag) || matches.includes(`W/${etag}`)) {
    response.writeHead(304, headers).end();
    return;
  }
  const ifRange = request.headers['if-range'];
  const range =
    ifRange !== undefined && ifRange !== etag
      ? { kind: 'all' as const }
      : parseRange(request.headers.range, size);
  if (range.kind === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, size - 1];
  response.writeHead(range.kind === 'part' ? 206 : 200, {
    ...headers,
    'Content-Length': end - start + 1,
    ...(range.kind === 'part' ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {})
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  try {
    await pipeline(body.read(start, end), response);
  } catch (error) {
    // The reader went away, or the file was cut short while it was read: both end the connection.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') {
      console.error(`A picture could not be sent: ${(error as Error).message}`);
    }
    response.destroy();
  }
}
