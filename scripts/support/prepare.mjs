/** Brings a checkout to where it can be run and tested; what is there already is left alone. */
import { buildBridge } from './build-bridge.mjs';
import { buildExtension } from './build-extension.mjs';
import { buildPage } from './build-page.mjs';
import { withLock } from './lock.mjs';
import { ensureNodePackages } from './node-packages.mjs';
import { ensurePythonEnvironment } from './python-environment.mjs';

/**
 * @param what `node` and `python` install packages, `extension`, `bridge` and
 *   `page` are built.
 * @param keepGoing builds the extension although there are type errors.
 */
export function prepare(
  what = ['node', 'python', 'extension', 'bridge', 'page'],
  { keepGoing = false } = {}
) {
  const steps = {
    node: ensureNodePackages,
    python: ensurePythonEnvironment,
    extension: () => buildExtension({ keepGoing }),
    bridge: buildBridge,
    page: buildPage
  };
  return withLock(async () => {
    for (const name of what) {
      await steps[name]();
    }
  });
}
