/** Calls and captures whose differences are known, held against each other. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { alignSequences } from '../src/report/compare/align-sequences.ts';
import type { CallComparison, CallToCompare, ComparedPair } from '../src/report/compare/call-comparison.ts';
import { compareCalls } from '../src/report/compare/compare-calls.ts';
import { type CaptureToCompare, compareCaptures } from '../src/report/compare/compare-captures.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';
import { readFlow } from './flow/run-flow.ts';

type Read = { readonly calls: readonly CallToCompare[]; readonly capture: CaptureToCompare };

async function read(capture: Uint8Array): Promise<Read> {
  const texts: Uint8Array[] = [];
  const analysis = await analyze([capture], {
    readTexts: true,
    onMessage: (message, bytes) => (texts[message] = bytes.slice()),
  });
  const calls = [...analysis.calls()].map((call) => ({
    call,
    messages: analysis.messagesOfCall(call.id).map((message) => {
      const bytes = texts[message] ?? new Uint8Array();
      return { row: analysis.messageRow(message, bytes), index: analysis.frame(message).index, bytes };
    }),
    findings: [...analysis.findings()].filter((finding) => finding.call === call.id),
    streams: analysis.streamsOfCall(call.id),
  }));
  return { calls, capture: { summary: analysis.summary(), findings: analysis.findingGroups() } };
}

async function callOf(flow: string): Promise<CallToCompare> {
  const [call] = (await read(readFlow('compared.flow', flow).capture)).calls;
  if (call === undefined) throw new Error('The flow has no call.');
  return call;
}

const people = `alice  192.0.2.1  sip:alice@example.com  "Phone 1.0"
proxy  192.0.2.10 proxy record-route
bob    192.0.2.2  sip:bob@example.com`;

const answered = `# answered
${people}

0.000   alice -> proxy  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU PCMA
+0.002  proxy -> bob    INVITE
+0.1    proxy <- bob    180
+0.002  alice <- proxy  180
+2.0    proxy <- bob    200  sdp answer audio 4002 PCMU
+0.002  alice <- proxy  200
+0.01   alice -> proxy  ACK
+0.002  proxy -> bob    ACK
+5      alice -> proxy  BYE
+0.002  proxy -> bob    BYE
+0.01   proxy <- bob    200
+0.002  alice <- proxy  200
`;

/** The same call of other people at other addresses, an hour later and a little slower. */
const elsewhere = answered
  .replaceAll('192.0.2.', '198.51.100.')
  .replaceAll('example.com', 'example.net')
  .replaceAll('alice', 'carol')
  .replaceAll('bob', 'dave')
  .replaceAll('4000', '6000')
  .replaceAll('4002', '6002')
  .replaceAll('+0.1 ', '+0.12');

const refused = `# refused
${people}

0.000   alice -> proxy  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU PCMA
+0.002  proxy -> bob    INVITE
+0.1    proxy <- bob    180
+0.002  alice <- proxy  180
+2.0    proxy <- bob    503
+0.002  proxy -> bob    ACK
+0.002  alice <- proxy  503
+0.01   alice -> proxy  ACK
`;

const reliable = `# reliable
alice  192.0.2.1
bob    192.0.2.2

0.0   alice -> bob  INVITE sip:bob@example.com  sdp offer audio 4000 PCMU
+0.1  alice <- bob  183  reliable  sdp answer audio 4002 PCMU
+0.1  alice -> bob  PRACK
+0.01 alice <- bob  200 PRACK
+2    alice <- bob  200 INVITE
+0.01 alice -> bob  ACK
`;
const unreliable = reliable
  .split('\n')
  .filter((line) => !line.includes('PRACK'))
  .join('\n')
  .replace('  reliable', '');

function told({ state, left, right, hop, moved }: ComparedPair): string {
  const label =
    left === undefined || right === undefined || left.label === right.label
      ? (left ?? right)?.label
      : `${left.label} | ${right.label}`;
  return `${state}${moved === true ? ' moved' : ''} ${label} ${hop.join('>')}`;
}

function differing({ messages }: CallComparison): readonly string[] {
  return messages.filter(({ state }) => state !== 'same').map(told);
}

function swapped(state: string): string {
  return state === 'left' ? 'right' : state === 'right' ? 'left' : state;
}

/** The result as it would be with the sides swapped. */
function mirrored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mirrored);
  if (typeof value !== 'object' || value === null) return value;
  const { left, right, leftShare, rightShare, ...rest } = value as Record<string, unknown>;
  const entries = Object.entries(rest).map(([key, one]) => {
    if (key === 'state') return [key, swapped(one as string)];
    if (key === 'difference' || key === 'laterMs') return [key, 0 - (one as number)];
    return [key, mirrored(one)];
  });
  return {
    ...Object.fromEntries(entries),
    ...(right !== undefined && { left: mirrored(right) }),
    ...(left !== undefined && { right: mirrored(left) }),
    ...(rightShare !== undefined && { leftShare: rightShare }),
    ...(leftShare !== undefined && { rightShare: leftShare }),
  };
}

/** Minus zero is zero. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('compareCalls()', () => {
  test('finds nothing between the same call of others at other addresses', async () => {
    const compared = compareCalls(await callOf(answered), await callOf(elsewhere));

    const { messages, isSame, facts } = compared;
    expect(messages.flatMap(({ differences = [] }) => differences)).toEqual([]);
    expect(differing(compared)).toEqual([]);
    expect(isSame).toBe(true);
    expect(facts.filter(({ state }) => state !== 'same').map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['from', 'to', 'pddMs']),
    );
    expect(messages.map(({ laterMs }) => laterMs)).toEqual([0, 0, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20]);
  });

  test('tells another codec where it is offered, and where it is answered', async () => {
    const { messages, isSame } = compareCalls(
      await callOf(answered),
      await callOf(answered.replace('4002 PCMU', '4002 PCMA')),
    );

    const pairs = messages.filter(({ state }) => state !== 'same');
    expect(isSame).toBe(false);
    expect(pairs.map(told)).toEqual(['differs 200 OK 2>1', 'differs 200 OK 1>0']);
    expect(pairs[0]?.differences).toContainEqual({
      part: 'sdp',
      name: expect.stringContaining('audio'),
      state: 'differs',
      left: 'm=audio 9 RTP/AVP 0',
      right: 'm=audio 9 RTP/AVP 8',
    });
  });

  test('holds a refusal against the answer, and tells what only followed one of them', async () => {
    const compared = compareCalls(await callOf(answered), await callOf(refused));

    expect(differing(compared)).toEqual(
      expect.arrayContaining([
        'differs 200 OK | 503 Service Unavailable 2>1',
        'differs 200 OK | 503 Service Unavailable 1>0',
        'left BYE 0>1',
        'left BYE 1>2',
      ]),
    );
    expect(compared.facts).toContainEqual({ fact: 'status', state: 'differs', left: 200, right: 503, notable: true });
    expect(compared.facts).toContainEqual(expect.objectContaining({ fact: 'endedBy', notable: true }));
  });

  test('tells a PRACK that the other call has not', async () => {
    const compared = compareCalls(await callOf(reliable), await callOf(unreliable));

    expect(differing(compared)).toEqual(
      expect.arrayContaining(['left PRACK 0>1', 'left 200 OK 1>0', 'differs 183 Session Progress 1>0']),
    );
    expect(compared.messages.find((pair) => told(pair).includes('183'))?.differences).toContainEqual(
      expect.objectContaining({ part: 'header', name: 'Require', state: 'left' }),
    );
  });

  test('takes a message that came in another order for moved, not for missing', async () => {
    const late = answered.replace('+0.002  proxy -> bob    ACK\n', '').replace('+5 ', '+0.002 proxy -> bob ACK\n+5 ');
    const compared = compareCalls(await callOf(answered), await callOf(late));

    expect(compared.messages.some(({ state }) => state === 'left' || state === 'right')).toBe(false);
  });

  test('compares as many messages as it says, and tells how many it leaves out', async () => {
    const call = await callOf(answered);
    const [first] = call.messages;
    const many = {
      ...call,
      messages: Array.from({ length: 2500 }, () => first!),
      call: { ...call.call, messages: 3000 },
    };

    const { left, right, messages, isSame } = compareCalls(many, call);

    expect(left.moreMessages).toBe(1000);
    expect(right.moreMessages).toBeUndefined();
    expect(messages.length).toBeGreaterThanOrEqual(2000);
    expect(isSame).toBe(false);
  });
});

describe('whatever is compared', async () => {
  const flows = findFlows().filter(({ file }) => /flows\/(calls|offer-answer|media|hop)\//.test(file));
  const all = await Promise.all(flows.map(async ({ file }) => read(openFlow(file).capture)));
  const calls = all.flatMap((one) => one.calls);

  test('differs in nothing from itself', () => {
    for (const call of calls) {
      const compared = compareCalls(call, call);

      expect([call.call.id, compared.isSame, differing(compared)]).toEqual([call.call.id, true, []]);
      expect(compared.facts.every(({ state }) => state === 'same')).toBe(true);
    }
    for (const { capture } of all) {
      const { isSame, sections } = compareCaptures(capture, capture);

      expect(isSame).toBe(true);
      expect(sections.flatMap(({ figures }) => figures).every(({ state }) => state === 'same')).toBe(true);
    }
  });

  test('is swapped when the sides are', () => {
    for (const [at, call] of calls.entries()) {
      const other = calls[(at * 7 + 3) % calls.length]!;

      expect(plain(compareCalls(other, call))).toEqual(plain(mirrored(compareCalls(call, other))));
    }
    for (const [at, { capture }] of all.entries()) {
      const other = all[(at * 5 + 1) % all.length]!.capture;

      expect(plain(compareCaptures(other, capture))).toEqual(plain(mirrored(compareCaptures(capture, other))));
    }
  });
});

describe('compareCaptures()', () => {
  test('tells what is only in one, with shares', async () => {
    const [good, bad] = await Promise.all(
      [answered, refused].map(async (flow) => read(readFlow('f.flow', flow).capture)),
    );

    const { sections, isSame } = compareCaptures(good!.capture, bad!.capture);

    const statuses = sections.find(({ section }) => section === 'statuses')?.figures ?? [];
    const outcomes = sections.find(({ section }) => section === 'outcomes')?.figures ?? [];
    expect(isSame).toBe(false);
    expect(statuses).toContainEqual({ name: '503', state: 'right', right: 2, rightShare: 50, notable: true });
    expect(outcomes.map(({ name, state }) => `${state} ${name}`).toSorted()).toEqual(['left answered', 'right failed']);
    expect(sections.find(({ section }) => section === 'kpis')?.figures).toContainEqual({
      name: 'ser',
      state: 'differs',
      left: 100,
      right: 0,
      difference: -100,
      notable: true,
    });
  });
});

function inOrder(texts: readonly string[]): readonly string[] {
  return texts.toSorted((one, other) => (one < other ? -1 : 1));
}

test('sequences keep every member once, and are mirrored when swapped', () => {
  const sequence = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd1', 'd2'), fc.nat(20)), { maxLength: 14 });
  type One = readonly [string, number];
  const reader = {
    keyOf: ([key]: One) => key,
    likeOf: ([key]: One) => (key.startsWith('d') ? 'd' : undefined),
    timeOf: ([, time]: One) => time,
  };
  fc.assert(
    fc.property(sequence, sequence, (left, right) => {
      const pairs = alignSequences<One>(left, right, reader);
      const back = alignSequences<One>(right, left, reader);

      const all = (side: 'left' | 'right'): readonly string[] =>
        pairs.flatMap((pair) => (pair[side] === undefined ? [] : [String(pair[side])]));
      expect(inOrder(all('left'))).toEqual(inOrder(left.map(String)));
      expect(inOrder(all('right'))).toEqual(inOrder(right.map(String)));
      expect(back.map((pair) => [pair.right?.[0], pair.left?.[0]])).toEqual(
        pairs.map((pair) => [pair.left?.[0], pair.right?.[0]]),
      );
    }),
  );
});
