/** Paths as texts. Both separators are understood, `/` is written. */

const toSlashes = (path: string): string =>
  /^([a-zA-Z]:)?\\|^[a-zA-Z]:\//.test(path) ? path.replaceAll('\\', '/') : path;

export const isAbsolute = (path: string): boolean => /^(\/|\\\\|[a-zA-Z]:[\\/])/.test(path);

/** Without `.`, `..` and doubled separators. A relative path may begin with `..`. */
export function normalize(path: string): string {
  const text = toSlashes(path);
  const root = /^([a-zA-Z]:\/|\/\/|\/)/.exec(text)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of text.slice(root.length).split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') {
      parts.pop();
    } else if (part === '..' ? root === '' : part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return root + parts.join('/') || '.';
}

/** An absolute `path` stays what it is. */
export const join = (folder: string, path: string): string =>
  normalize(isAbsolute(path) ? path : `${folder}/${path}`);

export function folderOf(path: string): string {
  const text = normalize(path);
  const at = text.lastIndexOf('/');
  return at < 0 ? '.' : text.slice(0, at) || '/';
}

export const nameOf = (path: string): string => {
  const text = toSlashes(path);
  return text.slice(text.lastIndexOf('/') + 1);
};

/** With its dot, as it is written; empty if there is none. */
export function extensionOf(path: string): string {
  const name = nameOf(path);
  const at = name.lastIndexOf('.');
  return at <= 0 ? '' : name.slice(at);
}

/** The path without its extension. */
export function withoutExtension(path: string): string {
  const extension = extensionOf(path);
  return extension === '' ? path : path.slice(0, path.length - extension.length);
}

/** `path` as seen from `folder`, or null if it does not lie in it. */
export function relativeTo(folder: string, path: string): string | null {
  const base = normalize(folder);
  const text = normalize(path);
  const prefix = base.endsWith('/') ? base : `${base}/`;
  return text.startsWith(prefix) ? text.slice(prefix.length) : null;
}

/** Whether a relative name leads out of the folder that it is relative to, or is no name at all. */
export function isUnsafeName(name: string): boolean {
  const text = normalize(name.replaceAll('\\', '/'));
  return name.includes('\0') || text === '.' || text === '..' || text.startsWith('../');
}
