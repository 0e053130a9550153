/** The protocol as a module: bundled in memory, so that the schemas themselves can be asked. */
import { build } from 'esbuild';
import { root } from '../support/paths.mjs';

/** Everything that `src/protocol` exports, and the `z` that its schemas were made with. */
export async function loadProtocol() {
  const { outputFiles } = await build({
    stdin: {
      contents: "export * from './src/protocol'; export { z } from 'zod';",
      resolveDir: root
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    write: false,
    logLevel: 'warning'
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}
