/**
 * `npm run test:crash [-- --rounds 200]`: the bridge is killed again and again while clients write
 * (lunette/tests/test_crashes.py; a short form is part of `npm test`). `LUNETTE_SEED` repeats the
 * choices of a run.
 */
import { parseArgs } from 'node:util';
import { main } from './support/failure.mjs';
import { inRoot, venvProgram } from './support/paths.mjs';
import { prepare } from './support/prepare.mjs';
import { run } from './support/run.mjs';
import { withTemporaryHome } from './support/temporary-home.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });

await main(async () => {
  await prepare(['node', 'python', 'bridge']);
  return withTemporaryHome(env =>
    run(
      venvProgram('python'),
      ['-m', 'pytest', '-s', '-o', 'timeout=0', inRoot('lunette/tests/test_crashes.py')],
      { env: { ...env, LUNETTE_ROUNDS: values.rounds } }
    )
  );
});
