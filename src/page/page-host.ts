/** Where this page came from, and how it reaches the bridge from there. */
import type { IHopCheck, ITransport } from '../client';

export interface IPageHost {
  readonly server: IHopCheck['server'];
  readonly transport: ITransport;
  /** Address of a sample's picture in full size. */
  mediaUrl(dataset: string, sampleId: string): string;
  askHealth: IHopCheck['askHealth'];
}

/** An address beside that of the page. Everything the page asks for is of its own origin. */
export const beside = (path: string): string => new URL(path, document.baseURI).href;

/** The same for a websocket. */
export const socketBeside = (path: string): string => beside(path).replace(/^http/, 'ws');

export async function jsonOf(response: Response): Promise<{ status: number; body: unknown }> {
  const isJson = (response.headers.get('Content-Type') ?? '').startsWith('application/json');
  return { status: response.status, body: isJson ? await response.json() : null };
}
