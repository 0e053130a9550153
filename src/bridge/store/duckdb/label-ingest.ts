/** Fills the tables of one label field from its stored documents, without decoding them. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { MsgpackScanner } from '../../query/msgpack';
import type { IColumn, ILabelTable } from '../../query/relational';
import { LABEL_TAG_STORAGE, labelStorage } from './dataset-layout';
import type { Dictionary } from './dictionary';
import { scanList, scanScalar } from './scan-value';
import { TableWriter } from './table-writer';
import { LABEL_CLASSES } from '../../../protocol';

const FIRST_ATTRIBUTE = 5;

export class LabelIngest {
  private readonly scanner = new MsgpackScanner();
  private readonly attributes: ReadonlyMap<string, { index: number; column: IColumn }>;
  private readonly list: string | undefined;
  private readonly box: number;
  private readonly width: number;

  private constructor(
    private readonly labels: ILabelTable,
    private readonly dictionary: Dictionary,
    /** Names of attributes that were met and are no columns; grows. */
    private readonly seen: Set<string>,
    private readonly writer: TableWriter,
    private readonly tags: TableWriter
  ) {
    this.attributes = new Map(
      labels.attributes.map((column, i) => [column.path, { index: FIRST_ATTRIBUTE + i, column }])
    );
    this.list = LABEL_CLASSES[labels.document]?.list;
    this.box = labels.box ? FIRST_ATTRIBUTE + labels.attributes.length : -1;
    this.width = labelStorage(labels).length;
  }

  static async open(
    connection: DuckDBConnection,
    labels: ILabelTable,
    dictionary: Dictionary,
    seen: Set<string>
  ): Promise<LabelIngest> {
    const storage = labelStorage(labels).map(([, type]) => type);
    const writer = await TableWriter.open(connection, labels.table, storage);
    const tagTypes = LABEL_TAG_STORAGE.map(([, type]) => type);
    const tags = await TableWriter.open(connection, labels.tags, tagTypes);
    return new LabelIngest(labels, dictionary, seen, writer, tags);
  }

  /** Adds the labels of a sample. @throws RangeError naming the sample if they cannot be read. */
  add(rid: number, document: Uint8Array): void {
    const { scanner } = this;
    scanner.reset(document);
    try {
      if (scanner.kind() !== 'map') {
        return;
      }
      if (this.list === undefined) {
        this.addLabel(rid, 0);
        return;
      }
      for (let left = scanner.mapSize(); left > 0; left--) {
        if (scanner.text() === this.list) {
          scanList(scanner, position => this.addLabel(rid, position));
        } else {
          scanner.skip();
        }
      }
    } catch (error) {
      throw new RangeError(
        `Field '${this.labels.field}' of sample number ${rid} cannot be read: ${String(error)}`
      );
    }
  }

  close(): void {
    this.writer.close();
    this.tags.close();
  }

  private addLabel(rid: number, position: number): void {
    const { scanner, writer } = this;
    writer.set(0, rid);
    writer.set(1, position);
    for (let column = 2; column < this.width; column++) {
      writer.set(column, column < FIRST_ATTRIBUTE ? 0 : null);
    }
    if (scanner.kind() !== 'map') {
      scanner.skip();
      writer.next();
      return;
    }
    for (let left = scanner.mapSize(); left > 0; left--) {
      const name = scanner.text();
      const attribute = this.attributes.get(name);
      if (attribute) {
        const { index, column } = attribute;
        const value = scanScalar(scanner, column.type);
        writer.set(
          index,
          column.coded && typeof value === 'string' ? this.dictionary.add(value) : value
        );
      } else if (name === '_id') {
        this.addId();
      } else if (name === 'bounding_box' && this.box >= 0) {
        this.addBox();
      } else if (name === 'tags') {
        scanList(scanner, () => this.addTag(rid, position));
      } else {
        if (name !== '_cls') {
          this.seen.add(name);
        }
        scanner.skip();
      }
    }
    writer.next();
  }

  private addId(): void {
    const { scanner, writer } = this;
    const kind = scanner.kind();
    if (kind === 'bytes') {
      const bytes = scanner.data();
      if (bytes.length === 12) {
        const view = new DataView(bytes.buffer, bytes.byteOffset, 12);
        [0, 1, 2].forEach(i => writer.set(2 + i, view.getUint32(4 * i)));
      }
    } else if (kind === 'text') {
      const text = scanner.text();
      if (/^[0-9a-fA-F]{24}$/.test(text)) {
        [0, 1, 2].forEach(i => writer.set(2 + i, parseInt(text.slice(8 * i, 8 * i + 8), 16)));
      }
    } else {
      scanner.skip();
    }
  }

  private addBox(): void {
    scanList(this.scanner, i => {
      const value = scanScalar(this.scanner, 'number');
      if (i < 4) {
        this.writer.set(this.box + i, value);
      }
    });
  }

  private addTag(rid: number, position: number): void {
    const tag = scanScalar(this.scanner, 'string');
    if (typeof tag === 'string') {
      this.tags.set(0, rid);
      this.tags.set(1, position);
      this.tags.set(2, this.dictionary.add(tag));
      this.tags.next();
    }
  }
}
