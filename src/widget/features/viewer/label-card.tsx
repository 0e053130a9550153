/** What is known of one label: beside the pointer, or pinned in a corner. */
import * as React from 'react';
import { colorOf, colorOfLabelTag, inkOn, type IPageLabel } from '../../../protocol';
import { useAppState, useColors } from '../../model';
import { classNames, formatNumber, IconButton } from '../../ui';
import { fieldText } from './field-text';
import type { Attributes } from './label-attributes';

interface ILabelCardProps {
  label: IPageLabel;
  attributes: Attributes;
  /** Beside this point of the picture, in CSS pixels; null in the corner. */
  at: { x: number; y: number } | null;
  onClose(): void;
}

/** Distance to the pointer and to the edges. */
const GAP = 14;
const EDGE = 4;

/** Beside the pointer only where the session's settings want that (`show_tooltip`). */
export function LabelCard(props: ILabelCardProps): JSX.Element | null {
  const wanted = useAppState(state => state.session?.config.show_tooltip ?? true);
  return props.at && !wanted ? null : <Card {...props} />;
}

function Card({ label, attributes, at, onClose }: ILabelCardProps): JSX.Element {
  const colors = useColors();
  const box = React.useRef<HTMLDivElement>(null);
  const [x, y] = [at?.x ?? null, at?.y ?? null];
  React.useLayoutEffect(() => {
    const node = box.current;
    const room = node?.parentElement;
    if (!node || !room) {
      return;
    }
    if (x === null || y === null) {
      node.style.left = '';
      node.style.top = '';
      return;
    }
    // Where there is room: to the lower right of the pointer, else on the other side.
    const side = (pointer: number, size: number, all: number): number =>
      pointer + GAP + size <= all - EDGE
        ? pointer + GAP
        : Math.max(EDGE, Math.min(pointer - GAP - size, all - EDGE - size));
    node.style.left = `${side(x, node.offsetWidth, room.clientWidth)}px`;
    node.style.top = `${side(y, node.offsetHeight, room.clientHeight)}px`;
  });
  const rows: [string, React.ReactNode][] = [['field', label.field]];
  if (label.confidence !== null) {
    rows.push(['confidence', formatNumber(label.confidence)]);
  }
  if (label.index !== null) {
    rows.push(['index', String(label.index)]);
  }
  if (label.box) {
    rows.push(['box', label.box.map(n => n.toFixed(3)).join(', ')]);
  }
  for (const [name, value] of Object.entries(attributes)) {
    rows.push([name, name === 'tags' ? <Tags tags={value} /> : fieldText(value)]);
  }
  return (
    <div
      ref={box}
      className={classNames('lunette-LabelCard', 'lunette-mod-layer', !at && 'lunette-mod-pinned')}
      role={at ? 'tooltip' : 'group'}
      aria-label={`Label ${label.label ?? label.element}`}
    >
      <header className="lunette-LabelCard-head">
        <span className="lunette-LabelField-color" style={{ background: colorOf(label, colors) }} />
        <span className="lunette-LabelCard-title">{label.label ?? label.element}</span>
        {!at && <IconButton icon="close" label="Unpin (Escape)" onClick={onClose} />}
      </header>
      <dl className="lunette-Fields">
        {rows.map(([name, value]) => (
          <React.Fragment key={name}>
            <dt title={name}>{name}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
    </div>
  );
}

/** The tags of a label in their colours. */
function Tags({ tags }: { tags: unknown }): JSX.Element {
  const colors = useColors();
  const texts = Array.isArray(tags) ? tags.map(String) : [];
  return (
    <span className="lunette-LabelTags">
      {texts.map(tag => {
        const background = colorOfLabelTag(colors, tag);
        return (
          <span
            key={tag}
            className="lunette-LabelTag"
            style={{ background, color: inkOn(background) }}
          >
            {tag}
          </span>
        );
      })}
    </span>
  );
}
