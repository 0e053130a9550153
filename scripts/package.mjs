/**
 * Builds `dist/lunette-*.whl` for this platform: everything built, and the native packages of the
 * bridge, so that installing it needs Python alone. `--check` then installs it into an environment
 * of its own and tries it there (install-tests/).
 */
import { parseArgs } from 'node:util';
import { main } from './support/failure.mjs';
import { buildPackage } from './support/build-package.mjs';
import { prepare } from './support/prepare.mjs';
import { withTemporaryHome } from './support/temporary-home.mjs';
import { runSuite } from './support/test-suites.mjs';

await main(async () => {
  const { check } = parseArgs({ options: { check: { type: 'boolean', default: false } } }).values;
  await prepare();
  if (check) {
    const { failed } = await withTemporaryHome(env => runSuite('install', env));
    return failed > 0 ? 1 : 0;
  }
  console.log(`\nThe wheel: ${await buildPackage()}`);
  return 0;
});
