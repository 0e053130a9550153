/** Imports and exports as the worker runs them, in a temporary folder with real files and pictures. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { PNG } from 'pngjs';
import type { Format, IFieldSpec, LabelDocument } from '../../../protocol';
import { encodeDocument } from '../../datasets/documents/document-codec';
import { idFromHex, newObjectId } from '../../datasets/documents/object-id';
import { formatImages } from '../../media/format-images';
import { parquetFiles } from '../../store/duckdb/parquet-files';
import { nodeFiles } from '../../store/node-files';
import { exportSamples } from '../export-sample';
import { ExportRun } from '../export-run';
import type {
  ExportRequest,
  IDatasetFacts,
  IExportSample,
  IExportSource,
  ImportRequest
} from '../format';
import { ImportRun } from '../import-run';

const parts = {
  files: nodeFiles,
  images: formatImages,
  parquet: parquetFiles,
  zlib: {
    inflate: (bytes: Uint8Array, maxOutputLength: number) =>
      inflateSync(bytes, { maxOutputLength }),
    unzstd: (bytes: Uint8Array, maxOutputLength: number) =>
      zstdDecompressSync(bytes, { maxOutputLength }),
    deflate: (bytes: Uint8Array) => deflateSync(bytes)
  },
  checkpoint: () => Promise.resolve()
};

export interface IImported {
  samples: IExportSample[];
  fields: IFieldSpec[];
  facts: IDatasetFacts;
  notices: string[];
}

/** A sample for an export; ids are made where they are not given. */
export interface ISampleInput {
  id?: string;
  filepath: string;
  tags?: string[];
  metadata?: Record<string, unknown> | null;
  values?: Record<string, unknown>;
  labels?: object;
}

export class FormatBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'lunette-format-'));

  /** Absolute path of a name in the folder. */
  path(name: string): string {
    return join(this.folder, name);
  }

  write(name: string, content: string | Uint8Array): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  json(name: string): unknown {
    return JSON.parse(this.read(name));
  }

  /** All files in a folder, with their folders, sorted. */
  list(name = '.'): string[] {
    const found = readdirSync(this.path(name), { recursive: true, withFileTypes: true });
    return found
      .filter(entry => !entry.isDirectory())
      .map(entry => join(entry.parentPath, entry.name).slice(this.path(name).length + 1))
      .sort();
  }

  /** A picture of one colour that differs from name to name. */
  picture(name: string, width = 40, height = 20): string {
    const png = new PNG({ width, height });
    png.data.fill(name.length * 7);
    return this.write(name, PNG.sync.write(png));
  }

  async import(
    format: Format,
    request: Partial<ImportRequest> = {},
    known: readonly IFieldSpec[] = []
  ): Promise<IImported> {
    const run = await ImportRun.open(
      {
        dataset: '0'.repeat(24),
        dataset_dir: this.folder,
        tags: [],
        dynamic: false,
        expand_schema: true,
        add_info: true,
        options: {},
        ...request,
        format
      },
      known,
      parts
    );
    try {
      const samples: IExportSample[] = [];
      const fields: IFieldSpec[] = [];
      for (let done = false; !done;) {
        const batch = await run.next(parts.checkpoint);
        samples.push(...exportSamples(batch.payload));
        fields.push(...batch.fields);
        done = batch.done;
      }
      return { samples, fields, ...run.facts() };
    } finally {
      run.close();
    }
  }

  async export(
    format: Format,
    samples: readonly ISampleInput[],
    request: Partial<ExportRequest> & {
      fields?: IFieldSpec[];
      source?: Partial<IExportSource>;
    } = {}
  ): Promise<string[]> {
    const { fields = [], source = {}, ...rest } = request;
    const run = await ExportRun.open(
      {
        dataset: '0'.repeat(24),
        view: [],
        export_dir: this.path('out'),
        overwrite: false,
        options: {},
        ...rest,
        format
      },
      { ...emptySource, fields, ...source },
      parts
    );
    try {
      const rows = samples.map(
        ({ id, filepath, tags = [], metadata, values = {}, labels = {} }) => [
          id === undefined ? newObjectId() : idFromHex(id),
          { filepath, tags, ...(metadata ? { metadata } : {}), ...values },
          Object.fromEntries(
            Object.entries(labels).map(([name, document]) => [name, encodeDocument(document)])
          )
        ]
      );
      await run.write(encodeDocument(rows), { ...parts, progress: () => undefined });
      return await run.finish(parts.checkpoint);
    } finally {
      run.close();
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const emptySource: IExportSource = {
  id: '0'.repeat(24),
  name: 'test',
  slug: 'test',
  info: {},
  properties: {},
  description: null,
  tags: [],
  app_config: {},
  media_type: 'image',
  persistent: false,
  created_at: 0,
  last_modified_at: 0,
  last_loaded_at: null,
  fields: [],
  whole: true,
  views: [],
  runs: []
};

export const labelField = (name: string, document: string): IFieldSpec => ({
  name,
  type: 'document',
  document
});

const ids = (): { _id: Uint8Array; tags: string[] } => ({ _id: newObjectId(), tags: [] });

export const box = (label: string, bounding_box: number[], more: object = {}): LabelDocument =>
  ({ _cls: 'Detection', ...ids(), label, bounding_box, ...more }) as unknown as LabelDocument;
export const detections = (...list: LabelDocument[]): object => ({
  _cls: 'Detections',
  detections: list
});
export const oneClass = (label: string, more: object = {}): object => ({
  _cls: 'Classification',
  ...ids(),
  label,
  ...more
});

/** A document without its ids, to compare what is said and not which object says it. */
export function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutIds);
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    return value;
  }
  const entries = Object.entries(value).filter(([name]) => name !== '_id' && name !== 'tags');
  return Object.fromEntries(entries.map(([name, part]) => [name, withoutIds(part)]));
}
