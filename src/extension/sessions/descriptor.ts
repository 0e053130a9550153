/** What a cell output says of its App: an opaque session id and nothing secret. */

export const MIME_TYPE = 'application/vnd.lunette.app+json';
/** Key in the metadata of a frozen output. */
export const METADATA_KEY = 'lunette';

export interface IDescriptor {
  v: 1;
  session: string;
  /** Opaque id of the cell, chosen by the kernel. */
  subscription: string;
  /** Height of the App in CSS pixels. */
  height: number;
  /** Version of the kernel's `lunette`; cells of older versions do not say it. */
  version?: string;
  /** A digest of the kernel's data home, to tell it from the server's. */
  home?: string;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const VERSION = /^[0-9A-Za-z.+-]{1,32}$/;
const MIN_HEIGHT = 160;
const MAX_HEIGHT = 4000;

/** The descriptor in an output's data or metadata; null if it is none or of a newer version. */
export function parseDescriptor(value: unknown): IDescriptor | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { v, session, subscription, height, version, home } = value as Record<string, unknown>;
  if (
    v !== 1 ||
    typeof session !== 'string' ||
    !ID.test(session) ||
    typeof subscription !== 'string' ||
    !ID.test(subscription)
  ) {
    return null;
  }
  const pixels = typeof height === 'number' && Number.isFinite(height) ? height : 600;
  return {
    v: 1,
    session,
    subscription,
    height: Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, Math.round(pixels))),
    ...(typeof version === 'string' && VERSION.test(version) ? { version } : {}),
    ...(typeof home === 'string' && ID.test(home) ? { home } : {})
  };
}

/** Whether the value is a descriptor of a version that this page does not know. */
export function isOfAnotherVersion(value: unknown): boolean {
  const v = typeof value === 'object' && value !== null ? (value as { v?: unknown }).v : undefined;
  return typeof v === 'number' && v !== 1;
}
