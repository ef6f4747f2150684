import { expect, test } from 'vitest';
import { roleWords } from './role-words.ts';

test.each([
  [{ role: 'offer' }, 'offer'],
  [{ role: 'preview' }, 'preview'],
  [{ role: 'answer', repeated: true }, 'same answer'],
  [{ role: 'answer', repeated: true, differs: true }, 'other answer'],
  [{ role: 'offer', crossed: true }, 'crossing offer'],
  [{}, ''],
] as const)('roleWords() says of %j “%s”', (sdp, words) => {
  expect(roleWords({ ...sdp, media: [] })).toBe(words);
});
