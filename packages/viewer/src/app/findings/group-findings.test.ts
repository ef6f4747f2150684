import type { FindingRow } from '@sipscope/analyzer';
import { describe, expect, test } from 'vitest';
import { groupFindings } from './group-findings.ts';

function finding(part: Partial<FindingRow>): FindingRow {
  const row = {
    rule: 'SIP-VIA-003',
    level: 'must',
    severity: 'error',
    title: 'The branch begins with z9hG4bK',
    message: 'The branch "1" does not begin with z9hG4bK.',
    seen: 'The branch "1" does not begin with z9hG4bK.',
    rfc: 3261,
    section: '8.1.1.7',
    time: '2026-01-05T09:00:00.000000Z',
    frame: 1,
    source: '192.0.2.1:5060',
    destination: '192.0.2.2:5060',
  } as const;
  return { ...row, ...part };
}

describe('groupFindings()', () => {
  test('tells them by rule, the strongest first, then those found most often', () => {
    const groups = groupFindings([
      finding({ rule: 'B', level: 'should' }),
      finding({ rule: 'C', level: 'must' }),
      finding({ rule: 'A', level: 'must' }),
      finding({ rule: 'A', level: 'must' }),
    ]);

    expect(groups.map(({ rule, count }) => [rule, count])).toEqual([
      ['A', 2],
      ['C', 1],
      ['B', 1],
    ]);
  });

  test('tells those of a rule by device: what it calls itself, or its host', () => {
    const [group] = groupFindings([
      finding({ source: '192.0.2.9:5060' }),
      finding({ source: '192.0.2.9:5062' }),
      finding({ userAgent: 'Phone 1.0' }),
    ]);

    expect(group?.devices.map(({ device, findings }) => [device, findings.length])).toEqual([
      ['192.0.2.9', 2],
      ['Phone 1.0', 1],
    ]);
  });

  test('of IPv6 the host is without its port', () => {
    const [group] = groupFindings([finding({ source: '[2001:db8::1]:5060' })]);

    expect(group?.devices[0]?.device).toBe('[2001:db8::1]');
  });
});
