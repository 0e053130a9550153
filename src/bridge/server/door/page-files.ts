/** The files of the page (`lunette/page`), as the build left them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Beside the folder of the bridge's bundle. */
export const PAGE_FOLDER = new URL('../page/', import.meta.url);

/** What is served under which path. */
const FILES: Record<string, { file: string; type: string }> = {
  '/app': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
  '/page/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page/favicon.svg': { file: 'favicon.svg', type: 'image/svg+xml' }
};

interface IPageFile {
  plain: Buffer;
  compressed: Buffer;
  headers: Record<string, string>;
}

export class PageFiles {
  /** @throws Error if the page was not built. */
  constructor(folder: URL) {
    const read = (file: string): Buffer => readFileSync(fileURLToPath(new URL(file, folder)));
    const common = JSON.parse(read('headers.json').toString()) as Record<string, string>;
    for (const [path, { file, type }] of Object.entries(FILES)) {
      const plain = read(file);
      const etag = `"${createHash('sha256').update(plain).digest('hex').slice(0, 24)}"`;
      this._files.set(path, {
        plain,
        compressed: gzipSync(plain),
        headers: { ...common, 'Content-Type': type, ETag: etag, Vary: 'Accept-Encoding' }
      });
    }
  }

  /** Answers GET and HEAD; false if there is no such file. */
  send(path: string, response: ServerResponse): boolean {
    const found = this._files.get(path);
    if (!found) {
      return false;
    }
    const { headers } = found;
    const asked = response.req.headers;
    if (asked['if-none-match'] === headers['ETag']) {
      response.writeHead(304, headers).end();
      return true;
    }
    const small = String(asked['accept-encoding'] ?? '').includes('gzip');
    const body = small ? found.compressed : found.plain;
    response.writeHead(200, {
      ...headers,
      ...(small ? { 'Content-Encoding': 'gzip' } : {}),
      'Content-Length': body.length
    });
    response.end(response.req.method === 'HEAD' ? undefined : body);
    return true;
  }

  private readonly _files = new Map<string, IPageFile>();
}
