/** How what is selected is marked: outlines of labels, icons of samples. The same in App and pictures. */
import type {
  LabelSelectionStyle,
  SAMPLE_SELECTION_STYLES,
  SelectedLabel,
  SelectedSample,
  SampleSelectionStyle
} from '../session-state';

export type LabelMark = LabelSelectionStyle['default'];
export type SampleMark = (typeof SAMPLE_SELECTION_STYLES)[number];

const GREEN = '#1f9d45';
const RED = '#d3302f';

/** The mark of every selected label, by its id. */
export function labelMarks(
  selected: readonly SelectedLabel[],
  style: LabelSelectionStyle
): Map<string, LabelMark> {
  return new Map(selected.map(({ label_id, type }) => [label_id, style[type ?? 'default']]));
}

/** The mark of every selected sample, by its id. */
export function sampleMarks(
  selected: readonly SelectedSample[],
  style: SampleSelectionStyle
): Map<string, SampleMark> {
  return new Map(selected.map(({ id, type }) => [id, style[type]]));
}

/** The colour of the dashes around a selected label whose own colour is `color`. */
export function dashColor(mark: LabelMark, color: string): string {
  return mark === 'dashed-green' ? GREEN : mark === 'dashed-red' ? RED : color;
}

/** Side of the square that the icon of a selected sample fills, and its distance to the corner. */
export const MARK_SIZE = 16;
export const MARK_INSET = 6;

/**
 * The icon of a selected sample: white on a square of MARK_SIZE. Points are x, y alternating, from
 * the square's upper left corner.
 */
export interface ISampleIcon {
  /** Of the square and of the ring around the tile; null is the theme's accent. */
  ground: string | null;
  /** Strokes two pixels wide. */
  lines: readonly (readonly number[])[];
  /** Filled. */
  polygons: readonly (readonly number[])[];
}

const CHECK = [3.5, 8.5, 6.5, 11.5, 12.5, 4.5];
const THUMB_UP = [
  [2, 7, 4.5, 7, 4.5, 13.5, 2, 13.5],
  [5.5, 7, 8, 2, 9.6, 2.6, 9.8, 4, 9.3, 6.3, 14, 6.3, 14, 8, 12.6, 13.5, 5.5, 13.5]
];
const flipped = (points: readonly number[]): number[] =>
  points.map((value, i) => (i % 2 === 0 ? value : MARK_SIZE - value));

function star(): number[] {
  const points: number[] = [];
  for (let i = 0; i < 10; i++) {
    const radius = i % 2 === 0 ? 6.6 : 2.8;
    const angle = (i * Math.PI) / 5;
    points.push(8 + radius * Math.sin(angle), 8.4 - radius * Math.cos(angle));
  }
  return points;
}

/** A drop with its tip below, and a hole. */
function pin(): number[][] {
  const arc = (radius: number, from: number, to: number, steps: number): number[] =>
    Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps).flatMap(angle => [
      8 + radius * Math.cos(angle),
      6.4 + radius * Math.sin(angle)
    ]);
  const whole = 2 * Math.PI;
  // The hole is cut out by going around it the other way, along the same line in and out.
  return [
    [
      8,
      14.6,
      ...arc(4.6, 0.85 * Math.PI, 2.15 * Math.PI, 14),
      8,
      14.6,
      8,
      8.2,
      ...arc(1.8, whole / 4, whole / 4 - whole, 12),
      8,
      14.6
    ]
  ];
}

const ICONS: Readonly<Record<SampleMark, ISampleIcon>> = {
  checkmark: { ground: null, lines: [CHECK], polygons: [] },
  'green-checkmark': { ground: GREEN, lines: [CHECK], polygons: [] },
  'red-checkmark': { ground: RED, lines: [CHECK], polygons: [] },
  thumbsup: { ground: null, lines: [], polygons: THUMB_UP },
  thumbsdown: { ground: null, lines: [], polygons: THUMB_UP.map(flipped) },
  pin: { ground: null, lines: [], polygons: pin() },
  star: { ground: null, lines: [], polygons: [star()] },
  x: {
    ground: null,
    lines: [
      [4, 4, 12, 12],
      [12, 4, 4, 12]
    ],
    polygons: []
  },
  bookmark: { ground: null, lines: [], polygons: [[4, 2.5, 12, 2.5, 12, 13.5, 8, 10.2, 4, 13.5]] }
};

export const sampleIcon = (mark: SampleMark): ISampleIcon => ICONS[mark];
