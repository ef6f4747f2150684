import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzzyMatch } from './fuzzy.ts';

const lit = (typed: string, text: string): string | undefined =>
  fuzzyMatch(typed, text)
    ?.letters.map((at) => text[at])
    .join('');

describe('what fits what was typed', () => {
  test.each([
    ['expcall', 'Export the call', 'Expcall'],
    ['copy link', 'Copy a link to what is shown', 'Copylink'],
    ['link copy', 'Copy a link to what is shown', 'Copylink'],
    ['ftc', 'Follow the transaction chosen', 'Ftc'],
    ['zz', 'Export the call', undefined],
  ])('%s in %s', (typed, text, letters) => {
    expect(lit(typed, text)).toBe(letters);
  });

  test('a word as it is typed comes before its letters strewn, the start of a word before its middle', () => {
    const order = ['Reset call', 'recall it', 'Call', 'cabal list'].toSorted(
      (one, other) => (fuzzyMatch('call', other)?.score ?? 0) - (fuzzyMatch('call', one)?.score ?? 0),
    );

    expect(order).toEqual(['Call', 'Reset call', 'recall it', 'cabal list']);
  });

  test('nothing typed fits everything', () => {
    expect(fuzzyMatch('', 'Anything')?.letters).toEqual([]);
  });
});

test('letters of a match are those typed, in the text, rising', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 6 }), fc.string({ maxLength: 40 }), (typed, text) => {
      const match = fuzzyMatch(typed, text);
      const letters = match?.letters ?? [];

      expect(letters.every((at, index) => at < text.length && (index === 0 || at > (letters[index - 1] ?? 0)))).toBe(
        true,
      );
    }),
  );
});
