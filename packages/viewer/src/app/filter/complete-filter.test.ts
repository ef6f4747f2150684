import { describe, expect, test } from 'vitest';
import { rankNames, writingAt } from './complete-filter.ts';

/** `|` is the caret. */
function writing(text: string) {
  const caret = text.indexOf('|');
  const written = text.replace('|', '');
  const found = writingAt(written, caret);
  return found && { ...found, span: written.slice(...found.span) };
}

describe('writingAt()', () => {
  test.each([
    ['|', ''],
    ['outc|', 'outc'],
    ['a (outc|', 'outc'],
    ['-outc|', 'outc'],
    ['a sip.Via.b|', 'sip.Via.b'],
    ['outcome:failed |', ''],
  ])('knows that a key is written in %j', (text, prefix) => {
    expect(writing(text)).toMatchObject({ kind: 'key', prefix });
  });

  test.each([
    ['outcome:|', 'outcome', ''],
    ['a -outcome:fa|', 'outcome', 'fa'],
    ['outcome:fa|iled b', 'outcome', 'fa'],
    ['status:(486, 5|', 'status', '5'],
    ['status:(486, 5|)', 'status', '5'],
    ['userAgent:"Phone 1|', 'userAgent', 'Phone 1'],
    ['userAgent:("a b", "c|', 'userAgent', 'c'],
    ['sip.Method == INV|', 'sip.Method', 'INV'],
    ['sip.Method in {INV|', 'sip.Method', 'INV'],
    ['status>=4|', 'status', '4'],
  ])('knows that a value is written in %j', (text, key, prefix) => {
    expect(writing(text)).toMatchObject({ kind: 'value', key, prefix });
  });

  test('replaces the whole word, and what stands after it stays', () => {
    expect(writing('outcome:fa|iled b')?.span).toBe('failed');
    expect(writing('userAgent:"Pho|ne" b')?.span).toBe('"Phone"'.slice(0, 7));
    expect(writing('outc|ome:failed')?.span).toBe('outcome');
  });

  test.each(['"some tex|', 'from:/^a|', 'a "b" "c|'])('offers nothing in %j', (text) => {
    expect(writing(text)).toBeUndefined();
  });
});

test('rankNames() puts names that begin so first, then words within them', () => {
  const names = ['srcIp', 'dstIp', 'ip.addr', 'participants', 'size'].map((name) => ({ name }));

  expect(rankNames(names, 'ip').map(({ name }) => name)).toEqual(['ip.addr', 'srcIp', 'dstIp', 'participants']);
});
