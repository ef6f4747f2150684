import { parseFilter } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTimeRange, withTimeRange } from './time-range.ts';

const from = Date.parse('2026-11-22T05:51:02.500Z');
const until = Date.parse('2026-11-22T05:51:04Z');
const term = 'started>=2026-11-22T05:51:02.500 started<2026-11-22T05:51:04';

describe('withTimeRange()', () => {
  test('adds the condition to what stands there', () => {
    expect(withTimeRange('', 'started', { from, until })).toBe(term);
    expect(withTimeRange('outcome:failed', 'started', { from, until })).toBe(`outcome:failed ${term}`);
  });

  test('narrows all of what is joined by “or”', () => {
    expect(withTimeRange('a or b', 'started', { from, until })).toBe(`(a or b) ${term}`);
  });

  test('takes the place of the range before, and clears it', () => {
    const narrowed = withTimeRange(`outcome:failed ${term} "not or this"`, 'started', { from: from + 500, until });

    expect(narrowed).toBe('outcome:failed "not or this" started>=2026-11-22T05:51:03 started<2026-11-22T05:51:04');
    expect(withTimeRange(term, 'started', undefined)).toBe('');
  });
});

describe('readTimeRange()', () => {
  test.each([
    [term, { rest: '', range: { from, until } }],
    [`x ${term}`, { rest: 'x', range: { from, until } }],
    ['started>=2026-11-22T05:51:04', { rest: '', range: { from: until } }],
    ['started:2026-11-22T05:51:04.. x', { rest: 'x', range: { from: until } }],
    ['started:..2026-11-22T05:51:03.999Z', { rest: '', range: { until } }],
    ['not started<2026-11-22T05:51:04', { rest: 'not started<2026-11-22T05:51:04' }],
    [`x or ${term}`, { rest: `x or ${term}` }],
    [`(x ${term})`, { rest: `(x ${term})` }],
    [`"${term}"`, { rest: `"${term}"` }],
    ['started:yesterday..today', { rest: 'started:yesterday..today' }],
    ['started:..', { rest: 'started:..' }],
    ['started<5', { rest: 'started<5' }],
  ])('reads %s', (filter, expected) => {
    expect(readTimeRange(filter, 'started')).toEqual(expected);
  });

  test('finds again what was written, beside any filter that can be read', () => {
    const words = fc.array(fc.constantFrom('a', 'or', '(a or b)', '"x y"', 'not c', 'outcome:failed'), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(words, (parts) => {
        const filter = parts.join(' ');
        if (parseFilter(filter).filter === undefined) return;

        const narrowed = withTimeRange(filter, 'started', { from, until });

        expect(readTimeRange(narrowed, 'started').range).toEqual({ from, until });
        expect(parseFilter(narrowed).problems).toEqual([]);
      }),
    );
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (filter) => void readTimeRange(filter, 'started')));
  });
});
