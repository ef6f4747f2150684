import { describe, expect, test } from 'vitest';
import { filterTerms } from './filter-terms.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';
import { withoutField } from './without-field.ts';

describe('filterTerms()', () => {
  test.each([
    ['', []],
    ['a', ['a']],
    ['outcome:failed from:+44* -status:(486, 503)', ['outcome:failed', 'from:+44*', '-status:(486, 503)']],
    ['a and not (b or c) && !d', ['a', 'not (b or c)', '!d']],
    ['a or b', ['a or b']],
    ['(a b) c', ['(a b)', 'c']],
    ['status >= 400  "x y" /a b/', ['status >= 400', '"x y"', '/a b/']],
    ['status in {1 2} x', ['status in {1 2}', 'x']],
    ['(from:a) from=~"(b)" c', ['(from:a)', 'from=~"(b)"', 'c']],
    ['status:400..499 x', ['status:400..499', 'x']],
    ['not not a b', ['not not a', 'b']],
  ])('splits %j', (text, expected) => {
    const terms = filterTerms(text).map(({ span }) => text.slice(...span));

    expect(terms).toEqual(expected);
  });

  test('tells what is negated and what is compared', () => {
    expect(filterTerms('-status:503 not not from:a x')).toEqual([
      { span: [0, 11], negated: true, key: 'status' },
      { span: [12, 26], negated: false, key: 'from' },
      { span: [27, 28], negated: false },
    ]);
  });
});

describe('withoutField()', () => {
  test.each([
    ['outcome:failed status:503', 'status:503'],
    ['outcome:failed', ''],
    ['not outcome:(busy, failed) x', 'x'],
    ['(outcome:busy or outcome:failed) x y', 'x y'],
    ['outcome:busy or status:503', 'outcome:busy or status:503'],
  ])('leaves of %j what is not about the outcome alone', (text, expected) => {
    const { filter } = parseFilter(text, { list: 'calls' });

    expect(filter && printFilter(withoutField(filter, 'outcome'))).toBe(expected);
  });
});
