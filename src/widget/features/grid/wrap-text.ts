/** Breaks a text into at most `lines` lines of `width`; what does not fit ends in an ellipsis. */
export function wrapText(
  text: string,
  width: number,
  lines: number,
  measure: (text: string) => number
): string[] {
  const result: string[] = [];
  let rest = text.trim();
  while (rest !== '' && result.length < lines) {
    const last = result.length === lines - 1;
    if (measure(rest) <= width) {
      result.push(rest);
      break;
    }
    if (last) {
      result.push(ellipsis(rest, width, measure));
      break;
    }
    let end = fitting(rest, width, measure);
    const space = rest.lastIndexOf(' ', end);
    if (space > 0) {
      end = space;
    }
    result.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return result;
}

/** Characters of `text` that fit into `width`, at least one. */
function fitting(text: string, width: number, measure: (text: string) => number): number {
  let low = 1;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(text.slice(0, middle)) <= width) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** Shortened in the middle if it is a path (its name tells more than its start), else at the end. */
function ellipsis(text: string, width: number, measure: (text: string) => number): string {
  if (text.includes('/') && !text.includes(' ')) {
    for (let kept = text.length - 1; kept > 4; kept--) {
      const head = Math.floor(kept / 3);
      const short = `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`;
      if (measure(short) <= width) {
        return short;
      }
    }
  }
  const room = width - measure('…');
  return room <= 0 ? '…' : `${text.slice(0, fitting(text, room, measure)).trimEnd()}…`;
}
