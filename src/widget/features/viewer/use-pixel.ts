/** The numbers of the pixel under the pointer, as the file stores them. */
import * as React from 'react';
import { BridgeError } from '../../../client';
import type { IPixelWindow, PixelArray, PixelType } from '../../../protocol';
import { useAppState, useModel } from '../../model';

/** Side of the windows that are asked for, in pixels. */
const SIDE = 64;

const ARRAYS: Record<PixelType, new (buffer: ArrayBuffer) => PixelArray> = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array
};

export interface IPixel {
  x: number;
  y: number;
  /** One number per band. */
  values: readonly number[];
  window: IPixelWindow;
}

interface IHere {
  of: string;
  window: IPixelWindow;
  data: PixelArray;
}

const isInside = ({ window: { x, y, width, height } }: IHere, at: IPoint): boolean =>
  at.x >= x && at.y >= y && at.x < x + width && at.y < y + height;

interface IPoint {
  x: number;
  y: number;
}

/** `at`: a pixel of the picture of sample `id`; null if the pointer is on none. */
export function usePixel(id: string, at: IPoint | null): IPixel | null {
  const { client } = useModel();
  const dataset = useAppState(state => state.opened?.mediaDataset ?? null);
  const [here, setHere] = React.useState<IHere | null>(null);
  /** Drawings and broken files have no numbers: they are asked for once. */
  const [refused, setRefused] = React.useState<string | null>(null);
  const current = here?.of === id ? here : null;
  const wanted = at && dataset && refused !== id && !(current && isInside(current, at)) ? at : null;
  // Of a window as a whole: moving inside the one that is being asked for asks nothing new.
  const left = wanted && Math.floor(wanted.x / SIDE) * SIDE;
  const top = wanted && Math.floor(wanted.y / SIDE) * SIDE;
  React.useEffect(() => {
    if (dataset === null || left === null || top === null) {
      return;
    }
    const abort = new AbortController();
    client
      .request(
        'media.pixels',
        { dataset, sample_id: id, x: left, y: top, width: SIDE, height: SIDE },
        { signal: abort.signal }
      )
      .then(({ result: window, payload }) => {
        const buffer = (payload ?? new Uint8Array()).slice().buffer;
        setHere({ of: id, window, data: new ARRAYS[window.type](buffer) });
      })
      .catch((error: unknown) => {
        if (!(error instanceof BridgeError)) {
          throw error;
        }
        if (error.code !== 'cancelled') {
          setRefused(id);
        }
      });
    return () => abort.abort();
  }, [client, dataset, id, left, top]);
  if (!at || !current || !isInside(current, at)) {
    return null;
  }
  const { window, data } = current;
  const from = ((at.y - window.y) * window.width + (at.x - window.x)) * window.bands;
  return { ...at, values: [...data.subarray(from, from + window.bands)], window };
}
