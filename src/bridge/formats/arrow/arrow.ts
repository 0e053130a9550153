/** Arrow: the IPC file format both ways; its stream format and Feather (version 2) are read too. */
import { CompressionType, setCompressionCodec } from '@uwdata/flechette';
import { formatError } from '../format-error';
import type { IFormatContext } from '../format';
import { tableDataset } from '../tables/table-dataset';
import type { ITable } from '../tables/table-files';
import { ArrowTable } from './arrow-table';
import { ArrowWriter } from './arrow-writer';
import { decodeLz4Frame } from './lz4-frame';

/** Of one column of a record batch. */
const MAX_VALUES = 1024 * 1024 * 1024;
const encode = (): never => {
  throw new Error('Arrow files are written without compression');
};

function open({ files, zlib, notices }: IFormatContext, path: string): ITable {
  setCompressionCodec(CompressionType.LZ4_FRAME, {
    decode: bytes => decodeLz4Frame(bytes, MAX_VALUES),
    encode
  });
  setCompressionCodec(CompressionType.ZSTD, {
    // Its own memory: values begin at multiples of their size in it.
    decode: bytes => Uint8Array.from(zlib.unzstd(bytes, MAX_VALUES)),
    encode
  });
  const failure = (error: unknown): unknown =>
    formatError(path, '', `${(error as Error).message}.`);
  const reader = files.open(path);
  let table: ArrowTable;
  try {
    table = new ArrowTable(reader);
  } catch (error) {
    reader.close();
    throw failure(error);
  }
  for (const name of table.leftOut) {
    notices.add(
      '{n} columns were left out since their values have no form here, such as {example}.',
      name
    );
  }
  return {
    columns: table.columns,
    metadata: table.metadata,
    count: table.count,
    *rows() {
      try {
        yield* table.rows();
      } catch (error) {
        throw failure(error);
      }
    },
    close: () => table.close()
  };
}

export const arrowDataset = tableDataset({
  file: 'samples.arrow',
  files: context => ({
    create: (path, columns, metadata) => new ArrowWriter(context.files, path, columns, metadata),
    open: path => open(context, path)
  })
});
