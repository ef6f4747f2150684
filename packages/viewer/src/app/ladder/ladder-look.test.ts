import { expect, test } from 'vitest';
import { nextLook, plainLook, readLook, writtenLook } from './ladder-look.ts';

test('readLook() takes what there is, and nothing else', () => {
  expect(readLook({ times: 'clock', spacing: 'time', colours: 'hop' })).toEqual({
    times: 'clock',
    spacing: 'time',
    colours: 'hop',
  });
  expect(readLook({ times: '__proto__', spacing: 'x' })).toEqual(plainLook);
});

test('writtenLook() leaves out what goes without saying, and is read back', () => {
  expect(writtenLook(plainLook)).toEqual({});
  expect(readLook(writtenLook({ ...plainLook, spacing: 'time' }))).toEqual({ ...plainLook, spacing: 'time' });
});

test('nextLook() goes round and round', () => {
  const times = [0, 1, 2, 3].reduce<string[]>(
    (seen) => [...seen, nextLook({ ...plainLook, times: (seen.at(-1) ?? 'since') as 'since' }, 'times').times],
    [],
  );

  expect(times).toEqual(['clock', 'delta', 'since', 'clock']);
});
