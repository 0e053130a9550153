/** The document store on SQLite. */
export { SqliteReader } from './sqlite-reader';
export { SqliteStore } from './sqlite-store';
