import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import type { CallRow } from '../src/rows.ts';
import { bytesOf, text } from './build-capture.ts';
import { hep3, hepChunk } from './build-hep.ts';
import { readRows } from './read-rows.ts';
import { SipFlow, sipMessage } from './sip-flow.ts';

const caller = '10.0.0.1:5060';
const border = '10.0.0.5:5060';
const callee = '10.0.0.9:5060';

/** A call from the caller to the border, and the leg that the border makes of it; all calls have the same two users. */
type Through = { readonly atMs: number; readonly legMs: number; readonly ringMs: number };

function throughBorder(calls: readonly Through[], headers: readonly string[] = []): SipFlow {
  const flow = new SipFlow();
  const steps: { readonly atMs: number; readonly send: () => void }[] = [];
  for (const [at, { atMs, legMs, ringMs }] of calls.entries()) {
    const inner = { callId: `in${at}#4711`, fromTag: `i${at}`, branches: [`z9hG4bKi${at}`], sentBy: caller };
    const outer = { callId: `out${at}#0815`, fromTag: `o${at}`, branches: [`z9hG4bKo${at}`], sentBy: border };
    const send = (ms: number, from: string, to: string, text: string): void => {
      steps.push({ atMs: ms, send: () => flow.send(ms, from, to, text) });
    };
    send(atMs, caller, border, sipMessage('INVITE', { ...inner, headers }));
    send(atMs + legMs, border, callee, sipMessage('INVITE', { ...outer, headers }));
    send(atMs + legMs + ringMs, callee, border, sipMessage('486 Busy Here', { ...outer, toTag: 'x' }));
    send(atMs + legMs + ringMs + 1, border, caller, sipMessage('486 Busy Here', { ...inner, toTag: 'y' }));
  }
  for (const { send } of steps.toSorted((a, b) => a.atMs - b.atMs)) send();
  return flow;
}

/** Call-IDs of the legs of a call by the number that the test gave them. */
function numbersOf({ callIds }: CallRow): readonly (string | undefined)[] {
  return callIds.map((callId) => /^(?:in|out)(\d+)#/.exec(callId)?.[1]);
}

describe('legs of calls', () => {
  test('are joined one call at a time, as a slow load generator sends them', async () => {
    const calls = Array.from({ length: 20 }, (_, at) => ({ atMs: at * 1000, legMs: 5, ringMs: 300 }));

    const rows = (await throughBorder(calls).rows()).calls;

    expect(rows).toHaveLength(20);
    for (const row of rows) expect(row.legs).toMatchObject([{ joined: { by: ['users'], confidence: 'low' } }]);
  });

  test('are never joined to another call than the one they were made of, however calls of the same users overlap', async () => {
    const through = fc.record({
      atMs: fc.integer({ min: 0, max: 5000 }),
      legMs: fc.integer({ min: 1, max: 1500 }),
      ringMs: fc.integer({ min: 1, max: 2000 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(through, { minLength: 1, maxLength: 12 }), async (calls) => {
        const rows = (await throughBorder(calls).rows()).calls;

        for (const row of rows) expect(new Set(numbersOf(row)).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  test('of thousands of calls at once stay apart, with the same name of a vendor in all of them too', async () => {
    const calls = Array.from({ length: 1500 }, (_, at) => ({ atMs: at, legMs: 400, ringMs: 800 }));

    const rows = (await throughBorder(calls, ['Cisco-Guid: 1234567890-1-2-3']).rows()).calls;

    // The first leg goes out while only one call has had that name.
    expect(rows.filter(({ callIds }) => callIds.length > 1).length).toBeLessThanOrEqual(1);
    for (const row of rows) expect(new Set(numbersOf(row)).size).toBe(1);
  });

  test('are told alike where nothing is kept', async () => {
    const calls = Array.from({ length: 50 }, (_, at) => ({ atMs: at * 700, legMs: 5, ringMs: 300 }));
    const capture = throughBorder(calls).until(200_000).capture();
    const told: CallRow[] = [];

    await analyze([capture], { keep: false, onCall: (row) => told.push(row) });

    expect(told).toEqual([...(await analyze([capture])).calls()]);
  });

  test('are told by the correlation id that HEP brings: the Call-ID of the first', async () => {
    const inner = sipMessage('INVITE', { callId: 'in1@10.0.0.1', sentBy: '192.0.2.1' });
    const outer = sipMessage('INVITE', { callId: 'out1@198.51.100.1', fromTag: 'o', sentBy: '198.51.100.1' });
    const bytes = bytesOf(
      hep3(inner),
      hep3(outer, {
        source: [198, 51, 100, 1],
        destination: [198, 51, 100, 2],
        microseconds: 5000,
        more: [hepChunk(0x11, text('in1@10.0.0.1'))],
      }),
    );

    const { calls } = await readRows([bytes]);

    expect(calls).toMatchObject([
      {
        callIds: ['in1@10.0.0.1', 'out1@198.51.100.1'],
        legs: [{ joined: { by: ['correlation-id'], confidence: 'high', frames: [1, 2] } }],
      },
    ]);
  });
});
