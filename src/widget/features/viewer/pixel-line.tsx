/** Where the pointer is in the picture, and the numbers that the file has there. */
import * as React from 'react';
import type { Store } from '../../model';
import { formatCount } from '../../ui';
import { usePixel, type IPixel } from './use-pixel';

/** The pixel under the pointer; null while there is none. */
export interface IPointedPixel {
  at: { x: number; y: number } | null;
}

interface IPixelLineProps {
  id: string;
  pixel: Store<IPointedPixel>;
}

const DIGITS = 5;
/** Bands that are written; more would not fit. */
const MAX_BANDS = 12;

const numberText = (value: number, type: string): string =>
  type.startsWith('float') ? String(Number(value.toPrecision(DIGITS))) : formatCount(value);

function howShown({ window: { type, bands, shown, range } }: IPixel): string {
  const which = bands > shown.length ? `, shown: ${shown.map(band => band + 1).join(', ')}` : '';
  const ends = range?.map(end => numberText(end, type)).join(' … ');
  return `${type}, ${bands} ${bands === 1 ? 'band' : 'bands'}${which}${ends ? `, from black to white: ${ends}` : ''}`;
}

export function PixelLine({ id, pixel: store }: IPixelLineProps): JSX.Element | null {
  const { at } = React.useSyncExternalStore(store.subscribe, () => store.state);
  const pixel = usePixel(id, at);
  if (!at) {
    return null;
  }
  return (
    <div className="lunette-PixelLine" aria-hidden="true">
      <span className="lunette-PixelLine-place">
        {formatCount(at.x)}, {formatCount(at.y)}
      </span>
      {pixel && (
        <>
          <span className="lunette-PixelLine-values">
            {pixel.values
              .slice(0, MAX_BANDS)
              .map(value => numberText(value, pixel.window.type))
              .join('  ')}
            {pixel.values.length > MAX_BANDS && ' …'}
          </span>
          {pixel.window.type !== 'uint8' || pixel.window.bands > 4 ? (
            <span className="lunette-PixelLine-how">{howShown(pixel)}</span>
          ) : null}
        </>
      )}
    </div>
  );
}
