import { describe, expect, it } from 'vitest';
import { UndoStack } from './undo-stack';

function counter() {
  const log: string[] = [];
  const write = (name: string, works = true) => ({
    undo: async () => {
      log.push(`undo ${name}`);
      return works;
    },
    redo: async () => {
      log.push(`redo ${name}`);
      return works;
    }
  });
  return { log, write };
}

describe('UndoStack', () => {
  it('takes back the newest first and does it again', async () => {
    const { log, write } = counter();
    const stack = new UndoStack();
    stack.push(write('a'));
    stack.push(write('b'));
    await stack.undo();
    await stack.undo();
    await stack.redo();
    expect(log).toEqual(['undo b', 'undo a', 'redo a']);
    expect(await stack.redo()).toBe(true);
    expect(await stack.redo()).toBe(false);
  });

  it('keeps a write that could not be taken back', async () => {
    const { log, write } = counter();
    const stack = new UndoStack();
    stack.push(write('a', false));
    expect(await stack.undo()).toBe(false);
    await stack.undo();
    expect(log).toEqual(['undo a', 'undo a']);
  });

  it('forgets what was undone when something new is written', async () => {
    const { write } = counter();
    const stack = new UndoStack();
    stack.push(write('a'));
    await stack.undo();
    stack.push(write('b'));
    expect(await stack.redo()).toBe(false);
  });
});
