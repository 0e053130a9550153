/**
 * Prepares everything and measures, in a data home of its own: `bench/run.mjs` gets our arguments
 * and LUNETTE_CHROMIUM.
 */
import { ensureBrowser } from './support/browser.mjs';
import { buildBridge } from './support/build-bridge.mjs';
import { buildExtension } from './support/build-extension.mjs';
import { main } from './support/failure.mjs';
import { ensureNodePackages } from './support/node-packages.mjs';
import { bundledNode } from './support/paths.mjs';
import { ensurePythonEnvironment } from './support/python-environment.mjs';
import { run } from './support/run.mjs';
import { withTemporaryHome } from './support/temporary-home.mjs';

await main(async () => {
  await ensureNodePackages();
  await ensurePythonEnvironment();
  await buildExtension();
  await buildBridge();
  const browser = await ensureBrowser();
  return withTemporaryHome(env =>
    run(bundledNode(), ['bench/run.mjs', ...process.argv.slice(2)], {
      env: { ...env, LUNETTE_CHROMIUM: browser }
    })
  );
});
