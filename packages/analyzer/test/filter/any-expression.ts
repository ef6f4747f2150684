import fc from 'fast-check';

/* Regular expressions and texts for tests: small, so that the one is often found in the other. Their characters mean the same to RE2 and to JavaScript. */

const atom = fc.constantFrom(
  'a',
  'b',
  'A',
  '1',
  '\\+',
  '.',
  '\\d',
  '\\w',
  '\\W',
  '[ab]',
  '[^a]',
  '[A-C1]',
  'é',
  '[à-ü]',
  '📞',
  ' ',
);
const place = fc.constantFrom('^', '$', '\\b');
const repeat = fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?', '');

export const { expression: anyExpression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(atom, repeat).map((parts) => parts.join('')),
    place,
    fc.array(tie('expression'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
    fc.tuple(tie('expression'), tie('expression')).map(([one, other]) => `(?:${one}|${other})`),
    fc.tuple(tie('expression'), repeat).map(([inner, times]) => `(${inner})${times}`),
  ),
}));

export const anyText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom('a', 'b', 'c', 'A', '1', '+', ' ', '\n', 'é', 'É', '📞', '_'), { maxLength: 8 })
  .map((parts) => parts.join(''));
