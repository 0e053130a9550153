/** A JSON file that is written piece by piece. */
import type { IFiles, IFileWriter } from '../files';

/** JSON of a value in one line; NaN and the infinities as Python writes them. */
export function toJson(value: unknown): string {
  let bare = false;
  const text = JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'number' && !Number.isFinite(part)) {
      bare = true;
      return `\u0001${Number.isNaN(part) ? 'NaN' : part > 0 ? 'Infinity' : '-Infinity'}\u0001`;
    }
    return part;
  });
  return bare ? text.replace(/"\\u0001(NaN|-?Infinity)\\u0001"/g, '$1') : text;
}

/** `{"a": …, "list": [ … ]}` with the elements of one list added over time, other keys around it. */
export class JsonListFile {
  private readonly _writer: IFileWriter;
  private _isFirst = true;
  private _hasElements = false;

  constructor(files: IFiles, path: string) {
    this._writer = files.create(path);
    this._writer.write('{');
  }

  key(name: string, value: unknown): void {
    this._writer.write(`${this._isFirst ? '' : ',\n'}${JSON.stringify(name)}: ${toJson(value)}`);
    this._isFirst = false;
  }

  beginList(name: string): void {
    this._writer.write(`${this._isFirst ? '' : ',\n'}${JSON.stringify(name)}: [`);
    this._isFirst = false;
    this._hasElements = false;
  }

  beginObject(name: string): void {
    this._writer.write(`${this._isFirst ? '' : ',\n'}${JSON.stringify(name)}: {`);
    this._isFirst = false;
    this._hasElements = false;
  }

  element(json: string): void {
    this._writer.write(`${this._hasElements ? ',\n' : '\n'}${json}`);
    this._hasElements = true;
  }

  entry(name: string, value: unknown): void {
    this.element(`${JSON.stringify(name)}: ${toJson(value)}`);
  }

  endList(): void {
    this._writer.write('\n]');
  }

  endObject(): void {
    this._writer.write('\n}');
  }

  close(): void {
    this._writer.write('}\n');
    this._writer.close();
  }

  discard(): void {
    this._writer.discard();
  }
}
