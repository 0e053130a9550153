/** The columns on DuckDB. */
export { DuckDBColumnStore } from './column-store';
