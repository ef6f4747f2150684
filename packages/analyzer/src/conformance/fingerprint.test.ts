import { describe, expect, test } from 'vitest';
import { parseMessage } from '@sipscope/parser';
import type { FindingRow } from '../rows/finding-row.ts';
import { fingerprintOf, withoutChance } from './fingerprint.ts';

const message = parseMessage(
  new TextEncoder().encode('OPTIONS sip:a@example.com SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=1\r\n\r\n'),
);
const row: FindingRow = {
  rule: 'SIP-VIA-002',
  level: 'must',
  severity: 'error',
  title: '',
  message: '',
  seen: 'The branch "74bf9" does not begin with z9hG4bK.',
  rfc: 3261,
  section: '8.1.1.7',
  time: '2026-01-01T00:00:00.000000Z',
  frame: 1,
  span: [40, 50],
  source: '192.0.2.1:5060',
  destination: '192.0.2.2:5060',
  userAgent: 'Phone 1.0',
};

describe('fingerprintOf()', () => {
  test('is the same in another capture of the same device', () => {
    const later: FindingRow = {
      ...row,
      seen: 'The branch "a-81f" does not begin with z9hG4bK.',
      frame: 812,
      source: '198.51.100.7:40112',
      userAgent: 'Phone 1.1',
      span: [38, 60],
    };

    expect(fingerprintOf(later, message)).toBe(fingerprintOf(row, message));
  });

  test.each([
    ['rule', { rule: 'SIP-VIA-003' }],
    ['device', { userAgent: 'Other 1.0' }],
    ['header field', { span: [0, 5] as const }],
    ['sentence', { seen: 'It has no branch.' }],
  ])('differs where the %s differs', (_, part) => {
    expect(fingerprintOf({ ...row, ...part }, message)).not.toBe(fingerprintOf(row, message));
  });

  test('tells devices without a name apart by their addresses', () => {
    const { userAgent: _, ...nameless } = row;

    expect(fingerprintOf({ ...nameless, source: '[2001:db8::1]:5060' }, message)).not.toBe(
      fingerprintOf({ ...nameless, source: '[2001:db8::2]:5060' }, message),
    );
  });
});

test.each([
  ['The 200 (INVITE) was sent 5 times.', 'The # (INVITE) was sent # times.'],
  ['"Supported" stands twice, with "a \\" b".', '"Supported" stands twice, with "…".'],
  ['It came from 192.0.2.1:5060, not from sip:1@a.', 'It came from #, not from #'],
])('withoutChance(%j)', (seen, left) => {
  expect(withoutChance(seen)).toBe(left);
});
