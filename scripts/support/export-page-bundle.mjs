/** How script and style of exported pages are bundled. */
import { inRoot, root } from './paths.mjs';

/** Options for esbuild: `export-page.js` and `export-page.css` in `folder`. */
export const exportPageBundle = folder => ({
  absWorkingDir: root,
  entryPoints: [
    { in: inRoot('src/export-page/main.ts'), out: 'export-page' },
    { in: inRoot('src/export-page/export-page.css'), out: 'export-page' }
  ],
  outdir: folder,
  bundle: true,
  minify: true,
  // Letters of other scripts as such: the page says that it is UTF-8.
  charset: 'utf8',
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  legalComments: 'none',
  logLevel: 'warning'
});
