/** The log of the bridge: `<home>/logs/bridge.log`, and the one before it. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePrivateFolder } from './runtime-folder';

const MAX_BYTES = 2 * 1024 * 1024;
/** One entry, so that nothing a client sends can fill the file at once. */
const MAX_ENTRY = 8 * 1024;

export class LogFile {
  readonly path: string;

  constructor(home: string, maxBytes = MAX_BYTES) {
    const folder = join(home, 'logs');
    ensurePrivateFolder(folder);
    this.path = join(folder, 'bridge.log');
    this._maxBytes = maxBytes;
    this._open();
  }

  write(text: string): void {
    const clean = text.replace(/[^\P{C}\n\t]/gu, '�').trimEnd();
    const entry = clean.length > MAX_ENTRY ? `${clean.slice(0, MAX_ENTRY)} …` : clean;
    const line = Buffer.from(`${new Date().toISOString()} [${process.pid}] ${entry}\n`);
    try {
      if (this._size + line.length > this._maxBytes) {
        closeSync(this._fd);
        renameSync(this.path, `${this.path}.1`);
        this._open();
      }
      writeSync(this._fd, line);
      this._size += line.length;
    } catch {
      // A log that cannot be written (full disk) must not end the bridge, and there is nowhere to say so.
    }
  }

  /**
   * Takes over standard output and error of the process, which carry what workers print too. They go
   * on to the terminal if there is one.
   */
  captureConsole(): void {
    for (const stream of [process.stdout, process.stderr]) {
      const original = stream.write.bind(stream) as (chunk: string | Uint8Array) => boolean;
      const toTerminal = stream.isTTY;
      stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
        this.write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
        const done = rest.at(-1);
        if (typeof done === 'function') {
          queueMicrotask(() => (done as () => void)());
        }
        return toTerminal ? original(chunk) : true;
      }) as typeof stream.write;
    }
  }

  private _open(): void {
    this._fd = openSync(this.path, 'a', 0o600);
    this._size = fstatSync(this._fd).size;
  }

  private readonly _maxBytes: number;
  private _fd = -1;
  private _size = 0;
}
