import { expect, test, vi } from 'vitest';
import { lastUndo, onUndoable, pushUndo, undoLast } from './undo.ts';

test('what was done last is taken back first', async () => {
  const taken: string[] = [];
  const heard = vi.fn(() => undefined);
  const end = onUndoable(heard);
  pushUndo({ title: 'one', undo: () => void taken.push('one') });
  pushUndo({ title: 'two', undo: () => void taken.push('two') });

  const titles = [lastUndo()?.title, (await undoLast())?.title, (await undoLast())?.title, await undoLast()];
  end();

  expect(titles).toEqual(['two', 'two', 'one', undefined]);
  expect(taken).toEqual(['two', 'one']);
  expect(heard).toHaveBeenCalledTimes(2);
});

test('what cannot be taken back any more says so, and is forgotten', async () => {
  pushUndo({ title: 'gone', undo: () => Promise.reject(new Error('too late')) });

  await expect(undoLast()).rejects.toThrow('too late');
  expect(lastUndo()).toBeUndefined();
});
