/** A histogram with a range that can be dragged, typed, or moved by arrow keys. */
import * as React from 'react';
import type { Facet, FacetSelection } from '../../../protocol';
import { classNames, formatCount, formatMoment, formatNumber } from '../../ui';

type RangeFacetData = Extract<Facet, { kind: 'range' }>;

interface IRangeFacetProps {
  path: string;
  facet: RangeFacetData;
  selection: FacetSelection | null;
  onSelect(selection: FacetSelection | null): void;
}

const HEIGHT = 34;

export function RangeFacet({ path, facet, selection, onSelect }: IRangeFacetProps): JSX.Element {
  const [low, high] = facet.bounds;
  const dates = facet.type === 'date' || facet.type === 'datetime';
  const format = dates ? formatMoment : formatNumber;
  const chosen = selection?.kind === 'range' ? selection : null;
  const [draft, setDraft] = React.useState<[number, number] | null>(null);
  const [min, max] = draft ?? [chosen?.min ?? low, chosen?.max ?? high];
  const span = high - low || 1;

  const commit = ([from, to]: [number, number]): void => {
    setDraft(null);
    const next: FacetSelection = {
      kind: 'range',
      min: from <= low ? null : from,
      max: to >= high ? null : to,
      ...(dates ? { date: true } : {})
    };
    onSelect(next.min === null && next.max === null ? null : next);
  };
  const snap = (value: number): number => {
    const clamped = Math.max(low, Math.min(high, value));
    return facet.type === 'float' ? Number(clamped.toPrecision(4)) : Math.round(clamped);
  };
  return (
    <div className="lunette-Range">
      <Histogram facet={facet} min={min} max={max} />
      <div className="lunette-Range-track">
        <span
          className="lunette-Range-chosen"
          style={{
            left: `${(100 * (min - low)) / span}%`,
            width: `${(100 * Math.max(0, max - min)) / span}%`
          }}
        />
        <Handle
          label={`Least ${path}`}
          text={format(min)}
          value={min}
          bounds={[low, Math.min(max, high)]}
          all={facet.bounds}
          onDraft={value => setDraft([Math.min(snap(value), max), max])}
          onCommit={value => commit([Math.min(snap(value), max), max])}
        />
        <Handle
          label={`Greatest ${path}`}
          text={format(max)}
          value={max}
          bounds={[Math.max(min, low), high]}
          all={facet.bounds}
          onDraft={value => setDraft([min, Math.max(snap(value), min)])}
          onCommit={value => commit([min, Math.max(snap(value), min)])}
        />
      </div>
      {dates ? (
        <div className="lunette-Range-ends">
          <span>{format(min)}</span>
          <span>{format(max)}</span>
        </div>
      ) : (
        <div className="lunette-Range-ends">
          <NumberInput
            label={`Least ${path}`}
            value={min}
            onCommit={value => commit([Math.min(snap(value), max), max])}
          />
          <NumberInput
            label={`Greatest ${path}`}
            value={max}
            onCommit={value => commit([min, Math.max(snap(value), min)])}
          />
        </div>
      )}
      {facet.none.total > 0 && (
        <p className="lunette-Facet-hint">
          {formatCount(facet.none.count)} without a value, of {formatCount(facet.none.total)}
        </p>
      )}
    </div>
  );
}

/** Bars of the counts over paler bars of the totals; outside of the range they fade. */
function Histogram(props: { facet: RangeFacetData; min: number; max: number }): JSX.Element {
  const { facet, min, max } = props;
  const most = Math.max(1, ...facet.totals);
  const width = 100 / facet.counts.length;
  const bar = (n: number): number => (n === 0 ? 0 : Math.max(1, (HEIGHT * n) / most));
  return (
    <svg
      className="lunette-Histogram"
      viewBox={`0 0 100 ${HEIGHT}`}
      preserveAspectRatio="none"
      height={HEIGHT}
      aria-hidden="true"
    >
      {facet.counts.map((count, i) => {
        const total = bar(facet.totals[i] ?? 0);
        const here = bar(count);
        const outside = (facet.edges[i + 1] ?? 0) < min || (facet.edges[i] ?? 0) > max;
        return (
          <g key={i} className={classNames(outside && 'lunette-mod-outside')}>
            <title>
              {`${formatNumber(facet.edges[i] ?? 0)} … ${formatNumber(facet.edges[i + 1] ?? 0)}: ${formatCount(count)} here, ${formatCount(facet.totals[i] ?? 0)} in all`}
            </title>
            <rect
              className="lunette-Histogram-total"
              x={i * width}
              width={width * 0.88}
              y={HEIGHT - total}
              height={total}
            />
            <rect
              className="lunette-Histogram-count"
              x={i * width}
              width={width * 0.88}
              y={HEIGHT - here}
              height={here}
            />
          </g>
        );
      })}
    </svg>
  );
}

interface IHandleProps {
  label: string;
  text: string;
  value: number;
  bounds: [number, number];
  all: [number, number];
  onDraft(value: number): void;
  onCommit(value: number): void;
}

function Handle(props: IHandleProps): JSX.Element {
  const { label, text, value, bounds, all, onDraft, onCommit } = props;
  const [low, high] = all;
  const span = high - low || 1;
  const at = (event: React.PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    return box && box.width > 0 ? low + ((event.clientX - box.left) / box.width) * span : value;
  };
  const keys = (event: React.KeyboardEvent): void => {
    const step = span / (event.shiftKey ? 10 : 100);
    const next =
      event.key === 'ArrowLeft' || event.key === 'ArrowDown'
        ? value - step
        : event.key === 'ArrowRight' || event.key === 'ArrowUp'
          ? value + step
          : event.key === 'Home'
            ? bounds[0]
            : event.key === 'End'
              ? bounds[1]
              : null;
    if (next !== null) {
      event.preventDefault();
      event.stopPropagation();
      onCommit(next);
    }
  };
  return (
    <span
      className="lunette-Range-handle"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={bounds[0]}
      aria-valuemax={bounds[1]}
      aria-valuenow={value}
      aria-valuetext={text}
      style={{ left: `${(100 * (value - low)) / span}%` }}
      onKeyDown={keys}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={event => event.buttons === 1 && onDraft(at(event))}
      onPointerUp={event => onCommit(at(event))}
    />
  );
}

function NumberInput(props: {
  label: string;
  value: number;
  onCommit(value: number): void;
}): JSX.Element {
  const { label, value, onCommit } = props;
  const shown = String(Number(value.toPrecision(6)));
  const [text, setText] = React.useState<string | null>(null);
  const commit = (): void => {
    const number = Number(text);
    setText(null);
    if (text !== null && text.trim() !== '' && Number.isFinite(number)) {
      onCommit(number);
    }
  };
  return (
    <input
      className="lunette-Input lunette-Range-input"
      type="text"
      inputMode="decimal"
      aria-label={label}
      value={text ?? shown}
      onChange={event => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          commit();
        }
      }}
    />
  );
}
