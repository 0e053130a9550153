/** Lint, format and Python types of the whole checkout; `--fix` mends and formats what it can. */
import { parseArgs } from 'node:util';
import { nodeCheck, runChecks } from './support/checks.mjs';
import { main } from './support/failure.mjs';
import { venvProgram } from './support/paths.mjs';
import { prepare } from './support/prepare.mjs';

await main(async () => {
  const { fix } = parseArgs({ options: { fix: { type: 'boolean', default: false } } }).values;
  await prepare(['node', 'python']);
  const mend = fix ? ['--fix'] : [];
  const ruff = venvProgram('ruff');
  return runChecks([
    nodeCheck('eslint', 'eslint/bin/eslint.js', '.', '--max-warnings=0', ...mend),
    nodeCheck('stylelint', 'stylelint/bin/stylelint.mjs', 'style/**/*.css', ...mend),
    nodeCheck(
      'prettier',
      'prettier/bin/prettier.cjs',
      fix ? '--write' : '--check',
      '.',
      '--log-level=warn'
    ),
    ['ruff', ruff, ['check', '.', ...mend]],
    ['ruff format', ruff, ['format', '.', ...(fix ? [] : ['--check'])]],
    ['mypy', venvProgram('mypy'), []]
  ]);
});
