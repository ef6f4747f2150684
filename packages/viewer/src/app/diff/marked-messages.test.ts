import { afterEach, expect, test } from 'vitest';
import { markedMessages, markMessage, markOf, unmarkMessages } from './marked-messages.ts';

afterEach(() => {
  unmarkMessages('c1');
  unmarkMessages('c2');
});

test('markMessage() opens the difference with the second mark', () => {
  expect(markMessage('c1', { frame: 17 })).toBeUndefined();

  expect(markMessage('c1', { frame: 23, index: 1 })).toEqual({
    page: 'diff',
    capture: 'c1',
    one: { frame: 17 },
    other: { frame: 23, index: 1 },
  });
});

test('markMessage() keeps the first mark, so that one message is held against several', () => {
  markMessage('c1', { frame: 17 });
  markMessage('c1', { frame: 23 });

  const third = markMessage('c1', { frame: 30 });

  expect(third).toMatchObject({ one: { frame: 17 }, other: { frame: 30 } });
  expect(markOf('c1', { frame: 17 })).toBe('first');
  expect(markOf('c1', { frame: 30 })).toBe('second');
  expect(markOf('c1', { frame: 23 })).toBeUndefined();
});

test('markMessage() takes the marks away where the first is marked again', () => {
  markMessage('c1', { frame: 17 });
  markMessage('c1', { frame: 23 });

  expect(markMessage('c1', { frame: 17 })).toBeUndefined();

  expect(markedMessages('c1')).toEqual({});
});

test('marks of one capture are none of another', () => {
  markMessage('c1', { frame: 17 });

  expect(markOf('c2', { frame: 17 })).toBeUndefined();
  expect(markMessage('c2', { frame: 23 })).toBeUndefined();
});
