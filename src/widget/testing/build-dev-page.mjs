/** Bundles the dev page. `node src/widget/testing/build-dev-page.mjs <folder>` writes index.html there. */
import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';

const here = name => fileURLToPath(new URL(name, import.meta.url));

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Lunette on synthetic data</title>
    <link rel="stylesheet" href="style.css" />
    <style>
      body { margin: 0; background: #fff; }
      #host { width: 100vw; height: 100vh; }
    </style>
  </head>
  <body>
    <div id="host"></div>
    <script src="page.js"></script>
  </body>
</html>
`;

/** Writes index.html, page.js and style.css into \`folder\`. */
export async function buildDevPage(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: { page: here('dev-page.ts'), style: here('../../../style/index.css') },
    outdir: folder,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning'
  });
  await writeFile(join(folder, 'index.html'), PAGE);
  return join(folder, 'index.html');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = await buildDevPage(resolve(process.argv[2] ?? 'test-results/dev-page'));
  process.stdout.write(`${page}\n`);
}
