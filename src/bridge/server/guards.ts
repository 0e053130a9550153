/**
 * What every request and every upgrade must pass before anything else looks at it. The relay in the
 * Jupyter server has checked login and origin and strips what a browser added; a page that reaches
 * the socket in any other way brings an Origin or a foreign Host and is refused here.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface IRefusal {
  status: 400 | 403 | 404 | 405;
  message: string;
}

const HOSTS: ReadonlySet<string> = new Set(['lunette', 'localhost']);
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Null if the request may go on. Never throws. */
export function checkRequest(request: {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
  /** Names and values as they came, to notice a header that comes twice. */
  rawHeaders: readonly string[];
}): IRefusal | null {
  const { method = '', url = '', headers, rawHeaders } = request;
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || typeof headers.host !== 'string') {
    return { status: 400, message: 'A request has exactly one Host.' };
  }
  if (!HOSTS.has(headers.host.toLowerCase())) {
    return { status: 403, message: 'This Host is not served.' };
  }
  if (headers.origin !== undefined) {
    return { status: 403, message: 'Requests with an Origin are not served here.' };
  }
  if (!METHODS.has(method)) {
    return { status: 405, message: 'Only GET and HEAD are served.' };
  }
  if (!url.startsWith('/') || url.length > 2000) {
    return { status: 400, message: 'The address cannot be understood.' };
  }
  return null;
}

/** The path without its query. Nothing is decoded: no route of ours needs an escaped character. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
