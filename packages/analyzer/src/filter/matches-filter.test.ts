import { describe, expect, test } from 'vitest';
import { matchesFilter } from './matches-filter.ts';
import { parseFilter } from './parse-filter.ts';

const call = {
  id: 'c17',
  callIds: ['7f3a@10.0.1.5', 'b2b-1'],
  from: 'sip:+442079460123@gw.example;user=phone',
  to: 'tel:+33170189900',
  started: '2026-11-22T05:51:02.113000Z',
  outcome: 'failed',
  status: 503,
  reason: 'Service Unavailable',
  pddMs: 3120.5,
  transfer: { kind: 'blind', target: 'sip:carol@example.com', status: 486 },
  retransmission: true,
  provisional: [100, 183],
};

function matches(text: string): boolean {
  const { filter, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  return filter !== undefined && matchesFilter(filter, call);
}

describe('matchesFilter()', () => {
  test.each([
    '',
    'outcome:failed',
    'OUTCOME:FAILED',
    'status:503',
    'status:5xx',
    'status:50*',
    'status:*',
    'status>=400',
    'status:400..599',
    'status:(486, 503)',
    'status!=200',
    'pddMs>3000',
    'pddMs:3120.5',
    'pddMs<=3120.5',
    'from:+4420*',
    'from:+442079460123',
    'from:sip:*@gw.example*',
    'to:+33170189900',
    'started>"2026-11-22"',
    'started<2026-11-23',
    'reason:"service unavailable"',
    'callIds:b2b-1',
    'callIds:*@10.0.1.5',
    'transfer:blind',
    'transfer:carol',
    'transfer:486',
    'transfer:4*',
    'provisional:183',
    'provisional>150',
    'retransmission:true',
    'unavail',
    'serv*able',
    '"10.0.1.5"',
    'not 999999999',
    '-outcome:busy',
    'outcome:busy or status:503',
    'outcome:failed (status:404 or status:503) -from:bob',
  ])('finds the call by %s', (text) => {
    expect(matches(text)).toBe(true);
  });

  test.each([
    'outcome:fail',
    'outcome:"fail*"',
    'status:4xx',
    'status>503',
    'status:abc',
    'status>abc',
    'answered:*',
    'answered!=x',
    'not answered!=x nosuchtext',
    'durationMs<5',
    'callIds!=b2b-1',
    'from:4420',
    'retransmission>0',
    '__proto__:*',
    'constructor:*',
    'outcome:failed and status:200',
    '5030',
  ])('does not find the call by %s', (text) => {
    expect(matches(text)).toBe(false);
  });
});
