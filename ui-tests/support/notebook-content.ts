import type { INotebookContent } from '@jupyterlab/nbformat';

/** The source of a code cell, or a cell of another kind. */
export type CellSource = string | { type: 'code' | 'markdown' | 'raw'; source: string };

/** A notebook of these cells that was never run. */
export function notebookContent(cells: readonly CellSource[]): INotebookContent {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { name: 'python3', display_name: 'Python 3 (ipykernel)', language: 'python' },
      language_info: { name: 'python' }
    } as INotebookContent['metadata'],
    cells: cells.map((cell, index) => {
      const { type, source } = typeof cell === 'string' ? { type: 'code', source: cell } : cell;
      return {
        id: `cell-${index}`,
        cell_type: type,
        source,
        metadata: {},
        ...(type === 'code' ? { outputs: [], execution_count: null } : {})
      };
    })
  };
}
