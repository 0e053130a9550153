/** The data frames of plots: kept with their session, checked when they come. */
import { decodeScatter, type IScatterFrame } from '../../protocol';
import { RequestError } from '../request-error';

/** Where frames are kept; durable when `put` resolves. */
export interface IPlotFrames {
  putPlotData(session: string, id: string, bytes: Uint8Array): Promise<void>;
  plotData(session: string, id: string): Promise<Uint8Array | null>;
}

export class PlotData {
  constructor(private readonly _frames: IPlotFrames) {}

  /** Keeps a frame and resolves with its id. @throws RequestError if it is none. */
  async put(session: string, bytes: Uint8Array | null): Promise<string> {
    try {
      decodeScatter(bytes ?? new Uint8Array());
    } catch (error) {
      throw new RequestError(
        'invalid',
        `The points of a plot cannot be read: ${(error as Error).message}`
      );
    }
    const random = crypto.getRandomValues(new Uint8Array(12));
    const id = Array.from(random, byte => byte.toString(16).padStart(2, '0')).join('');
    await this._frames.putPlotData(session, id, bytes as Uint8Array);
    return id;
  }

  /** @throws RequestError `not_found` */
  async bytes(session: string, id: string): Promise<Uint8Array> {
    const bytes = await this._frames.plotData(session, id);
    if (!bytes) {
      throw new RequestError(
        'not_found',
        'The points of this plot are no longer there. Run the cell again that made it.',
        { data: id }
      );
    }
    return bytes;
  }

  async frame(session: string, id: string): Promise<IScatterFrame> {
    return decodeScatter(await this.bytes(session, id));
  }
}
