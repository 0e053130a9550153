/**
 * Prepares everything and measures, in a data home of its own: `bench/run.mjs` gets our arguments
 * and LUNETTE_CHROMIUM.
 */
import { ensureBrowser } from './support/browser.mjs';
import { main } from './support/failure.mjs';
import { bundledNode } from './support/paths.mjs';
import { prepare } from './support/prepare.mjs';
import { run } from './support/run.mjs';
import { withTemporaryHome } from './support/temporary-home.mjs';

await main(async () => {
  await prepare();
  const browser = await ensureBrowser();
  return withTemporaryHome(env =>
    run(bundledNode(), ['bench/run.mjs', ...process.argv.slice(2)], {
      env: { ...env, LUNETTE_CHROMIUM: browser }
    })
  );
});
