import { describe, expect, test } from 'vitest';
import { chooseRules } from './choose-rules.ts';
import { profileNames, profiles, type RuleSetting } from './profiles.ts';
import { messageRule, type FindingLevel, type Rule } from './rule.ts';

function rule(id: string, level: FindingLevel = 'must'): Rule {
  return messageRule({
    id,
    level,
    severity: 'error',
    title: id,
    rfc: 3261,
    section: '1',
    why: '',
    advice: '',
    right: '',
    wrong: '',
    on: { requests: 'any' },
    check: () => 'kept',
  });
}

const all = [
  rule('SIP-VIA-001'),
  rule('SIP-VIA-002', 'should'),
  rule('IMS-001', 'robustness'),
  rule('SEC-008', 'info'),
];

function chosen(choice: Parameters<typeof chooseRules>[1]): Readonly<Record<string, string>> {
  return Object.fromEntries(chooseRules(all, choice).map(({ id, level }) => [id, level]));
}

describe('chooseRules()', () => {
  test('gives all rules as they are where nothing is chosen', () => {
    expect(chooseRules(all, {})).toEqual(all);
  });

  test('takes ids and beginnings, in any case of letters', () => {
    expect(Object.keys(chosen({ only: ['sip-via'], skip: ['SIP-VIA-002'] }))).toEqual(['SIP-VIA-001']);
  });

  test('leaves out what is weaker than the weakest level', () => {
    expect(Object.keys(chosen({ weakest: 'should' }))).toEqual(['SIP-VIA-001', 'SIP-VIA-002']);
  });

  test('switches rules off and changes their levels, and how they are shown', () => {
    const settings = new Map<string, RuleSetting>([
      ['SIP-VIA-*', 'off'],
      ['IMS-001', 'must'],
    ]);

    const found = chooseRules(all, { settings });

    expect(found.map(({ id, level, severity }) => [id, level, severity])).toEqual([
      ['IMS-001', 'must', 'error'],
      ['SEC-008', 'info', 'error'],
    ]);
  });

  test('lets the longest name count, in whatever order they stand', () => {
    const settings: readonly (readonly [string, RuleSetting])[] = [
      ['SIP-*', 'off'],
      ['SIP-VIA-*', 'info'],
      ['SIP-VIA-002', 'must'],
    ];

    expect(chosen({ settings: new Map(settings), only: ['SIP'] })).toEqual({
      'SIP-VIA-001': 'info',
      'SIP-VIA-002': 'must',
    });
    expect(chosen({ settings: new Map(settings.toReversed()), only: ['SIP'] })).toEqual({
      'SIP-VIA-001': 'info',
      'SIP-VIA-002': 'must',
    });
  });

  test('lets what is set count more than the profile', () => {
    expect(chosen({ profile: 'trunk', only: ['IMS'] })).toEqual({});
    expect(chosen({ profile: 'trunk', only: ['IMS'], settings: new Map([['IMS-001', 'should']]) })).toEqual({
      'IMS-001': 'should',
    });
  });
});

describe.each(profileNames)('the profile %s', (name) => {
  test('says of each row why, and names each rule once', () => {
    const { about, rows } = profiles[name];

    const names = rows.flatMap(({ rules }) => rules);
    expect(about).toMatch(/\.$/);
    expect(rows.filter(({ because }) => !because.endsWith('.'))).toEqual([]);
    expect(names).toHaveLength(new Set(names).size);
  });
});
