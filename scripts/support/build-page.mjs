/** The App in a browser tab of its own: `lunette/page`, served by the Jupyter server and the bridge. */
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { Failure } from './failure.mjs';
import { inRoot, root } from './paths.mjs';
import { hashOf, isFresh, writeStamp } from './stamp.mjs';
import { step } from './step.mjs';

const INPUTS = [
  'src/protocol',
  'src/client',
  'src/widget',
  'src/page',
  'style',
  'package.json',
  'package-lock.json',
  'scripts/support/build-page.mjs'
];
const isSource = name => !/\.spec\.tsx?$/.test(name);

/** What the page may cost a browser, compressed. */
const MAX_BYTES = 1_500_000;

/** Bundles `page.js` and `page.css` beside `index.html` unless nothing changed. */
export async function buildPage() {
  const hash = hashOf(INPUTS, { keep: isSource });
  const stamp = inRoot('lunette/page/.stamp');
  if (isFresh(stamp, hash)) {
    return;
  }
  const folder = inRoot('lunette/page');
  await step('Page', async () => {
    mkdirSync(folder, { recursive: true });
    const { build, stop } = await import('esbuild');
    await build({
      absWorkingDir: root,
      entryPoints: [
        { in: 'src/page/main.ts', out: 'page' },
        { in: 'style/page.css', out: 'page' }
      ],
      outdir: folder,
      bundle: true,
      minify: true,
      platform: 'browser',
      target: 'es2022',
      format: 'iife',
      jsx: 'transform',
      define: { 'process.env.NODE_ENV': '"production"' },
      legalComments: 'none',
      logLevel: 'warning'
    }).catch(error => {
      throw new Failure(`The page cannot be bundled: ${error.message}`);
    });
    await stop();
    for (const name of ['index.html', 'favicon.svg', 'headers.json']) {
      copyFileSync(inRoot('src/page', name), inRoot('lunette/page', name));
    }
    const bytes = ['page.js', 'page.css'].reduce(
      (sum, name) => sum + gzipSync(readFileSync(inRoot('lunette/page', name))).length,
      0
    );
    if (bytes > MAX_BYTES) {
      throw new Failure(`The page has ${bytes} bytes compressed; ${MAX_BYTES} are allowed.`);
    }
  });
  writeStamp(stamp, hash);
}
