/** Where the workers' programs are. */

/**
 * The bundle of `<name>.worker.ts`. The build puts all bundles beside `main.mjs`, which is where
 * this code then runs; tests, which run from source, pass the folder that `bundleWorkers()` made.
 */
export function workerFile(name: string, folder: URL | null = null): URL {
  return new URL(`./${name}.worker.mjs`, folder ?? import.meta.url);
}
