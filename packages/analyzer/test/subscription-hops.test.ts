/** A subscription is the same on however many hops it is seen, and as it closes. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { SubscriptionRow } from '../src/rows.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

type Action =
  | {
      readonly kind: 'subscribe';
      readonly status: string;
      readonly expires: number;
      readonly isInDialog: boolean;
      readonly waitMs: number;
    }
  | {
      readonly kind: 'notify';
      readonly status: string;
      readonly state: string;
      readonly body: string;
      readonly waitMs: number;
    };

const statuses = ['200 OK', '401 Unauthorized', '423 Interval Too Brief', '403 Forbidden', '481 Gone', '500 Oops'];
const waitMs = fc.constantFrom(50, 1000, 40_000, 100_000);
const actions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('subscribe' as const),
      status: fc.constantFrom(...statuses, '200 OK', '200 OK', ''),
      expires: fc.constantFrom(0, 60, 600),
      isInDialog: fc.boolean(),
      waitMs,
    }),
    fc.record({
      kind: fc.constant('notify' as const),
      status: fc.constantFrom('200 OK', '200 OK', '481 Gone', ''),
      state: fc.constantFrom('active;expires=600', 'active', 'pending;expires=30', 'terminated;reason=giveup', ''),
      body: fc.constantFrom('', 'here', 'away'),
      waitMs,
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** Of the hops between Alice and Bob, in order: those that are captured. */
function flowOf(script: readonly Action[], hops: readonly (readonly [string, string])[]): SipFlow {
  const flow = new SipFlow();
  let atMs = 0;
  for (const [index, action] of script.entries()) {
    const cseq = index + 1;
    const isNotify = action.kind === 'notify';
    const method = isNotify ? 'NOTIFY' : 'SUBSCRIBE';
    // The notifier shows its tag in its first NOTIFY, and in every response.
    const tags = isNotify
      ? { fromTag: 'b', toTag: 'a' }
      : { fromTag: 'a', ...(action.isInDialog ? { toTag: 'b' } : {}) };
    const headers = ['Event: presence'];
    if (action.kind === 'subscribe') headers.push(`Expires: ${action.expires}`);
    else if (action.state !== '') headers.push(`Subscription-State: ${action.state}`);
    const body = isNotify ? { body: action.body } : {};
    const path = isNotify ? hops.toReversed().map(([near, far]) => [far, near] as const) : hops;
    const branches = path.map((_, hop) => `z9hG4bK${index}-${hop}`);
    for (const [hop, [from, to]] of path.entries()) {
      const vias = branches.slice(0, hop + 1).toReversed();
      flow.send((atMs += 1), from, to, sipMessage(method, { cseq, ...tags, branches: vias, headers, ...body }));
    }
    if (action.status !== '')
      for (const [hop, [from, to]] of [...path.entries()].toReversed()) {
        const vias = branches.slice(0, hop + 1).toReversed();
        const granted = action.kind === 'subscribe' ? [`Expires: ${action.expires}`] : [];
        const answer = {
          cseq,
          fromTag: tags.fromTag,
          toTag: isNotify ? 'a' : 'b',
          method,
          branches: vias,
          headers: granted,
        };
        flow.send((atMs += 1), to, from, sipMessage(action.status, answer));
      }
    atMs += action.waitMs;
  }
  return flow;
}

/** What does not depend on where it was captured. */
function storiesOf(rows: readonly SubscriptionRow[]): readonly object[] {
  return rows.map((row) => ({
    kind: row.kind,
    state: row.state,
    endedBy: row.endedBy,
    reason: row.reason,
    status: row.status,
    refreshes: row.refreshes,
    notifications: row.notifications,
    challenges: row.challenges,
    complete: row.complete,
    steps: row.steps.map(({ what, status }) => [what, status]),
    states: row.states?.map(({ what }) => what),
    problems: row.problems?.map(({ code, count }) => [code, count]),
  }));
}

describe('subscriptions', () => {
  test('tell the same story of one hop and of two', async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (script) => {
        const one = await analyze([flowOf(script, [[alice, bob]]).capture()]);
        const two = await analyze([
          flowOf(script, [
            [alice, proxy],
            [proxy, bob],
          ]).capture(),
        ]);

        expect(storiesOf([...two.subscriptions()])).toEqual(storiesOf([...one.subscriptions()]));
      }),
      { numRuns: 60 },
    );
  });

  test('are told as they close as they are when they are kept', async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (script) => {
        const capture = flowOf(script, [[alice, bob]]).capture();
        const told: SubscriptionRow[] = [];
        await analyze([capture], { keep: false, onSubscription: (row) => told.push(row) });

        expect(told).toEqual([...(await analyze([capture])).subscriptions()]);
      }),
      { numRuns: 60 },
    );
  });
});
