import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sdpOf, SessionTalk } from '../../test/session-talk.ts';
import type { SessionRow } from '../rows.ts';

const requests = ['INVITE', 'ACK', 'PRACK', 'UPDATE', 'BYE', 'INFO'];
const toInvite = ['180 INVITE', '183 INVITE', '200 INVITE', '486 INVITE', '491 INVITE'];
const toOthers = ['200 PRACK', '488 PRACK', '200 UPDATE', '491 UPDATE', '500 UPDATE'];
const name = fc.constantFrom(...requests, ...toInvite, ...toOthers);
const sdp = fc.option(
  fc
    .record({ host: fc.constantFrom('10.0.0.1', '10.0.0.2'), port: fc.constantFrom(0, 4000, 4002), version: fc.nat(3) })
    .map(({ host, port, version }) => sdpOf(host, [{ port, direction: 'sendrecv' }], version)),
  { nil: undefined },
);
const said = fc.record({
  requester: fc.constantFrom('a' as const, 'b' as const),
  name,
  sdp,
  cseq: fc.integer({ min: 1, max: 3 }),
  rseq: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
  rack: fc.constantFrom('1 1', '2 1', '1 2'),
  tag: fc.constantFrom(undefined, 'b', 'c'),
  hop: fc.constantFrom(1, 2),
});

function talkOf(messages: readonly (typeof said extends fc.Arbitrary<infer Said> ? Said : never)[]): {
  rows: SessionRow[];
  mostOpen: number;
} {
  const talk = new SessionTalk();
  let mostOpen = 0;
  for (const { requester, name: what, sdp: body, rseq, tag, ...rest } of messages) {
    talk.say(requester, what, {
      ...rest,
      ...(body !== undefined && { sdp: body }),
      ...(rseq !== undefined && { rseq }),
      ...(tag !== undefined && { tag }),
    });
    for (const index of talk.negotiations.keys()) {
      const open = talk.row(index).exchanges.filter(({ outcome, crossed }) => outcome === 'open' && crossed !== true);
      mostOpen = Math.max(mostOpen, open.length);
    }
  }
  return { rows: talk.negotiations.map((_, index) => talk.row(index)), mostOpen };
}

const messages = fc.array(said, { maxLength: 30 });

describe('offers and answers, whatever comes', () => {
  test('never are two offers of one dialog open', () => {
    fc.assert(
      fc.property(messages, (list) => {
        expect(talkOf(list).mostOpen).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('each answer has its offer, of the other side and from before it', () => {
    fc.assert(
      fc.property(messages, (list) => {
        for (const { offer, answer, outcome } of talkOf(list).rows.flatMap(({ exchanges }) => exchanges)) {
          expect(answer !== undefined).toBe(outcome === 'answered');
          if (answer === undefined) continue;
          expect(offer?.by).not.toBe(answer.by);
          expect(offer?.frame).toBeLessThan(answer.frame);
        }
      }),
    );
  });

  test('states follow one another, each with the frames that prove it', () => {
    fc.assert(
      fc.property(messages, (list) => {
        for (const { states } of talkOf(list).rows)
          for (const [index, { started, ended, frames }] of states.entries()) {
            const next = states[index + 1];
            expect(frames.length).toBeGreaterThan(0);
            expect((ended ?? '9') >= started).toBe(true);
            expect(next === undefined || next.started >= (ended ?? '9')).toBe(true);
          }
      }),
    );
  });
});
