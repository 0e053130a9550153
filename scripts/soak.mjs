/**
 * Long forms of tests that are short in `npm test`.
 *
 * `npm run soak [-- --minutes 60]`: hours of work in JupyterLab, with the memory of page, kernel and
 * bridge (ui-tests/tests/soak.spec.ts). `npm run test:soak [-- --runs 100]`: model of the sessions
 * with TypeScript and Python clients, fuzzer, leaks. `LUNETTE_SEED` repeats the choices of a run.
 */
import { parseArgs } from 'node:util';
import { ensureBrowser } from './support/browser.mjs';
import { main } from './support/failure.mjs';
import { bundledNode, inRoot, venvProgram } from './support/paths.mjs';
import { prepare } from './support/prepare.mjs';
import { run } from './support/run.mjs';
import { withTemporaryHome } from './support/temporary-home.mjs';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, runs: { type: 'string' } }
});

async function inBrowser(env, minutes) {
  const all = {
    ...env,
    LUNETTE_CHROMIUM: await ensureBrowser(),
    LUNETTE_SOAK_MINUTES: minutes
  };
  const playwright = inRoot('node_modules/@playwright/test/cli.js');
  return run(process.execPath, [playwright, 'test', '--config=ui-tests', 'soak.spec.ts'], {
    env: all
  });
}

async function ofProtocol(env, runs) {
  const all = { ...env, LUNETTE_SOAK: runs, LUNETTE_FUZZ: String(20 * Number(runs)) };
  const specs = ['session-model', 'server/fuzz', 'server/leaks'];
  const vitest = inRoot('node_modules/vitest/vitest.mjs');
  const unit = await run(bundledNode(), [vitest, 'run', ...specs], { env: all });
  const model = inRoot('lunette/tests/test_session_model.py');
  return (await run(venvProgram('python'), ['-m', 'pytest', model], { env: all })) || unit;
}

await main(async () => {
  await prepare();
  return withTemporaryHome(env =>
    values.runs ? ofProtocol(env, values.runs) : inBrowser(env, values.minutes)
  );
});
