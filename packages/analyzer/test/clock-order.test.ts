import { describe, expect, test } from 'vitest';
import { alice, bob, SipFlow, sipMessage } from './sip-flow.ts';

type Sent = readonly [atMs: number, from: string, to: string, text: string];

const bye = { fromTag: 'a', toTag: 'b', cseq: 2, branches: ['z9hG4bK3'] };
/** A call of 20 ms, message by message. */
const call: readonly Sent[] = [
  [0, alice, bob, sipMessage('INVITE')],
  [2, bob, alice, sipMessage('180 Ringing', { toTag: 'b' })],
  [5, bob, alice, sipMessage('200 OK', { toTag: 'b' })],
  [6, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bK2'] })],
  [20, alice, bob, sipMessage('BYE', bye)],
  [22, bob, alice, sipMessage('200 OK', { ...bye, method: 'BYE' })],
];

/** What is told, but for the packets' numbers. */
async function toldOf(sent: readonly Sent[]): Promise<object> {
  const flow = new SipFlow();
  for (const [atMs, from, to, text] of sent) flow.send(atMs, from, to, text);
  const { transactions, dialogs, calls } = await flow.rows();
  const [row] = calls;
  return {
    transactions: transactions.map(({ method, state, finalStatus, started }) => ({
      method,
      state,
      finalStatus,
      started,
    })),
    dialogs: dialogs.map(({ state, endedBy, started, confirmed, ended }) => ({
      state,
      endedBy,
      started,
      confirmed,
      ended,
    })),
    call: {
      count: calls.length,
      outcome: row?.outcome,
      started: row?.started,
      pddMs: row?.pddMs,
      setupMs: row?.setupMs,
      durationMs: row?.durationMs,
      complete: row?.complete,
    },
  };
}

function inOrder(...numbers: readonly number[]): readonly Sent[] {
  // Each is one of the call's.
  return numbers.map((number) => call[number]!);
}

describe('a call captured on two interfaces', () => {
  test.each([
    ['requests of a side first', [0, 3, 1, 2, 4, 5]],
    ['responses before their requests', [1, 0, 2, 3, 5, 4]],
    ['everything the wrong way round', [5, 4, 3, 2, 1, 0]],
  ])('is told as it happened, with %s in the file', async (_, numbers) => {
    expect(await toldOf(inOrder(...numbers))).toEqual(await toldOf(call));
  });
});

describe('messages with equal times', () => {
  const atOnce = (sent: readonly Sent[]): readonly Sent[] =>
    sent.map(([atMs, from, to, text]) => [atMs < 20 ? 0 : 20, from, to, text] as const);

  test('are told alike with a response before its request', async () => {
    const told = await toldOf(atOnce(inOrder(1, 0, 2, 3, 5, 4)));

    expect(told).toEqual(await toldOf(atOnce(call)));
  });
});
