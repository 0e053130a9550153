import { randomBytes } from 'node:crypto';
import { request, type RequestOptions } from 'node:http';

export interface IAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Where a request goes and what it says; unlike `fetch`, any Host and Origin may be named. */
export interface IRawRequest {
  /** `http://…`, or a path if `socket` is given. */
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Path of a unix socket. */
  socket?: string;
}

/** Sends a request exactly as it is told and resolves with the answer. */
export function rawRequest(options: IRawRequest): Promise<IAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(...target(options), response => {
      let body = '';
      response.setEncoding('latin1');
      response.on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      );
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** Asks for a websocket and resolves with the status of the answer: 101 if it is opened. */
export function rawUpgrade(options: IRawRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...options.headers,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64')
    };
    const sent = request(...target({ ...options, headers }));
    sent.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    sent.on('response', response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}

function target(options: IRawRequest): [string | URL, RequestOptions] {
  const { method = 'GET', headers = {}, socket } = options;
  const url = socket ? new URL(options.url, 'http://localhost') : options.url;
  return [url, { method, headers, agent: false, ...(socket ? { socketPath: socket } : {}) }];
}
