/**
 * The file system as importers and exporters see it. Calls are synchronous: they run in a worker of
 * their own, whose long loops pause at checkpoints. Errors are RequestErrors that name the file.
 */
export type FileKind = 'file' | 'folder' | 'other';

export interface IFileFacts {
  kind: FileKind;
  /** Bytes. */
  size: number;
}
export interface IFolderEntry {
  name: string;
  kind: FileKind;
}
export interface IFileReader {
  readonly path: string;
  /** Bytes when it was opened. */
  readonly size: number;
  /** At most `length` bytes from `position`; fewer only at the end of the file. */
  read(position: number, length: number): Uint8Array;
  close(): void;
}
/** A file that appears in its place when `close` is called, and not at all after `discard`. */
export interface IFileWriter {
  readonly path: string;
  write(data: string | Uint8Array): void;
  /** Bytes written so far. */
  readonly size: number;
  close(): void;
  discard(): void;
}
export interface IFiles {
  /** Follows links; null if there is nothing. */
  facts(path: string): IFileFacts | null;
  /** Sorted by name; kinds of links are those of what they lead to. */
  list(folder: string): IFolderEntry[];
  /** Regular files only: nothing waits for a pipe. */
  open(path: string): IFileReader;
  /** Makes missing folders. */
  create(path: string): IFileWriter;
  makeFolder(path: string): void;
  /** To a new or existing file; makes missing folders. */
  copy(from: string, to: string): void;
  move(from: string, to: string): void;
  /** A symbolic link at `to` that leads to `from`. */
  link(from: string, to: string): void;
  rename(from: string, to: string): void;
  /** A file, or a folder with everything in it. No error if there is nothing. */
  remove(path: string): void;
}
