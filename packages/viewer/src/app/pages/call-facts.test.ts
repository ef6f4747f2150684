import type { CallRow } from '@sipscope/analyzer';
import { expect, test } from 'vitest';
import { callFacts, decidedAfter, incompleteness } from './call-facts.ts';

const call: CallRow = {
  id: 'c1',
  callIds: ['a@host'],
  started: '2026-11-22T05:50:59.678796Z',
  outcome: 'failed',
  verdict: 'failed-network',
  legs: [],
  messages: 5,
  retransmissions: 0,
  participants: [],
  complete: true,
};

test('decidedAfter() counts to the answer of an answered call', () => {
  expect(decidedAfter({ ...call, outcome: 'answered', setupMs: 4102 })).toBe('4.1 s');
});

test('decidedAfter() counts to the end of a call that failed', () => {
  expect(decidedAfter({ ...call, status: 503, ended: '2026-11-22T05:51:03.780796Z' })).toBe('4.1 s');
});

test('decidedAfter() leaves a call that nobody answered to its reason, which tells the time', () => {
  expect(decidedAfter({ ...call, ended: '2026-11-22T05:51:31.678796Z' })).toBeUndefined();
});

test('decidedAfter() says nothing of a call that goes on', () => {
  expect(decidedAfter({ ...call, outcome: 'ongoing', setupMs: 100 })).toBeUndefined();
});

test('callFacts() tells only what is known', () => {
  const plain: CallRow = { ...call, outcome: 'busy', verdict: 'busy' };

  expect(callFacts(plain, 'utc').map((fact) => `${fact.name} ${fact.value}`)).toEqual([
    'started 05:50:59.678',
    'messages 5',
  ]);
  expect(callFacts({ ...plain, pddMs: 210.5, retransmissions: 2 }, 'utc').map((fact) => fact.name)).toEqual([
    'started',
    'pdd',
    'messages',
    'sent again',
  ]);
});

test('callFacts() tells how it ended beyond its outcome, and what it is tied to', () => {
  const told: CallRow = {
    ...call,
    endedBy: 'network',
    release: { cause: 38, name: 'Network out of order', by: 'status', frame: 5 },
    transfer: { kind: 'blind', target: 'sip:carol@example.com', result: 'failed', status: 486, frames: [3] },
    recordedBy: [{ call: 'c7', frame: 4 }],
  };

  const facts = callFacts(told, 'utc').map(({ name, value }) => `${name} ${value}`);

  expect(facts).toEqual([
    'started 05:50:59.678',
    'messages 5',
    'verdict failed network',
    'ended by network',
    'release cause 38 Network out of order',
    'blind transfer to sip:carol@example.com',
    'transfer failed 486',
    'recorded by c7',
  ]);
});

test('incompleteness() says how much of the call is there', () => {
  expect(incompleteness(call)).toBeUndefined();
  expect(incompleteness({ ...call, complete: false, messages: 1 })).toBe(
    'The capture starts or ends inside this call and holds 1 message of it.',
  );
});
