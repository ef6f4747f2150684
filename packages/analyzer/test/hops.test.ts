/**
 * The path of requests over several hops. The captures were recorded between SIPp and two Kamailio proxies (`fixtures/captures/call`); what is expected of them was read by
 * hand out of what tshark tells: frames, times and Vias.
 */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyze } from '../src/analyze.ts';
import { arrowText } from '../src/report/arrow-text.ts';
import { buildLadder } from '../src/report/ladder.ts';
import type { TransactionRow } from '../src/rows.ts';
import { readRows } from './read-rows.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const folder = path.join(import.meta.dirname, '../../../fixtures/captures/call');

const uac = '127.0.1.1:5060';
const edge = '127.0.0.10:5060';
const registrar = '127.0.0.11:5060';
const desk = '127.0.2.1:5060';
const cell = '127.0.2.2:5060';

async function rowsOf(name: string): Promise<Awaited<ReturnType<typeof readRows>>> {
  return readRows([readFileSync(path.join(folder, name))]);
}

/** Of the transactions of one method: what they say of their path. */
function hopsOf(transactions: readonly TransactionRow[], method: string): object[] {
  return transactions
    .filter((row) => row.method === method)
    .map(({ client, server, hop, forwardedFrom, elementMs, answeredBy, messages }) => {
      return { client, server, hop, forwardedFrom, elementMs, answeredBy, messages };
    });
}

describe('the hops of a recorded call', () => {
  test('are told of a fork: two branches at the second proxy, each frame where it belongs', async () => {
    const { transactions } = await rowsOf('fork.pcap');

    expect(hopsOf(transactions, 'INVITE')).toEqual([
      { client: uac, server: edge, hop: 1, answeredBy: desk, messages: [9, 10, 21, 22, 26] },
      {
        client: edge,
        server: registrar,
        hop: 2,
        forwardedFrom: 't5',
        // 9 to 11, and 24 to 26.
        elementMs: { request: 0.411, response: 0.154 },
        answeredBy: desk,
        messages: [11, 12, 19, 20, 24],
      },
      {
        client: registrar,
        server: desk,
        hop: 3,
        forwardedFrom: 't6',
        // 11 to 13, and 23 to 24.
        elementMs: { request: 0.49, response: 0.285 },
        answeredBy: desk,
        messages: [13, 17, 23],
      },
      {
        client: registrar,
        server: cell,
        hop: 3,
        forwardedFrom: 't6',
        // 11 to 16; its 487 goes no further.
        elementMs: { request: 1.047 },
        answeredBy: cell,
        messages: [16, 18, 29, 32],
      },
    ]);
    expect(transactions.find(({ id }) => id === 't6')).toMatchObject({ forwardedTo: ['t7', 't8'], fork: 'parallel' });
    // The CANCEL is of the second proxy alone: nobody asked it to.
    expect(transactions.filter(({ method }) => method === 'CANCEL')).toMatchObject([{ hop: 3, cancels: 't8' }]);
    expect(transactions.find(({ method }) => method === 'CANCEL')).not.toHaveProperty('forwardedFrom');
  });

  test('are told of a fork message by message: what is new, and what was only passed on', async () => {
    const { messages } = await rowsOf('fork.pcap');

    const forwarded = messages.filter(({ sighting }) => sighting === 'forwarded').map(({ frame }) => frame);

    const registers = [2, 4, 6, 8];
    const invites = [11, 13, 16];
    const ringing = [19, 20, 21, 22];
    const answers = [24, 26];
    // The ACK to the 487, frame 32, is the second proxy's own.
    const acks = [30, 33];
    const hangUp = [382, 383, 386, 387];
    expect(forwarded).toEqual([registers, invites, ringing, answers, acks, hangUp].flat());
  });

  test('are told of a cancelled call: the CANCEL on each hop, by the INVITE there', async () => {
    const { transactions } = await rowsOf('cancel.pcap');

    expect(transactions.filter(({ method }) => method === 'CANCEL')).toMatchObject([
      { id: 't4', cancels: 't1', hop: 1, messages: [9, 11] },
      { id: 't5', cancels: 't2', hop: 2, forwardedFrom: 't4', elementMs: { request: 0.319 }, messages: [10, 13] },
      { id: 't6', cancels: 't3', hop: 3, forwardedFrom: 't5', elementMs: { request: 0.316 }, messages: [12, 14] },
    ]);
    expect(transactions.filter(({ method }) => method === 'INVITE')).toMatchObject([
      { cancelledBy: 't4', answeredBy: desk, finalStatus: 487 },
      { cancelledBy: 't5', answeredBy: desk, finalStatus: 487 },
      { cancelledBy: 't6', answeredBy: desk, finalStatus: 487 },
    ]);
  });

  test('tell where the BYE was lost: on the last hop, where it was sent twice before its answer', async () => {
    const { transactions } = await rowsOf('loss-retransmit.pcap');

    const byes = transactions.filter(({ method }) => method === 'BYE');
    expect(byes).toMatchObject([
      { client: uac, retransmissions: 0, answeredBy: desk },
      { client: edge, retransmissions: 0, forwardedFrom: 't7' },
      {
        client: registrar,
        server: desk,
        forwardedFrom: 't8',
        // 366 to 383.
        copies: { request: 1 },
        gapsMs: { request: [490.481] },
        schedule: { request: 'kept' },
        loss: [{ where: 'unanswered', frames: [366, 383] }],
        messages: [366, 383, 384],
      },
    ]);
    expect(byes.map(({ loss }) => loss?.length)).toEqual([undefined, undefined, 1]);
  });

  test('tell the element that answered a redirected call: the second proxy, then the new target', async () => {
    const { transactions } = await rowsOf('redirect.pcap');

    expect(hopsOf(transactions, 'INVITE')).toEqual([
      { client: uac, server: edge, hop: 1, answeredBy: registrar, messages: [1, 2, 6, 7] },
      {
        client: edge,
        server: registrar,
        hop: 2,
        forwardedFrom: 't1',
        elementMs: { request: 0.393, response: 0.148 },
        answeredBy: registrar,
        messages: [3, 4, 5],
      },
      { client: uac, server: '127.0.3.1:5060', hop: 1, messages: [8, 9, 10] },
    ]);
  });

  test('are known though a response carries Vias that were never in its request', async () => {
    // The 200 to the INVITE (21 to 23) has three Vias more than the INVITE: SIPp repeats those of the UPDATE.
    const { transactions } = await rowsOf('prack-update-100rel.pcap');

    for (const method of ['INVITE', 'PRACK', 'UPDATE', 'BYE']) {
      expect(transactions.filter((row) => row.method === method)).toMatchObject([
        { hop: 1, finalStatus: 200, answeredBy: desk },
        { hop: 2, finalStatus: 200, answeredBy: desk },
        { hop: 3, finalStatus: 200, answeredBy: desk },
      ]);
    }
    expect(transactions.filter(({ kind }) => kind === 'ACK').map(({ acknowledges }) => acknowledges)).toEqual([
      't1',
      't2',
      't3',
    ]);
  });

  test('are one path, with what each element took', async () => {
    const analysis = await analyze([readFileSync(path.join(folder, 'fork.pcap'))]);

    const answered = [
      { address: uac, transaction: 't5' },
      { address: edge, transaction: 't5', requestMs: 0.411, responseMs: 0.154 },
      { address: registrar, transaction: 't6', requestMs: 0.49, responseMs: 0.285 },
      { address: desk, transaction: 't7', answered: true },
    ];
    expect(analysis.pathOf('t5')).toEqual(answered);
    expect(analysis.pathOf('t7')).toEqual(answered);
    // Of the branch that was cancelled: its own end.
    expect(analysis.pathOf('t8').map(({ address }) => address)).toEqual([uac, edge, registrar, cell]);
    expect(analysis.pathOf('t99')).toEqual([]);
  });
});

/** As the proxy forwards it, below its own Via the client's. */
function forwarded(name: string, options: Parameters<typeof sipMessage>[1] = {}): string {
  return sipMessage(name, { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy, ...options });
}

describe('a request on two hops', () => {
  test('whose Via went through a NAT unchanged is one path, as far as addresses tell', async () => {
    const flow = new SipFlow()
      .send(0, '10.0.0.1:5060', bob, sipMessage('OPTIONS'))
      .send(1, '192.0.2.7:31000', bob, sipMessage('OPTIONS'))
      .send(20, bob, '192.0.2.7:31000', sipMessage('200 OK', { method: 'OPTIONS', toTag: 'b' }))
      .send(21, bob, '10.0.0.1:5060', sipMessage('200 OK', { method: 'OPTIONS', toTag: 'b' }));

    const { transactions } = await flow.rows();

    expect(transactions).toMatchObject([
      { client: '10.0.0.1:5060', forwardedTo: ['t2'], hop: 1 },
      {
        client: '192.0.2.7:31000',
        forwardedFrom: 't1',
        inferred: true,
        hop: 2,
        elementMs: { request: 1, response: 1 },
      },
    ]);
  });

  test('is no path where the client sends it to another server much later', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('OPTIONS'))
      .send(4000, alice, '10.0.0.10:5060', sipMessage('OPTIONS'));

    const { transactions } = await flow.rows();

    expect(transactions.map(({ forwardedFrom }) => forwardedFrom)).toEqual([undefined, undefined]);
  });

  test('is no path where Max-Forwards did not get less: a B2BUA made a request of its own', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(1, proxy, bob, sipMessage('INVITE', { branches: ['z9hG4bK2'], sentBy: proxy }));

    const { transactions } = await flow.rows();

    expect(transactions.map(({ forwardedFrom, hop }) => [forwardedFrom, hop])).toEqual([
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  test('is acknowledged where the ACK goes straight to the server', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(1, proxy, bob, forwarded('INVITE'))
      .send(20, bob, proxy, forwarded('200 OK', { toTag: 'b' }))
      .send(21, proxy, alice, sipMessage('200 OK', { toTag: 'b' }))
      .send(22, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bK3'] }));

    const { transactions } = await flow.rows();

    expect(transactions.at(-1)).toMatchObject({ kind: 'ACK', acknowledges: 't2' });
  });

  test('tells each ACK by its 2xx where a fork brings two', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(20, proxy, alice, sipMessage('200 OK', { toTag: 'b1' }))
      .send(21, proxy, alice, sipMessage('200 OK', { toTag: 'b2' }))
      .send(22, alice, proxy, sipMessage('ACK', { toTag: 'b2', branches: ['z9hG4bK3'] }))
      .send(23, alice, proxy, sipMessage('ACK', { toTag: 'b1', branches: ['z9hG4bK4'] }))
      .send(24, alice, proxy, sipMessage('ACK', { toTag: 'b9', branches: ['z9hG4bK5'] }));

    const { transactions } = await flow.rows();

    expect(transactions.map(({ acknowledges, acknowledgedBy }) => acknowledges ?? acknowledgedBy)).toEqual([
      't2',
      't1',
      't1',
      undefined,
    ]);
  });

  test('says how many branches were not listed', async () => {
    const flow = new SipFlow().send(0, alice, proxy, sipMessage('INVITE'));
    for (let i = 0; i < 150; i++)
      flow.send(1 + i, proxy, bob, forwarded('INVITE', { branches: [`z9hG4bKp${i}`, 'z9hG4bK1'] }));

    const [first] = (await flow.rows()).transactions;

    expect(first).toMatchObject({ moreForwarded: 50, fork: 'parallel' });
    expect(first?.forwardedTo).toHaveLength(100);
  });

  test('says nothing of an element that had forwarded before it received, as its clock says', async () => {
    const flow = new SipFlow().send(10, alice, proxy, sipMessage('OPTIONS')).send(5, proxy, bob, forwarded('OPTIONS'));

    const { transactions } = await flow.rows();

    const next = transactions.find(({ client }) => client === proxy);
    expect(next).toMatchObject({ hop: 2, forwardedFrom: transactions.find(({ client }) => client === alice)?.id });
    expect(next).not.toHaveProperty('elementMs');
  });
});

describe('a ladder', () => {
  test('says of an arrow that the request came back to an element', async () => {
    const looped = sipMessage('INVITE', { branches: ['z9hG4bK3', 'z9hG4bKp'], sentBy: bob }).replace(
      `${alice};branch=z9hG4bKp`,
      `${proxy};branch=z9hG4bKp`,
    );
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(1, proxy, bob, forwarded('INVITE'))
      .send(2, bob, proxy, looped);
    const { messages, calls } = await flow.rows();
    const texts = [sipMessage('INVITE'), forwarded('INVITE'), looped];

    const ladder = buildLadder(
      calls[0]!,
      messages.map((row, at) => ({ row, index: 0, bytes: new TextEncoder().encode(texts[at]) })),
    );

    expect(ladder.arrows.map(({ sighting }) => sighting)).toEqual([undefined, undefined, 'loop']);
    expect(arrowText(ladder.arrows[2]!)).toBe('INVITE · loop');
  });
});

describe('paths cost no more than their hops', () => {
  test.each([
    ['branches of one request', (i: number) => ['z9hG4bK-1', `z9hG4bK${i}`]],
    ['hops each from the one before', (i: number) => [`z9hG4bK${i - 1}`, `z9hG4bK${i}`]],
  ])('%s', async (_, branches) => {
    const flow = new SipFlow().send(0, alice, proxy, sipMessage('INVITE', { branches: ['z9hG4bK-1'] }));
    for (let i = 0; i < 8000; i++)
      flow.send(1 + i, alice, proxy, sipMessage('INVITE', { branches: branches(i).toReversed() }));
    const capture = flow.capture();

    const started = performance.now();
    const analysis = await analyze([capture], { keep: false });

    expect(analysis.messageCount).toBe(8001);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
