/** A bridge in the test's own process, in a temporary home, on a fake data side. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareRuntimeFolder, startBridge, takeLock, type IBridgeOptions } from '../server';
import { bundleWorkers } from '../workers/testing/bundle-workers';
import { FakeDataService } from './fake-data-service';

export interface ITestBridge {
  home: string;
  socket: string;
  data: FakeDataService;
  logged: string[];
  /** Reasons for which it asked to end. */
  ends: string[];
  close(): Promise<void>;
}

let workers: Promise<URL> | null = null;

/** Bundles of all workers, made once per test process. */
export const testWorkers = (): Promise<URL> => (workers ??= bundleWorkers());

export function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), 'lunette-test-'));
}

export async function startTestBridge(
  options: Partial<IBridgeOptions> & { home?: string; data?: FakeDataService } = {}
): Promise<ITestBridge> {
  const home = options.home ?? temporaryHome();
  const paths = prepareRuntimeFolder(home);
  const release = takeLock(paths);
  const data = options.data ?? new FakeDataService();
  const logged: string[] = [];
  const ends: string[] = [];
  const bridge = await startBridge({
    paths,
    version: '0.0.0',
    idleSeconds: 600,
    log: text => logged.push(text),
    onEnd: reason => ends.push(reason),
    workers: await testWorkers(),
    ...options,
    data
  });
  return {
    home,
    socket: paths.socket,
    data,
    logged,
    ends,
    close: async () => {
      await bridge.close();
      release();
      if (!options.home) {
        rmSync(home, { recursive: true, force: true });
      }
    }
  };
}
