/** The bridge as a server. */
export { startBridge } from './bridge';
export type { IBridge, IBridgeOptions } from './bridge';
export { idleSeconds } from './idle-end';
export { LogFile } from './log-file';
export { prepareRuntimeFolder } from './runtime-folder';
export { AlreadyRunningError, takeLock } from './single-bridge';
