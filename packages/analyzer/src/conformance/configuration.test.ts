import { describe, expect, test } from 'vitest';
import { readConfiguration } from './configuration.ts';

const ids = ['SIP-VIA-001', 'SIP-VIA-002', 'ICE-001'];

function problemsOf(value: unknown): readonly string[] {
  const { problems = [] } = readConfiguration(typeof value === 'string' ? value : JSON.stringify(value), ids);
  return problems.map(({ path, reason }) => `${path}: ${reason}`);
}

describe('readConfiguration()', () => {
  test('takes what the schema has', () => {
    const configuration = {
      $schema: './schema.json',
      profile: 'ims',
      rules: { 'SIP-VIA-*': 'off', 'ICE-001': 'info' },
      suppressions: [{ rule: 'ICE-*', device: 'Phone*', reason: 'Known to the vendor.', expires: '2028-02-29' }],
      failOn: 'should',
    };

    expect(readConfiguration(JSON.stringify(configuration), ids)).toEqual({ configuration });
  });

  test('takes an empty one, and one that begins with a byte order mark', () => {
    expect(readConfiguration('\ufeff{}', ids)).toEqual({ configuration: {} });
  });

  test.each([
    ['no JSON', '{', ': It is no JSON'],
    ['a list', [], ': It must be an object, not a list.'],
    ['nothing', 'null', ': It must be an object, not null.'],
    ['an unknown name', { profil: 'ims' }, ': There is no "profil"; there are: $schema, profile, rules'],
    ['an unknown profile', { profile: 'volte' }, 'profile: It cannot be "volte"; it is one of rfc, trunk, ims'],
    ['a number for a text', { failOn: 3 }, 'failOn: It must be a text, not a number.'],
    ['a level that is none', { rules: { 'ICE-001': 'error' } }, 'rules["ICE-001"]: It cannot be "error"'],
    ['a rule that is none', { rules: { 'ICE-999': 'off' } }, 'rules["ICE-999"]: There is no rule "ICE-999".'],
    ['a name that can be no rule', { rules: { '../x': 'off' } }, 'rules: "../x" is no rule\'s id'],
    ['a name of all objects', '{"__proto__": 1}', ': There is no "__proto__"'],
    ['a suppression without a reason', { suppressions: [{ rule: 'ICE-*' }] }, 'suppressions[0]: "reason" is missing.'],
    ['an empty reason', { suppressions: [{ rule: 'ICE-*', reason: ' ' }] }, 'suppressions[0].reason: It is empty.'],
    [
      'a day that is not in the calendar',
      { suppressions: [{ rule: 'ICE-*', reason: 'x', expires: '2027-02-29' }] },
      'suppressions[0].expires: There is no day 2027-02-29.',
    ],
    [
      'a day written otherwise',
      { suppressions: [{ rule: 'ICE-*', reason: 'x', expires: '1.4.2027' }] },
      'suppressions[0].expires: "1.4.2027" is not written as it must be. The last day',
    ],
  ])('tells of %s where it is and what is wrong', (_, value, words) => {
    expect(problemsOf(value).join('\n')).toContain(words);
  });
});
