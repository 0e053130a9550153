/** What a format is made of: how its files become samples, and samples its files. */
import type {
  DatasetProperties,
  IFieldSpec,
  LabelDocument,
  ParsedParams,
  View,
  IRunInfo,
  RunType
} from '../../protocol';
import type { IFiles } from './files';
import type { Notices } from './notices';
import type { IParquetFiles } from './parquet/parquet-tables';

export interface ISize {
  width: number;
  height: number;
}
/** What formats ask of pictures. Errors are RequestErrors that name the file. */
export interface IImages {
  /** As shown: EXIF orientation applied. */
  size(path: string): Promise<ISize>;
  /** The part of a picture inside a relative box, at least one pixel, in the picture's own type. */
  crop(path: string, box: readonly number[]): Promise<Uint8Array>;
  /** A PNG of one channel with 8 or 16 bits. */
  encodeGray(values: Uint8Array | Uint16Array, size: ISize): Promise<Uint8Array>;
}
export interface IDeflate {
  /** @throws Error if the result would be longer than `maxLength` */
  inflate(bytes: Uint8Array, maxLength: number): Uint8Array;
  /** Zstandard. @throws Error if the result would be longer than `maxLength` */
  unzstd(bytes: Uint8Array, maxLength: number): Uint8Array;
  deflate(bytes: Uint8Array): Uint8Array;
}
export interface IFormatContext {
  files: IFiles;
  images: IImages;
  zlib: IDeflate;
  parquet: IParquetFiles;
  notices: Notices;
  /** Lets a cancellation in. */
  checkpoint(): Promise<void>;
}

/** Field → value; label fields hold label documents. */
export type Values = Record<string, unknown>;

/** A sample before it is in a dataset. */
export interface ISampleDraft {
  /** 12 bytes; a new one by default. */
  id?: Uint8Array;
  filepath: string;
  tags?: string[];
  /** Fields besides id, filepath and tags. Null and undefined are left out. */
  values: Values;
  /** The place in the files that it comes from, for messages. */
  origin: string;
}

/** Facts about a dataset that its files hold. */
export interface IDatasetFacts {
  info?: Record<string, unknown>;
  properties?: Partial<DatasetProperties>;
  description?: string | null;
  tags?: string[];
  app_config?: Record<string, unknown>;
  views?: IViewFacts[];
  runs?: IRunFacts[];
}
export interface IRunFacts {
  type: RunType;
  run: IRunInfo;
  /** As they are stored. */
  results: Uint8Array | null;
}
/** A view that is saved with a dataset. */
export interface IViewFacts {
  name: string;
  description: string | null;
  color: string | null;
  view: View;
}

export type ImportRequest = ParsedParams<'dataset.import'>;
export type ExportRequest = ParsedParams<'dataset.export'>;

export interface IImporter {
  /** How many samples there are, or null if that is seen only at the end. */
  readonly total: number | null;
  /** Fields with their types, if the files declare them. */
  readonly fields?: readonly IFieldSpec[];
  samples(): Iterable<ISampleDraft> | AsyncIterable<ISampleDraft>;
  /** Asked for after the last sample. */
  facts?(): IDatasetFacts;
  close?(): void;
}

/** A sample on its way into files. */
export interface IExportSample {
  /** 24 hexadecimal digits. */
  id: string;
  filepath: string;
  tags: string[];
  /** Width and height if they are known. */
  metadata: Record<string, unknown> | null;
  /** All fields but the label fields and those above. */
  values: Values;
  labels: Record<string, LabelDocument>;
}
/** The dataset that is written. */
export interface IExportSource {
  /** 24 hexadecimal digits. */
  id: string;
  name: string;
  slug: string;
  info: Record<string, unknown>;
  properties: DatasetProperties;
  description: string | null;
  tags: string[];
  app_config: Record<string, unknown>;
  media_type: string | null;
  persistent: boolean;
  created_at: number;
  last_modified_at: number;
  last_loaded_at: number | null;
  /** Those that the view shows. */
  fields: readonly IFieldSpec[];
  /** Whether all of the dataset is written, not a view of it. */
  whole: boolean;
  views: IViewFacts[];
  runs: IRunFacts[];
}
export interface IExporter {
  write(sample: IExportSample): void | Promise<void>;
  /** After the last sample: whatever is written at the end. */
  finish(): void | Promise<void>;
  /** Closes what is open; called after a failure too. */
  close?(): void;
}

export type MakeImporter = (
  request: ImportRequest,
  context: IFormatContext
) => IImporter | Promise<IImporter>;
export type MakeExporter = (
  request: ExportRequest,
  source: IExportSource,
  context: IFormatContext
) => IExporter | Promise<IExporter>;

export interface IFormat {
  importer?: MakeImporter;
  exporter?: MakeExporter;
}
