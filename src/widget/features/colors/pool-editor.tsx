/** The pool: the colours that fields, classes and instances get. */
import * as React from 'react';
import { DEFAULT_POOL, parseColor, type ColorScheme } from '../../../protocol';
import { Icon, IconButton } from '../../ui';
import { Swatch } from './color-input';
import { changed } from './scheme-edits';

interface IPoolEditorProps {
  scheme: ColorScheme;
  /** As the settings have it; used where the scheme has none. */
  inherited: readonly string[] | null;
  onChange(scheme: ColorScheme, what: string): void;
}

const NEW = '#808080';

export function PoolEditor({ scheme, inherited, onChange }: IPoolEditorProps): JSX.Element {
  const pool = scheme.color_pool?.length
    ? scheme.color_pool
    : inherited?.length
      ? inherited
      : DEFAULT_POOL;
  const set = (color_pool: readonly string[] | null, what: string): void =>
    onChange(changed(scheme, { color_pool: color_pool && [...color_pool] }), what);
  return (
    <div className="lunette-Pool" role="group" aria-label="Pool of colours">
      {pool.map((color, i) => (
        <span key={i} className="lunette-Pool-color">
          <Swatch
            color={color}
            shown={parseColor(color) ?? NEW}
            label={`Colour ${i + 1}`}
            onChange={next =>
              set(
                pool.map((c, k) => (k === i ? next : c)),
                `pool ${i}`
              )
            }
          />
          {pool.length > 1 && (
            <button
              type="button"
              className="lunette-Pool-remove"
              aria-label={`Remove colour ${i + 1}`}
              title="Remove"
              onClick={() =>
                set(
                  pool.filter((_, k) => k !== i),
                  `pool without ${i} ${pool.length}`
                )
              }
            >
              <Icon name="close" />
            </button>
          )}
        </span>
      ))}
      <IconButton
        icon="add"
        label="Add a colour"
        onClick={() => set([...pool, NEW], `pool with ${pool.length}`)}
      />
      {scheme.color_pool && (
        <IconButton icon="undo" label="The usual pool" onClick={() => set(null, 'pool')} />
      )}
    </div>
  );
}
