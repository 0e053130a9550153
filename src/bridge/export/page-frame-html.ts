/** The HTML around the data of an exported page. */
import { EXPORT_HEAD_ID, EXPORT_PART_ID, exportJson, type IExportHead } from '../../protocol';

/** The page's own script and style, and the script's hash for its policy. */
export interface IExportPageFiles {
  script: string;
  style: string;
  /** SHA-256 of the script in base64. */
  scriptHash: string;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string): string =>
  text.toWellFormed().replace(/[&<>"]/g, character => ESCAPES[character] as string);

const dataElement = (id: string, value: unknown): string =>
  `<script type="application/json" id="${id}">${exportJson(value)}</script>\n`;

/**
 * Everything before the parts. The policy lets the page use nothing but itself: no network, no
 * script but its own, pictures only from the page.
 */
export function pageStart(head: IExportHead, { style, scriptHash }: IExportPageFiles): string {
  const policy = [
    "default-src 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${scriptHash}'`,
    "base-uri 'none'",
    "form-action 'none'"
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(head.dataset)}</title>
<style>${style}</style>
</head>
<body>
<noscript>This page shows pictures with a script of its own, which this browser does not run.</noscript>
${dataElement(EXPORT_HEAD_ID, head)}`;
}

/** One part; `json` was made by `exportJson`. */
export const pagePart = (number: number, part: unknown): string =>
  dataElement(`${EXPORT_PART_ID}${number}`, part);

/** Everything after the parts. The script is last, so that it finds them. */
export const pageEnd = ({ script }: IExportPageFiles): string =>
  `<script>${script}</script>\n</body>\n</html>\n`;
