/** `dataset.yaml` of YOLOv5: where the images of each split are, and the classes. */
import { parseDocument, stringify } from 'yaml';
import { RequestError } from '../../request-error';
import type { IFiles } from '../files';
import { formatError } from '../format-error';
import { readText } from '../json/parse-json';
import { folderOf, isAbsolute, join } from '../paths';

const MAX_BYTES = 16 * 1024 * 1024;
const SPLITS = ['train', 'val', 'test'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export type DatasetYaml = Record<string, unknown>;

/** @throws RequestError naming file and line */
export function readDatasetYaml(files: IFiles, path: string): DatasetYaml {
  const document = parseDocument(readText(files, path, MAX_BYTES), { uniqueKeys: true });
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line;
    throw formatError(
      path,
      line ? `line ${line}` : '',
      error.message.split('\n')[0] ?? 'it is no YAML.'
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (failure) {
    throw formatError(path, '', `${(failure as Error).message}.`);
  }
  if (!isRecord(value)) {
    throw formatError(path, '', 'it should have keys such as names and val.');
  }
  return value;
}

export const writeDatasetYaml = (value: DatasetYaml): string => stringify(value);

/** Names of the classes by number. @throws RequestError if they are neither a list nor a map */
export function classesOf(yaml: DatasetYaml, path: string): string[] {
  const { names } = yaml;
  if (Array.isArray(names)) {
    return names.map(String);
  }
  if (isRecord(names)) {
    const classes: string[] = [];
    for (const [key, name] of Object.entries(names)) {
      const number = Number(key);
      if (!Number.isInteger(number) || number < 0 || number > 1_000_000) {
        throw formatError(path, 'names', `'${key.slice(0, 80)}' is no number of a class.`);
      }
      classes[number] = String(name);
    }
    return Array.from(classes, (name, i) => name ?? String(i));
  }
  throw formatError(path, 'names', 'it should be a list of classes, or classes by number.');
}

/** Splits that the file names. */
export const splitsOf = (yaml: DatasetYaml): string[] =>
  Object.keys(yaml).filter(
    key =>
      SPLITS.includes(key) ||
      (!['path', 'names', 'nc', 'download', 'yaml_file', 'roboflow'].includes(key) &&
        typeof yaml[key] === 'string')
  );

/**
 * Folders and lists of the images of a split, beside the file if they are no longer where `path`
 * says. @throws RequestError if the split is not named
 */
export function splitPaths(
  files: IFiles,
  yaml: DatasetYaml,
  path: string,
  split: string
): string[] {
  const given = yaml[split];
  const parts = [given].flat().filter(part => typeof part === 'string');
  if (parts.length === 0) {
    throw new RequestError(
      'invalid',
      `${path} has no split '${split}'; it has: ${splitsOf(yaml).join(', ') || 'none'}.`,
      { path }
    );
  }
  const base = yaml['path'];
  const root = folderOf(path);
  const from = typeof base !== 'string' ? root : isAbsolute(base) ? base : join(root, base);
  return parts.map(part => {
    const found = join(from, part);
    const beside = join(root, part);
    return files.facts(found) === null && files.facts(beside) !== null ? beside : found;
  });
}
