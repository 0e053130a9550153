/** The bridge's program: `node main.mjs --home <data home>`. */
import { writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createDataService } from './datasets';
import {
  AlreadyRunningError,
  idleSeconds,
  LogFile,
  prepareRuntimeFolder,
  startBridge,
  takeLock,
  type IBridge
} from './server';

/** Put in by the build; tests that bundle the program themselves have none. */
declare const LUNETTE_VERSION: string | undefined;
const version = typeof LUNETTE_VERSION === 'undefined' ? '0.0.0-source' : LUNETTE_VERSION;

const EXIT = { usage: 2, alreadyRunning: 3, failed: 1 } as const;
/** A bridge that fails so often within a minute is broken, and its starter makes a new one. */
const MAX_ERRORS_PER_MINUTE = 50;
const SHUTDOWN_MS = 10_000;

// Decoding pictures and reading files share these threads; read when the first of them is needed.
process.env['UV_THREADPOOL_SIZE'] ??= String(Math.min(32, 2 * availableParallelism() + 4));
process.title = 'lunette-bridge';

/** Says why on the real standard error, which the starter reads, whatever became of the log. */
function fail(code: number, message: string): never {
  writeSync(2, `${message}\n`);
  process.exit(code);
}

function homeOption(): string {
  try {
    const { values } = parseArgs({ options: { home: { type: 'string' } } });
    if (values.home) {
      return resolve(values.home);
    }
  } catch (error) {
    fail(EXIT.usage, (error as Error).message);
  }
  return fail(EXIT.usage, 'Say which data home to serve: --home FOLDER');
}

async function run(): Promise<void> {
  const home = homeOption();
  const paths = prepareRuntimeFolder(home);
  const releaseLock = takeLock(paths);
  const logFile = new LogFile(paths.home);
  logFile.captureConsole();
  const log = (text: string): void => logFile.write(text);

  let bridge: IBridge | null = null;
  let ending = false;
  const end = (reason: string, code = 0): void => {
    if (ending) {
      return;
    }
    ending = true;
    log(`The bridge stops: ${reason}.`);
    setTimeout(() => {
      log('The bridge did not stop in time and is ended.');
      process.exit(EXIT.failed);
    }, SHUTDOWN_MS).unref();
    Promise.resolve(bridge?.close())
      .catch((error: unknown) => log(`Stopping failed: ${String(error)}`))
      .finally(() => {
        releaseLock();
        process.exit(code);
      });
  };
  process.on('SIGTERM', () => end('it got SIGTERM'));
  process.on('SIGINT', () => end('it got SIGINT'));
  // The terminal or notebook that started it may go; the bridge stays.
  process.on('SIGHUP', () => log('SIGHUP is ignored.'));

  let errors: number[] = [];
  const survive = (what: string, error: unknown): void => {
    log(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    const now = Date.now();
    errors = [...errors.filter(time => now - time < 60_000), now];
    if (errors.length > MAX_ERRORS_PER_MINUTE) {
      end('too many unexpected errors', EXIT.failed);
    }
  };
  process.on('uncaughtException', error => survive('Unexpected error', error));
  process.on('unhandledRejection', error => survive('Unexpected rejection', error));

  try {
    bridge = await startBridge({
      paths,
      data: await createDataService({ home: paths.home }),
      version,
      idleSeconds: idleSeconds(process.env['LUNETTE_IDLE_SECONDS']),
      log,
      onEnd: end
    });
  } catch (error) {
    log(`The bridge could not start: ${error instanceof Error ? error.stack : String(error)}`);
    throw error;
  }
}

run().catch((error: unknown) => {
  if (error instanceof AlreadyRunningError) {
    fail(EXIT.alreadyRunning, error.message);
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  fail(EXIT.failed, `The bridge could not start: ${text}`);
});
