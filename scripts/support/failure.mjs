/** Something a person has to put right; its message says what happened and what to do. */
export class Failure extends Error {}

/** We were interrupted (Ctrl-C). */
export class Stopped extends Failure {
  constructor() {
    super('Stopped.');
  }
}

/**
 * Runs a script's body and ends the process. A `Failure` shows its message alone, anything else a
 * stack.
 *
 * @param body resolves with the exit code, 0 if with nothing.
 */
export async function main(body) {
  try {
    process.exit((await body()) ?? 0);
  } catch (error) {
    // A mistyped option needs no stack either.
    const plain = error instanceof Failure || error.code?.startsWith('ERR_PARSE_ARGS');
    console.error(plain ? `\n${error.message}` : error);
    process.exit(error instanceof Stopped ? 130 : 1);
  }
}
