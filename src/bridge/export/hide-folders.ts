/** An exported page goes to others: it says which file, never where this machine keeps it. */

/** An absolute path of at least one folder, of any system, and the name at its end. */
const PATH =
  /(?<![\w.:/\\])(?:[A-Za-z]:[\\/]|\\\\|\/)(?:[^\\/\n"'<>|,]+[\\/])+([^\\/\n"'<>|,;)\]]*)/g;

/** The last part of a path. */
export const fileName = (path: string): string =>
  path.split(/[\\/]/).findLast(part => part !== '') ?? path;

/** The text with the folders of absolute paths left out. Addresses of the web stay as they are. */
export const withoutFolders = (text: string): string =>
  text.replace(PATH, (path, name: string) => (name === '' ? fileName(path) : name));

/** The data with the folders of absolute paths left out of every text in it; keys stay. */
export function dataWithoutFolders<Data>(data: Data): Data {
  if (typeof data === 'string') {
    return withoutFolders(data) as Data;
  }
  if (Array.isArray(data)) {
    return data.map(dataWithoutFolders) as Data;
  }
  if (typeof data === 'object' && data !== null) {
    const entries = Object.entries(data).map(([key, value]) => [key, dataWithoutFolders(value)]);
    return Object.fromEntries(entries) as Data;
  }
  return data;
}
