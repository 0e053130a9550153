/** What was written in this App and can be taken back, newest last. */

/** One write. Both directions resolve to whether they were done; a failure has said why itself. */
export interface IUndoable {
  undo(): Promise<boolean>;
  redo(): Promise<boolean>;
}

const LIMIT = 100;

export class UndoStack {
  /** Remembers a write that was just done; what was undone before it cannot be redone any more. */
  push(write: IUndoable): void {
    this._done.push(write);
    this._done.splice(0, this._done.length - LIMIT);
    this._undone.length = 0;
  }

  /** Takes back the newest write. False if there is none or it failed. */
  undo(): Promise<boolean> {
    return this._move(this._done, this._undone, write => write.undo());
  }
  /** Does again what was undone last. False if there is nothing or it failed. */
  redo(): Promise<boolean> {
    return this._move(this._undone, this._done, write => write.redo());
  }

  /** Forgets everything: another dataset is shown. */
  clear(): void {
    this._done.length = 0;
    this._undone.length = 0;
  }

  private async _move(
    from: IUndoable[],
    to: IUndoable[],
    run: (write: IUndoable) => Promise<boolean>
  ): Promise<boolean> {
    const write = from.pop();
    if (!write) {
      return false;
    }
    if (await run(write)) {
      to.push(write);
      return true;
    }
    from.push(write);
    return false;
  }

  private readonly _done: IUndoable[] = [];
  private readonly _undone: IUndoable[] = [];
}
