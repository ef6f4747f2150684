import { parseFilter, printFilter } from '@sipscope/analyzer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choiceOf,
  type Value,
  withChoice,
  withCondition,
  withOpposite,
  withoutCondition,
  writeValue,
} from './edit-filter.ts';
import { conditionsOf } from './filter-language.ts';

function at(text: string, index: number) {
  const condition = conditionsOf(text, 'calls')[index];
  if (condition === undefined) throw new Error(`“${text}” has no condition ${index}`);
  return condition;
}

function choose(text: string, key: string, value: Value, isLeftOut = false): string {
  return withChoice(text, conditionsOf(text, 'calls'), { key, value, isLeftOut });
}

describe('withoutCondition()', () => {
  test.each([
    ['outcome:failed', 0, ''],
    ['a b c', 1, 'a c'],
    ['a and b and c', 1, 'a c'],
    ['a && not (b or c)', 1, 'a'],
    ['status:(486, 503) from:+44*', 0, 'from:+44*'],
  ])('of %j leaves out the one at %i', (text, index, rest) => {
    expect(withoutCondition(text, at(text, index))).toBe(rest);
  });
});

describe('withOpposite()', () => {
  test.each([
    ['a outcome:failed', 1, 'a not outcome:failed'],
    ['-outcome:failed b', 0, 'outcome:failed b'],
    ['not (a or b)', 0, '(a or b)'],
    ['a or b', 0, 'not (a or b)'],
    ['(a b) or (c)', 0, 'not ((a b) or (c))'],
    ['status >= 400', 0, 'not status >= 400'],
    ['from contains "x y"', 0, 'not from contains "x y"'],
    ['!/a b/', 0, '/a b/'],
  ])('turns round in %j the one at %i', (text, index, other) => {
    expect(withOpposite(text, at(text, index))).toBe(other);
    expect(parseFilter(other, { list: 'calls' }).problems).toEqual([]);
  });
});

describe('withCondition()', () => {
  test.each([
    ['', 'x'],
    ['a', 'a x'],
    ['a or b', '(a or b) x'],
    ['(a or b)', '(a or b) x'],
    ['from:"this or that"', 'from:"this or that" x'],
  ])('narrows %j', (text, narrowed) => {
    const { filter } = parseFilter(withCondition(text, conditionsOf(text, 'calls'), 'x'));

    expect(filter && printFilter(filter)).toBe(narrowed);
  });
});

describe('withChoice()', () => {
  test('asks for a value, for another beside it, and for neither', () => {
    const one = choose('from:+44*', 'status', 486);
    const both = choose(one, 'status', 503);

    expect([one, both]).toEqual(['from:+44* status:486', 'from:+44* status:(486, 503)']);
    expect(choose(both, 'status', 486)).toBe('from:+44* status:503');
    expect(choose(one, 'status', 486)).toBe('from:+44*');
  });

  test('leaves out a value, another, and none', () => {
    const one = choose('', 'userAgent', 'Phone 1', true);
    const both = choose(one, 'userAgent', 'Phone 2', true);

    expect([one, both]).toEqual(['-userAgent:"Phone 1"', '-userAgent:("Phone 1", "Phone 2")']);
    expect(choose(both, 'userAgent', 'Phone 1', true)).toBe('-userAgent:"Phone 2"');
  });

  test('takes a value from what is left out before it is asked for', () => {
    expect(choose('-outcome:busy', 'outcome', 'busy')).toBe('');
    expect(choose('outcome:(busy, failed)', 'outcome', 'busy', true)).toBe('outcome:failed');
  });

  test('sees values however they are written, but not in wildcards and expressions', () => {
    const conditions = conditionsOf('OUTCOME:Failed not status:("486") from:+44* to:/1/ started>05:51', 'calls');

    expect(choiceOf(conditions, 'outcome', 'failed')).toBe('chosen');
    expect(choiceOf(conditions, 'status', 486)).toBe('left-out');
    expect(choiceOf(conditions, 'from', '+44*')).toBeUndefined();
    expect(choiceOf(conditions, 'to', '1')).toBeUndefined();
  });
});

test('writeValue() writes every value so that it means itself', () => {
  const values = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '5xx',
      'a..b',
      '10.0.0.0/8',
      '+44',
      'a*b',
      '/x/',
      'a.',
      '-1',
      'x"y\\',
      '',
      'sip:a@b;c=d',
      '[::1]:5060',
    ),
  );
  fc.assert(
    fc.property(values, (value) => {
      const { filter } = parseFilter(`from:${writeValue(value)}`);

      expect(filter).toMatchObject({ kind: 'is', key: 'from', choices: [{ kind: 'value', value: { text: value } }] });
      const isPlain = filter?.kind === 'is' && filter.choices[0]?.kind === 'value' && !filter.choices[0].value.quoted;
      expect(isPlain && /[*]|^\d+x+$|\/\d+$/i.test(value)).toBe(false);
    }),
    { numRuns: 3000 },
  );
});
