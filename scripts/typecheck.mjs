/** Checks the types of everything written in TypeScript: the package, the bridge, the tests. */
import { nodeCheck, runChecks } from './support/checks.mjs';
import { main } from './support/failure.mjs';
import { prepare } from './support/prepare.mjs';

await main(async () => {
  await prepare(['node']);
  return runChecks(
    [
      ['package', 'tsconfig.json'],
      ['bridge', 'tsconfig.bridge.json'],
      ['tests', 'tsconfig.test.json']
    ].map(([name, project]) =>
      nodeCheck(`types of the ${name}`, 'typescript/bin/tsc', '--noEmit', '-p', project)
    )
  );
});
