/** How selected samples or labels are marked: one mark for the usual selection, one for the alternative. */
import * as React from 'react';
import {
  dashColor,
  inkOn,
  LABEL_SELECTION_STYLES,
  MARK_SIZE,
  SAMPLE_SELECTION_STYLES,
  sampleIcon,
  type LabelMark,
  type SampleMark,
  type SelectionType
} from '../../../protocol';
import { useAppState, useModel } from '../../model';
import { Popover } from '../../ui';

interface IMarkPopoverProps {
  anchor: HTMLElement;
  kind: 'sample' | 'label';
  onClose(): void;
}

const TYPES: readonly (readonly [SelectionType, string])[] = [
  ['default', 'Selected'],
  ['alt', 'Selected with Alt']
];

export function MarkPopover({ anchor, kind, onClose }: IMarkPopoverProps): JSX.Element {
  const { actions } = useModel();
  const samples = useAppState(state => state.session?.sample_selection_style);
  const labels = useAppState(state => state.session?.label_selection_style);
  return (
    <Popover anchor={anchor} label={`Marks of selected ${kind}s`} onClose={onClose}>
      <div className="lunette-MarkPopover">
        {TYPES.map(([type, name]) =>
          kind === 'sample' ? (
            <Marks
              key={type}
              name={name}
              marks={SAMPLE_SELECTION_STYLES}
              chosen={samples?.[type] ?? 'checkmark'}
              draw={mark => <SampleMarkIcon mark={mark} />}
              onChoose={mark =>
                samples &&
                actions.send('set_sample_selection_style', { style: { ...samples, [type]: mark } })
              }
            />
          ) : (
            <Marks
              key={type}
              name={name}
              marks={LABEL_SELECTION_STYLES}
              chosen={labels?.[type] ?? 'dashed'}
              draw={mark => <LabelMarkIcon mark={mark} />}
              onChoose={mark =>
                labels &&
                actions.send('set_label_selection_style', { style: { ...labels, [type]: mark } })
              }
            />
          )
        )}
      </div>
    </Popover>
  );
}

interface IMarksProps<Mark extends string> {
  name: string;
  marks: readonly Mark[];
  chosen: Mark;
  draw(mark: Mark): JSX.Element;
  onChoose(mark: Mark): void;
}

function Marks<Mark extends string>(props: IMarksProps<Mark>): JSX.Element {
  const { name, marks, chosen, draw, onChoose } = props;
  return (
    <div className="lunette-MarkPopover-row" role="radiogroup" aria-label={name}>
      <span className="lunette-MarkPopover-name">{name}</span>
      {marks.map(mark => (
        <button
          key={mark}
          type="button"
          role="radio"
          className="lunette-MarkPopover-mark"
          aria-checked={mark === chosen}
          aria-label={mark}
          title={mark}
          onClick={() => onChoose(mark)}
        >
          {draw(mark)}
        </button>
      ))}
    </div>
  );
}

const pointsOf = (list: readonly number[]): string => list.join(' ');

/** The icon of a selected sample, as on its tile. */
export function SampleMarkIcon({ mark }: { mark: SampleMark }): JSX.Element {
  const { ground, lines, polygons } = sampleIcon(mark);
  return (
    <svg
      width={MARK_SIZE}
      height={MARK_SIZE}
      viewBox={`0 0 ${MARK_SIZE} ${MARK_SIZE}`}
      aria-hidden="true"
    >
      <rect
        width={MARK_SIZE}
        height={MARK_SIZE}
        style={{ fill: ground ?? 'var(--jp-brand-color1)' }}
      />
      {lines.map((line, i) => (
        <polyline
          key={i}
          points={pointsOf(line)}
          fill="none"
          stroke="#ffffff"
          strokeWidth={2}
          strokeLinecap="round"
        />
      ))}
      {polygons.map((polygon, i) => (
        <polygon key={i} points={pointsOf(polygon)} fill="#ffffff" />
      ))}
    </svg>
  );
}

/** A label of any colour, for showing how a selected one is outlined. */
const EXAMPLE = '#e69f00';

/** The outline of a selected label, as on the picture. */
export function LabelMarkIcon({ mark }: { mark: LabelMark }): JSX.Element {
  const color = dashColor(mark, EXAMPLE);
  const box = { x: 2, y: 2, width: 24, height: 12, fill: 'none' };
  return (
    <svg width={28} height={16} viewBox="0 0 28 16" aria-hidden="true">
      <rect {...box} stroke={inkOn(color)} strokeWidth={3} />
      <rect {...box} stroke={color} strokeWidth={2} strokeDasharray="6 4" />
    </svg>
  );
}
