/** Runs checks one after the other, all of them, and sums up. */
import { run } from './run.mjs';

/**
 * @param checks `[name, program, arguments]` each; a check passes if its program ends with 0.
 * @returns the exit code: 1 if a check failed.
 */
export async function runChecks(checks) {
  const failed = [];
  for (const [name, program, args] of checks) {
    console.log(`\n— ${name}`);
    if ((await run(program, args)) !== 0) {
      failed.push(name);
    }
  }
  console.log(
    failed.length > 0
      ? `\nNot clean: ${failed.join(', ')}.`
      : `\nAll ${checks.length} checks are clean.`
  );
  return failed.length > 0 ? 1 : 0;
}

/** A check by a program of an npm package, run by the Node that runs us. */
export const nodeCheck = (name, path, ...args) => [
  name,
  process.execPath,
  [`node_modules/${path}`, ...args]
];
