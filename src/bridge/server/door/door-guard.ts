/**
 * What every request at a door must pass before anything else looks at it. Any page of any site can
 * make a browser send requests to a port of this machine; it cannot choose what Host, Origin and
 * Sec-Fetch-Site say of it.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { IRefusal } from '../guards';

export interface IDoorAddress {
  /** Names under which the door may be called: exact, in lower case, IPv6 in brackets. */
  hosts: ReadonlySet<string>;
  port: number;
  /** Behind a forwarded port or a proxy: the port that the browser sees may be another one. */
  remote: boolean;
}

export interface IDoorRequest {
  method?: string | undefined;
  url?: string | undefined;
  headers: IncomingHttpHeaders;
  /** Names and values as they came, to notice a header that comes twice. */
  rawHeaders: readonly string[];
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::([0-9]{1,5}))?$/;
/** The document alone may be reached by a link on another page: it is the same for everybody. */
const DOCUMENT = /^\/app(?:[?#]|$)/;

/** Null if the request may go on. Never throws. */
export function checkDoorRequest(request: IDoorRequest, address: IDoorAddress): IRefusal | null {
  const { method = '', url = '', headers, rawHeaders } = request;
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
  if (hosts.length !== 1 || typeof headers.host !== 'string') {
    return { status: 400, message: 'A request has exactly one Host.' };
  }
  const host = headers.host.toLowerCase();
  if (!isServed(host, address)) {
    return { status: 403, message: 'This Host is not served. Use the address that was printed.' };
  }
  const { origin } = headers;
  if (origin !== undefined && !isOwnOrigin(origin, host, address)) {
    return { status: 403, message: 'A page of another origin may not use Lunette.' };
  }
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'none' && site !== 'same-origin' && !DOCUMENT.test(url)) {
    return { status: 403, message: 'A page of another site may not use Lunette.' };
  }
  if (!METHODS.has(method)) {
    return { status: 405, message: 'Only GET and HEAD are served.' };
  }
  if (!url.startsWith('/') || url.length > 2000) {
    return { status: 400, message: 'The address cannot be understood.' };
  }
  return null;
}

function isServed(host: string, { hosts, port, remote }: IDoorAddress): boolean {
  const [, name = '', ownPort = '80'] = HOST.exec(host) ?? [];
  return hosts.has(name) && (remote || Number(ownPort) === port);
}

function isOwnOrigin(origin: string, host: string, { remote }: IDoorAddress): boolean {
  const given = origin.toLowerCase();
  return given === `http://${host}` || (remote && given === `https://${host}`);
}
