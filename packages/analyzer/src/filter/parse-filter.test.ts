import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';
import { rowFields } from './row-fields.ts';

/** The tree, written again in the language with every default spelled out. */
function normal(text: string): string {
  const { filter, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  return filter === undefined ? 'unreadable' : printFilter(filter);
}

describe('parseFilter()', () => {
  test.each([
    ['', ''],
    ['  ', ''],
    ['status:200', 'status:200'],
    ['status = 200', 'status:200'],
    ['status == 200', 'status:200'],
    ['status >= 400', 'status>=400'],
    ['status:>=400', 'status>=400'],
    ['started>"2026-11-22"', 'started>"2026-11-22"'],
    ['from:sip:alice@example.com', 'from:sip:alice@example.com'],
    ['srcIp:2001:db8::1', 'srcIp:2001:db8::1'],
    ['srcIp:::1', 'srcIp:::1'],
    ['status:400..499', 'status:400..499'],
    ['status:(200, 400..499,"x y")', 'status:(200, 400..499, "x y")'],
    ['status:500..', 'status:500..'],
    ['status:500.. 503', 'status:500.. 503'],
    ['status:..299', 'status:..299'],
    ['a b', 'a b'],
    ['a and b', 'a b'],
    ['a && b || c', 'a b or c'],
    ['a (b or c)', 'a (b or c)'],
    ['(a b) c', 'a b c'],
    ['a or (b or c)', 'a or b or c'],
    ['-status:200', 'not status:200'],
    ['not not a', 'a'],
    ['-(a or b)', 'not (a or b)'],
    ['!a', 'not a'],
    ['android:5 organ', 'android:5 organ'],
    ['"say \\"hi\\""', '"say \\"hi\\""'],
    ['(status:200)', 'status:200'],
    ['and:1', 'and:1'],
  ])('reads %j as %j', (text, expected) => {
    expect(normal(text)).toBe(expected);
  });

  test.each([
    ['status:', [7, 7]],
    ['"open', [0, 5]],
    ['(a', [2, 2]],
    ['a)', [1, 2]],
    ['a or', [4, 4]],
    ['and a', [0, 3]],
    ['status:(200', [11, 11]],
    ['status>400..499', [7, 10]],
    [':5', [0, 1]],
    ['from:alice"bob"', [10, 15]],
    ['from:"a"(b)', [8, 9]],
  ])('says where %j cannot be read', (text, span) => {
    const { filter, problems } = parseFilter(text);

    expect(filter).toBeUndefined();
    expect(problems[0]?.span).toEqual(span);
    expect(problems[0]?.message).toMatch(/\.$/);
  });

  test('names the field that was meant', () => {
    const { problems } = parseFilter('outcom:busy', { keys: Object.keys(rowFields.calls) });

    expect(problems).toEqual([{ message: 'There is no field “outcom” here. Did you mean “outcome”?', span: [0, 6] }]);
  });

  test('advises quotes for text that looks like a field', () => {
    const { problems } = parseFilter('sip:alice@example.com', { keys: Object.keys(rowFields.calls) });

    expect(problems[0]?.message).toContain('put it in quotes');
  });

  test('takes keys in any case', () => {
    const { filter, problems } = parseFilter('PDDMS>3000', { keys: Object.keys(rowFields.calls) });

    expect(problems).toEqual([]);
    expect(filter && printFilter(filter)).toBe('pddMs>3000');
  });

  test('refuses what is longer than 4096 characters or nested deeper than 64', () => {
    expect(parseFilter('a'.repeat(4097)).problems).toHaveLength(1);
    expect(parseFilter('('.repeat(65) + 'a' + ')'.repeat(65)).problems).toHaveLength(1);
    expect(parseFilter('('.repeat(64) + 'a' + ')'.repeat(64)).problems).toEqual([]);
    expect(parseFilter('-'.repeat(4000) + 'a').problems).toEqual([]);
  });

  const pieces = [
    ...'status from a * 200 5xx and or not sip:x@y . .. ... , - ! && : = != < >= :> ( )'.split(' '),
    '"',
    '"a b"',
    '\\',
    ' ',
    '\n',
    'é',
    '\u0000',
    '📞',
  ];
  const filterLike = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(fc.constantFrom(...pieces), { maxLength: 20 }).map((parts) => parts.join('')),
  );

  test('never throws, and explains whatever it cannot read', () => {
    fc.assert(
      fc.property(filterLike, (text) => {
        const { filter, problems } = parseFilter(text, { keys: ['status', 'from'] });

        expect(filter !== undefined || problems.length > 0).toBe(true);
        for (const { span } of problems) {
          expect(span[0]).toBeGreaterThanOrEqual(0);
          expect(span[1]).toBeGreaterThanOrEqual(span[0]);
          expect(span[1]).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test('reads what printFilter() writes as the same tree', () => {
    fc.assert(
      fc.property(filterLike, (text) => {
        const { filter } = parseFilter(text);
        if (filter === undefined) return;

        expect(parseFilter(printFilter(filter))).toEqual({ filter, problems: [] });
      }),
      { numRuns: 20_000 },
    );
  });
});
