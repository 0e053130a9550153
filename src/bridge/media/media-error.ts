/** Sentences for pictures that cannot be shown. They name the file, never its folder. */
import { RequestError } from '../request-error';

const MAX_NAME = 120;

/** The file's name without its folder, with nothing that could disturb a line of text. */
export function fileName(path: string): string {
  const name = (path.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '�');
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name || '(no name)';
}

function mediaError(path: string, what: string, next: string): RequestError {
  const file = fileName(path);
  return new RequestError('media', `${file} ${what}. ${next}`, { file });
}

export const missingFile = (path: string): RequestError =>
  mediaError(
    path,
    'is not there',
    'Was it moved or deleted? Put it back, or set the sample’s filepath.'
  );
export const unreadableFile = (path: string, reason: string): RequestError =>
  mediaError(
    path,
    `cannot be read (${reason})`,
    'Check the permissions of the file and its folder.'
  );
export const notAFile = (path: string): RequestError =>
  mediaError(path, 'is not a regular file', 'Set the sample’s filepath to a picture.');
export const notAnImage = (path: string): RequestError =>
  mediaError(
    path,
    'is no picture that can be shown',
    'Known are JPEG, PNG, WebP, GIF, AVIF, TIFF, BMP and SVG, and videos as MP4, MOV, WebM, MKV and Ogg; convert it or remove the sample.'
  );
export const notAPicture = (path: string): RequestError =>
  mediaError(path, 'is no picture', 'Where a picture is needed, set the path of one.');
export const emptyFile = (path: string): RequestError =>
  mediaError(path, 'is empty', 'Write it again, or remove the sample.');
export const tooLarge = (path: string, what: string): RequestError =>
  mediaError(
    path,
    `is too large (${what})`,
    'Make a smaller copy and set the sample’s filepath to it.'
  );

/** The first line of a decoder's complaint, without paths. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const line = (text.split('\n')[0] ?? '').replace(/\p{C}/gu, ' ').replace(/\S*[\\/]\S*/g, '…');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}

export function brokenImage(path: string, error: unknown): RequestError {
  const reason = reasonOf(error);
  if (/pixel limit|exceeds.*dimension/i.test(reason)) {
    return tooLarge(path, 'more than 268 million pixels');
  }
  return mediaError(path, `is damaged (${reason})`, 'Write it again, or remove the sample.');
}
