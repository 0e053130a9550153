/**
 * Prepares everything and runs all tests: `unit` (TypeScript), `python`, `install` (the wheel in a
 * clean environment) and `browser` (a real JupyterLab). `--only unit,python` runs some of them.
 */
import { parseArgs } from 'node:util';
import { Failure, main } from './support/failure.mjs';
import { prepare } from './support/prepare.mjs';
import { withTemporaryHome } from './support/temporary-home.mjs';
import { runSuite, suiteNames } from './support/test-suites.mjs';

function chosenSuites() {
  const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
  const chosen = only?.flatMap(names => names.split(',')) ?? suiteNames;
  const unknown = chosen.find(name => !suiteNames.includes(name));
  if (unknown) {
    throw new Failure(`--only takes ${suiteNames.join(', ')}; there are no ${unknown} tests.`);
  }
  return suiteNames.filter(name => chosen.includes(name));
}

await main(async () => {
  const chosen = chosenSuites();
  await prepare();

  const results = [];
  for (const name of chosen) {
    console.log(`\n— ${name} tests\n`);
    results.push({ name, ...(await withTemporaryHome(env => runSuite(name, env))) });
  }

  console.log('');
  for (const { name, passed, failed, skipped, seconds } of results) {
    const rest = skipped > 0 ? `, ${skipped} skipped` : '';
    console.log(`  ${name.padEnd(8)} ${passed} passed, ${failed} failed${rest} (${seconds} s)`);
  }
  const sum = key => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed') > 0 ? 1 : 0;
});
