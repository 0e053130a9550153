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
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const MIN_HEIGHT = 160;
const MAX_HEIGHT = 4000;

/** The descriptor in an output's data or metadata; null if it is none or of a newer version. */
export function parseDescriptor(value: unknown): IDescriptor | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { v, session, subscription, height } = value as Record<string, unknown>;
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
    height: Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, Math.round(pixels)))
  };
}
