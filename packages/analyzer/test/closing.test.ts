import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Analysis, analyze, type AnalyzeOptions } from '../src/index.ts';
import { alice, bob, sipMessage, SipFlow } from './sip-flow.ts';

const folder = path.join(import.meta.dirname, '../../../fixtures/captures');
const captures = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pcap'));

type Told = { readonly id: string };

/** Rows of messages that are compared: each is parsed for its row. */
const mostRows = 1000;

function rowOf(message: number, bytes: Uint8Array, analysis: Analysis): unknown {
  return { row: analysis.messageRow(message, bytes), ...analysis.frame(message), place: analysis.place(message) };
}

/** What is told of a capture when nothing is kept, and when it was told: after how many messages. */
async function tell(
  capture: Uint8Array,
  options: AnalyzeOptions = {},
): Promise<{
  messages: unknown[];
  transactions: Told[];
  dialogs: Told[];
  calls: Told[];
  callsAt: number[];
  analysis: Analysis;
}> {
  const told = { messages: [] as unknown[], transactions: [] as Told[], dialogs: [] as Told[], calls: [] as Told[] };
  const callsAt: number[] = [];
  let messages = 0;
  const analysis = await analyze([capture], {
    ...options,
    keep: false,
    onMessage(message, bytes, soFar) {
      if (messages++ < mostRows) told.messages.push(rowOf(message, bytes, soFar));
    },
    onTransaction: (row) => told.transactions.push(row),
    onDialog: (row) => told.dialogs.push(row),
    onCall(row) {
      told.calls.push(row);
      callsAt.push(messages);
    },
  });
  return { ...told, callsAt, analysis };
}

/** The same of an analysis that keeps everything. */
async function keep(
  capture: Uint8Array,
  options: AnalyzeOptions = {},
): Promise<Omit<Awaited<ReturnType<typeof tell>>, 'callsAt'>> {
  const messages: unknown[] = [];
  const analysis = await analyze([capture], {
    ...options,
    onMessage: (message, bytes, soFar) =>
      message < mostRows ? messages.push(rowOf(message, bytes, soFar)) : undefined,
  });
  return {
    messages,
    transactions: [...analysis.transactions()],
    dialogs: [...analysis.dialogs()],
    calls: [...analysis.calls()],
    analysis,
  };
}

function byNumber(rows: readonly Told[]): readonly Told[] {
  return rows.toSorted((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

/** One call at the beginning, one that stays up, and then nothing but OPTIONS: a request and its answer each millisecond. */
function longFlow(pings: number): SipFlow {
  const flow = new SipFlow();
  for (const callId of ['short', 'up']) {
    const keys = { callId, branches: [`z9hG4bK${callId}`] };
    flow.send(0, alice, bob, sipMessage('INVITE', keys));
    flow.send(1, bob, alice, sipMessage('200 OK', { ...keys, toTag: 'b' }));
    flow.send(2, alice, bob, sipMessage('ACK', { ...keys, toTag: 'b', branches: [`z9hG4bKa${callId}`] }));
  }
  const bye = { callId: 'short', cseq: 2, toTag: 'b', branches: ['z9hG4bKbye'] };
  flow.send(3, alice, bob, sipMessage('BYE', bye));
  flow.send(4, bob, alice, sipMessage('200 OK', { ...bye, method: 'BYE' }));
  for (let ping = 0; ping < pings; ping++) {
    const keys = { callId: `ping-${ping}`, fromTag: `p${ping}`, branches: [`z9hG4bKp${ping}`] };
    flow.send(10 + ping, alice, bob, sipMessage('OPTIONS', keys));
    flow.send(10 + ping, bob, alice, sipMessage('200 OK', { ...keys, method: 'OPTIONS', toTag: 'b' }));
  }
  return flow;
}

describe('an analysis that keeps nothing', () => {
  test.each(captures)('tells of %s what one holds that keeps everything', async (name) => {
    const capture = readFileSync(path.join(folder, name));

    const kept = await keep(capture);
    const told = await tell(capture);

    expect(told.messages).toEqual(kept.messages);
    expect(byNumber(told.transactions)).toEqual(kept.transactions);
    expect(byNumber(told.dialogs)).toEqual(kept.dialogs);
    expect(byNumber(told.calls)).toEqual(kept.calls);
    expect(told.analysis.summary()).toEqual(kept.analysis.summary());
  });

  test('tells what is over before the capture ends, and of a long capture what one holds that keeps everything', async () => {
    const capture = longFlow(33_500).capture();

    const kept = await keep(capture);
    const told = await tell(capture);

    // Texts: comparing so many rows one by one takes a minute.
    const differing = (['transactions', 'dialogs', 'calls'] as const).filter(
      (rows) => JSON.stringify(byNumber(told[rows])) !== JSON.stringify(kept[rows]),
    );
    expect(differing).toEqual([]);
    expect(JSON.stringify(told.messages) === JSON.stringify(kept.messages)).toBe(true);
    expect(told.analysis.summary()).toEqual(kept.analysis.summary());
    expect(told.calls.map(({ id }) => id)).toEqual(['c1', 'c2']);
    expect(told.callsAt[0]).toBeLessThan(told.analysis.messageCount);
    expect(told.callsAt[1]).toBe(told.analysis.messageCount);
  });

  test('tells calls that rested for long, and went on, as if they had not', async () => {
    const flow = longFlow(33_500);
    const talks: readonly (readonly [string, string])[] = [
      ['hung-up', 'BYE'],
      ['changed', 'INVITE'],
      ['asked', 'INFO'],
      ['sent-again', '200 OK'],
      ['transferred', 'REFER'],
      ['silent', ''],
    ];
    for (const [at, [callId, later]] of talks.entries()) {
      const keys = { callId, branches: [`z9hG4bK${callId}`], headers: ['Reason: SIP;cause=200'] };
      flow.send(5 + at, alice, bob, sipMessage('INVITE', keys));
      flow.send(5 + at, bob, alice, sipMessage('200 OK', { ...keys, toTag: `b${at}` }));
      flow.send(6 + at, alice, bob, sipMessage('ACK', { ...keys, toTag: `b${at}`, branches: [`z9hG4bKa${callId}`] }));
      const next = { ...keys, toTag: `b${at}`, cseq: 2, branches: [`z9hG4bKn${callId}`] };
      if (later === '200 OK') flow.send(33_600 + at, bob, alice, sipMessage(later, { ...keys, toTag: `b${at}` }));
      else if (later !== '') flow.send(33_600 + at, alice, bob, sipMessage(later, next));
    }
    const capture = flow.capture();

    const kept = await keep(capture);
    const told = await tell(capture);

    expect(byNumber(told.calls)).toEqual(kept.calls);
    expect(byNumber(told.dialogs)).toEqual(kept.dialogs);
    expect(told.calls.map(({ id }) => id)).toEqual(byNumber(told.calls).map(({ id }) => id));
  });

  test('holds no more open than it may', async () => {
    const capture = longFlow(33_500).capture();

    const told = await tell(capture, { limits: { messages: { openAtOnce: 1000 } } });

    expect(told.transactions).toHaveLength(33_505);
    expect(told.callsAt[1]).toBeLessThan(told.analysis.messageCount);
    expect(told.analysis.summary().diagnostics).toMatchObject([{ code: 'limit-dialogs', count: 1 }]);
  });

  test('holds no more calls open than it may, whose ends were not captured', async () => {
    const flow = new SipFlow();
    for (let call = 0; call < 33_500; call++) {
      const keys = { callId: `call-${call}`, branches: [`z9hG4bK${call}`] };
      flow.send(10 * call, alice, bob, sipMessage('INVITE', keys));
      flow.send(10 * call, bob, alice, sipMessage('200 OK', { ...keys, toTag: 'b' }));
    }

    const told = await tell(flow.capture(), { limits: { messages: { openAtOnce: 1000 } } });

    expect(told.calls).toHaveLength(33_500);
    expect(told.callsAt[0]).toBeLessThan(told.analysis.messageCount);
    expect(told.analysis.summary().diagnostics).toMatchObject([{ code: 'limit-dialogs', count: 1 }]);
  });

  test('cannot be asked for what it told', async () => {
    const { analysis } = await tell(new SipFlow().send(0, alice, bob, sipMessage('INVITE')).capture());

    expect(() => [...analysis.calls()]).toThrow('keeps nothing');
    expect(() => analysis.messagesOfCall('c1')).toThrow('keeps nothing');
    expect(analysis.summary().counts.calls).toBe(1);
  });
});

describe('what comes after its call was over', () => {
  test('is another call', async () => {
    const flow = longFlow(33_000);
    const bye = { callId: 'short', cseq: 2, toTag: 'b', branches: ['z9hG4bKbye'] };
    flow.send(100_000, alice, bob, sipMessage('BYE', bye));

    const { calls } = await keep(flow.capture());

    expect(calls).toHaveLength(3);
    expect(calls[2]).toMatchObject({ id: 'c3', callIds: ['short'], complete: false });
  });
});
