/** What surrounds the pictures: toolbar, placeholders, the message in place of a grid. */
import { MARK_INSET, MARK_SIZE, sampleIcon, type IRect, type SampleMark } from '../../protocol';
import type { IPictureInput } from './picture-input';
import { TOOLBAR_HEIGHT } from './picture-layout';
import { n, textElement } from './svg';
import { fitText, textWidth } from './text-width';
import type { IPictureTheme } from './theme';

const BODY = 13;
const SMALL = 11;
const PAD = 10;

function rect(r: IRect, fill: string, extra = ''): string {
  return `<rect x="${n(r.x)}" y="${n(r.y)}" width="${n(r.width)}" height="${n(r.height)}" fill="${fill}" ${extra}/>`;
}

/** Dataset, stages as chips, counts at the right. What does not fit is counted: `+2`. */
export function toolbarSvg(
  { title, stages, counts }: IPictureInput['toolbar'],
  width: number,
  theme: IPictureTheme,
  stretch: number
): string {
  const baseline = TOOLBAR_HEIGHT / 2 + 4.5;
  const parts = [
    rect({ x: 0, y: 0, width, height: TOOLBAR_HEIGHT }, theme.toolbar),
    rect({ x: 0, y: TOOLBAR_HEIGHT - 1, width, height: 1 }, theme.border)
  ];
  const countsWidth = counts === '' ? 0 : textWidth(counts, BODY, stretch);
  const right = width - PAD - countsWidth;
  if (counts !== '') {
    parts.push(
      textElement(counts, width - PAD, baseline, {
        size: BODY,
        fill: theme.secondary,
        anchor: 'end'
      })
    );
  }
  const name = fitText(title, Math.min(width * 0.4, right - 2 * PAD), BODY, stretch * 1.06);
  parts.push(textElement(name, PAD, baseline, { size: BODY, fill: theme.text, weight: 600 }));
  let x = PAD + textWidth(name, BODY, stretch * 1.06) + 14;
  for (const [i, stage] of stages.entries()) {
    const rest = stages.length - i;
    const room = right - x - (rest > 1 ? 36 : 0) - PAD;
    const text = room > 60 ? fitText(stage, Math.min(room, 260) - 16, SMALL, stretch) : '';
    if (text === '') {
      parts.push(textElement(`+${rest}`, x, baseline, { size: SMALL, fill: theme.secondary }));
      break;
    }
    const chip = textWidth(text, SMALL, stretch) + 16;
    parts.push(
      rect({ x, y: 7, width: chip, height: TOOLBAR_HEIGHT - 15 }, theme.chip, 'rx="3"'),
      textElement(text, x + 8, baseline - 0.5, { size: SMALL, fill: theme.text })
    );
    x += chip + 6;
  }
  return parts.join('');
}

/** One sentence in the middle and what to do below it, in lines that fit. */
export function messageSvg(
  { title, detail }: { title: string; detail: string },
  area: IRect,
  theme: IPictureTheme,
  stretch: number
): string {
  const x = area.x + area.width / 2;
  const y = area.y + area.height / 2 - 12;
  const room = area.width - 40;
  const lines = wrap(detail, Math.min(room, 560), BODY, stretch, 4);
  return [
    textElement(fitText(title, room, 15, stretch), x, y, {
      size: 15,
      fill: theme.text,
      weight: 600,
      anchor: 'middle'
    }),
    ...lines.map((line, i) =>
      textElement(line, x, y + 24 + 18 * i, { size: BODY, fill: theme.secondary, anchor: 'middle' })
    )
  ].join('');
}

/** A picture that cannot be shown: the sentence, as much of it as fits. */
export function placeholderSvg(
  tile: IRect,
  message: string,
  theme: IPictureTheme,
  stretch: number
): string {
  const most = Math.max(1, Math.floor((tile.height - 12) / 14));
  const lines = wrap(message, tile.width - 12, SMALL, stretch, Math.min(5, most));
  const top = tile.y + (tile.height - lines.length * 14) / 2 + 10;
  return lines
    .map((line, i) =>
      textElement(line, tile.x + tile.width / 2, top + 14 * i, {
        size: SMALL,
        fill: theme.secondary,
        anchor: 'middle'
      })
    )
    .join('');
}

const box = (x: number, y: number, width: number, height: number): IRect => ({
  x,
  y,
  width: Math.max(0, width),
  height: Math.max(0, height)
});

/** The ring and icon of a selected tile, as in the App. */
export function selectionSvg(
  { x, y, width, height }: IRect,
  mark: SampleMark,
  theme: IPictureTheme
): string {
  const ring = (inset: number, color: string, stroke: number, opacity: number): string =>
    rect(
      box(x + inset, y + inset, width - 2 * inset, height - 2 * inset),
      'none',
      `stroke="${color}" stroke-width="${stroke}" stroke-opacity="${opacity}"`
    );
  const { ground, lines, polygons } = sampleIcon(mark);
  const color = ground ?? theme.accent;
  const [left, top] = [x + MARK_INSET, y + MARK_INSET];
  const points = (list: readonly number[]): string =>
    list.map((value, i) => n(value + (i % 2 === 0 ? left : top))).join(' ');
  return [
    ring(1, color, 2, 1),
    ring(2.5, '#ffffff', 1, 0.85),
    rect(box(left - 1, top - 1, MARK_SIZE + 2, MARK_SIZE + 2), '#ffffff', 'fill-opacity="0.85"'),
    rect(box(left, top, MARK_SIZE, MARK_SIZE), color),
    ...lines.map(
      line =>
        `<polyline points="${points(line)}" fill="none" stroke="#ffffff" stroke-width="2" stroke-linecap="round"/>`
    ),
    ...polygons.map(polygon => `<polygon points="${points(polygon)}" fill="#ffffff"/>`)
  ].join('');
}

/** A triangle in the upper right corner: a label here cannot be drawn. As in the App. */
export function warningSvg(tile: IRect, theme: IPictureTheme): string {
  const x = tile.x + tile.width - 14;
  const y = tile.y + 6;
  return [
    `<path d="M${n(x)} ${n(y)}l8 14h-16z" fill="${theme.warning}" stroke="#000000" stroke-opacity="0.65" stroke-width="2" stroke-linejoin="round" paint-order="stroke"/>`,
    rect(box(x - 1, y + 4.5, 2, 5), '#000000'),
    rect(box(x - 1, y + 10.5, 2, 2), '#000000')
  ].join('');
}

function wrap(text: string, width: number, size: number, stretch: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, size, stretch) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  const kept = lines.slice(0, most);
  if (lines.length > most) {
    kept[most - 1] = `${kept[most - 1]} ${lines[most]}`;
  }
  return kept.map(part => fitText(part, width, size, stretch)).filter(part => part !== '');
}
