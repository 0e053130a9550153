/** Script and style of exported pages, which the build puts beside `main.mjs`. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IExportPageFiles } from '../export';

/** @param folder where they are instead, in tests */
export async function exportPageFiles(folder: URL | null = null): Promise<IExportPageFiles> {
  const read = (name: string): Promise<string> =>
    readFile(new URL(`./${name}`, folder ?? import.meta.url), 'utf8');
  const [script, style] = await Promise.all([read('export-page.js'), read('export-page.css')]);
  return { script, style, scriptHash: createHash('sha256').update(script).digest('base64') };
}
