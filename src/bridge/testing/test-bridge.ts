/** A bridge in the test's own process, in a temporary home, on a fake data side. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareRuntimeFolder, startBridge, takeLock, type IBridgeOptions } from '../server';
import { bundleWorkers } from '../workers/testing/bundle-workers';
import type { IDataService } from '../datasets/data-service';
import { FakeDataService } from './fake-data-service';

export interface ITestBridge<Data extends IDataService = FakeDataService> {
  home: string;
  socket: string;
  data: Data;
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

export async function startTestBridge<Data extends IDataService = FakeDataService>(
  options: Partial<Omit<IBridgeOptions, 'data'>> & { home?: string; data?: Data } = {}
): Promise<ITestBridge<Data>> {
  const home = options.home ?? temporaryHome();
  const paths = prepareRuntimeFolder(home);
  const release = takeLock(paths);
  const data = options.data ?? (new FakeDataService() as IDataService as Data);
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
