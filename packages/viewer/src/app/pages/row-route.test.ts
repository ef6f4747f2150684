import { expect, test } from 'vitest';
import type { ListRows } from '../../api/lists.ts';
import { rowRoute } from './row-route.ts';

/** As much of a row as is looked at. */
const opened = (row: object): unknown => rowRoute('cap', row as ListRows[keyof ListRows]);

test('rowRoute() opens a call, and a message on the ladder of its call', () => {
  expect(opened({ id: 'c1', outcome: 'failed', verdict: 'failed' })).toEqual({
    page: 'call',
    capture: 'cap',
    call: 'c1',
  });
  expect(opened({ frame: 17, index: 0, call: 'c1' })).toMatchObject({
    page: 'call',
    call: 'c1',
    message: { frame: 17 },
  });
  expect(opened({ frame: 17 })).toEqual({ page: 'message', capture: 'cap', message: { frame: 17 } });
});

test.each([
  [{ id: 't1', client: 'a', server: 'b' }, { transactions: ['t1'] }],
  [{ id: 'd1', usage: 'invite' }, { dialogs: ['d1'] }],
  [{ id: 'r1', aor: 'sip:a@example.com', outcome: 'registered', messages: [1] }, { registrations: ['r1'] }],
  [{ id: 's1', kind: 'subscribe', notifications: 1, messages: [1] }, { subscriptions: ['s1'] }],
  [{ id: 'p1', modifications: 0, messages: [1] }, { publications: ['p1'] }],
  [{ id: 'm1', kind: 'page', instantMessages: [], messages: [1] }, { conversations: ['m1'] }],
])('rowRoute() opens %o on the ladder of its messages', (row, query) => {
  expect(opened(row)).toEqual({ page: 'flow', capture: 'cap', query });
});

test('rowRoute() opens figures on the calls they are of', () => {
  expect(opened({ id: 'k1', scope: 'overall' })).toEqual({ page: 'list', capture: 'cap', list: 'calls' });
  expect(opened({ id: 'k2', scope: 'minute', started: '2026-11-22T05:51:00Z' })).toMatchObject({
    list: 'calls',
    filter: 'started>=2026-11-22T05:51:00 started<2026-11-22T05:52:00',
  });
  expect(opened({ id: 'k3', scope: 'prefix', of: '+49' })).toMatchObject({ filter: 'toNumber:+49*' });
});

test('rowRoute() leads nowhere from what belongs to nothing', () => {
  expect(opened({ id: 's1', protocol: 'RTP' })).toBeUndefined();
  expect(opened({ rule: 'SIP-VIA-011' })).toBeUndefined();
});
