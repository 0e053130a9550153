/** Lines that are written now and read again at the end, for files whose parts come mixed. */
import type { IFiles, IFileWriter } from '../files';

const CHUNK = 1024 * 1024;

export class ScratchLines {
  private _writer: IFileWriter | null;

  constructor(
    private readonly _files: IFiles,
    private readonly _path: string
  ) {
    this._writer = _files.create(_path);
  }

  /** `line`: without a line break, as JSON is. */
  add(line: string): void {
    this._writer?.write(`${line}\n`);
  }

  /** All lines, once; the file is removed after them. */
  *lines(): Generator<string> {
    this._writer?.close();
    this._writer = null;
    const reader = this._files.open(this._path);
    try {
      const decoder = new TextDecoder();
      let rest = '';
      for (let at = 0; at < reader.size; at += CHUNK) {
        const lines = (rest + decoder.decode(reader.read(at, CHUNK), { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        yield* lines;
      }
    } finally {
      reader.close();
      this._files.remove(this._path);
    }
  }

  /** Nothing more is added: the file is there for others to read. */
  seal(): void {
    this._writer?.close();
    this._writer = null;
  }

  discard(): void {
    this._writer?.discard();
    this._writer = null;
  }

  /** Discards it, or removes the file that was sealed. */
  remove(): void {
    this.discard();
    this._files.remove(this._path);
  }
}
