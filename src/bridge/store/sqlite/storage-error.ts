/** What SQLite reports, in words for the person whose data it is. */
import { RequestError } from '../../request-error';

interface ISqliteError extends Error {
  code: 'ERR_SQLITE_ERROR';
  errcode: number;
  errstr: string;
}

const isSqliteError = (error: unknown): error is ISqliteError =>
  error instanceof Error && (error as Partial<ISqliteError>).code === 'ERR_SQLITE_ERROR';

/** Sentences by primary result code. */
const SENTENCES: Readonly<Record<number, (file: string) => string>> = {
  3: file =>
    `${file} may not be opened: permission denied. Give yourself the right to read and write it.`,
  5: file => `${file} is locked by another program. Close that program and try again.`,
  6: file => `${file} is locked by another program. Close that program and try again.`,
  8: file =>
    `${file} cannot be written: it, its folder or its disk is read-only. Make it writable, or choose another data home with LUNETTE_HOME.`,
  10: file =>
    `Reading or writing ${file} failed: the disk reports an error. Check the disk, then try again.`,
  11: file =>
    `${file} is damaged. Move it away to start afresh, or put a backup of it in its place.`,
  13: file =>
    `The disk that holds ${file} is full, nothing was changed. Free some space and try again.`,
  14: file =>
    `${file} cannot be opened. Check that its folder exists and that you may write there.`,
  26: file =>
    `${file} is no Lunette store (not a SQLite database). Move it away, or choose another data home with LUNETTE_HOME.`
};

/** Whether a statement failed because a value that must be unique is there already. */
export const isUniqueViolation = (error: unknown): boolean =>
  isSqliteError(error) && (error.errcode === 2067 || error.errcode === 1555);

/** A RequestError for what storage can do wrong; other errors as they are. */
export function storageError(error: unknown, file: string): unknown {
  if (!isSqliteError(error)) {
    return error;
  }
  const sentence = SENTENCES[error.errcode & 0xff];
  return sentence
    ? new RequestError('storage', sentence(file), { file, sqlite: error.errstr })
    : error;
}
