/** Answers in JSON that no browser takes for anything else. */
import type { ServerResponse } from 'node:http';
import type { IErrorBody } from '../../protocol';

/** Headers of every answer. */
export const SAFE_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer'
} as const;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    ...SAFE_HEADERS,
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Content-Length': bytes.length
  });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

export function sendError(response: ServerResponse, status: number, error: IErrorBody): void {
  sendJson(response, status, { error });
}
