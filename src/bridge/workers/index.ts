/**
 * Worker threads: the bridge's main thread never blocks, so whatever takes long runs in a worker.
 * A worker is `<name>.worker.ts` anywhere below `src/bridge`, is bundled on its own and calls
 * `serveWorker`; the main thread holds a `WorkerClient(workerFile(name), name, data)`.
 */
export type { IWorkerReply } from './messages';
export { serveWorker } from './serve-worker';
export type { IWorkerContext, IWorkerService, WorkerHandler } from './serve-worker';
export { WorkerClient } from './worker-client';
export type { IWorkerAnswer } from './worker-client';
export { workerFile } from './worker-file';
