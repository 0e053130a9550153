/** SVG text without surprises: everything that comes from data is escaped. */

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
};

/** Text for an element or attribute; characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, character => ESCAPES[character] as string);
}

/** A number with at most two decimals; what is not finite becomes 0. */
export const n = (value: number): string =>
  Number.isFinite(value) ? String(Math.round(value * 100) / 100) : '0';

/** A colour of the form `#rrggbb`, else grey: colours come from data too. */
export const safeColor = (color: string): string =>
  /^#[0-9a-f]{6}$/i.test(color) ? color : '#808080';

/** The first one comes with the bridge (media/picture-font.ts). */
export const FONT = "Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

export function textElement(
  text: string,
  x: number,
  baseline: number,
  options: { size: number; fill: string; weight?: number; anchor?: 'start' | 'middle' | 'end' }
): string {
  const { size, fill, weight = 400, anchor = 'start' } = options;
  return `<text x="${n(x)}" y="${n(baseline)}" font-family="${FONT}" font-size="${n(size)}" font-weight="${weight}" text-anchor="${anchor}" fill="${fill}" xml:space="preserve">${escapeXml(text)}</text>`;
}
