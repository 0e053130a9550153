/** Something a person has to put right; its message says what happened and what to do. */
export class Failure extends Error {}

/**
 * Runs a script's body. A `Failure` ends it with its message alone, anything else with a stack;
 * either way the exit code is 1.
 */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof Failure ? `\n${error.message}` : error);
    process.exit(1);
  }
}
