import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { AnalyzeOptions } from '../src/analysis.ts';
import { analyze } from '../src/analyze.ts';
import { openCapture } from '../src/node.ts';
import type { PublicationRow, SubscriptionRow } from '../src/rows.ts';
import { corpus } from './corpus.ts';
import { findFlows, openFlow } from './flow/find-flows.ts';
import { alice, bob, SipFlow, sipMessage } from './sip-flow.ts';

type Told = { readonly subscriptions: SubscriptionRow[]; readonly publications: PublicationRow[] };

async function told(chunks: Iterable<Uint8Array>, options: AnalyzeOptions = {}): Promise<Told> {
  const rows: Told = { subscriptions: [], publications: [] };
  await analyze(chunks, {
    ...options,
    keep: false,
    onSubscription: (row) => rows.subscriptions.push(row),
    onPublication: (row) => rows.publications.push(row),
  });
  const numberOf = ({ id }: { readonly id: string }): number => Number(id.slice(1));
  rows.subscriptions.sort((a, b) => numberOf(a) - numberOf(b));
  rows.publications.sort((a, b) => numberOf(a) - numberOf(b));
  return rows;
}

async function ofFile(name: string): Promise<Told> {
  const input = await openCapture(path.join(corpus, name));
  try {
    const analysis = await analyze(input.chunks(), { diagnostics: input.diagnostics });
    return { subscriptions: [...analysis.subscriptions()], publications: [...analysis.publications()] };
  } finally {
    await input.close();
  }
}

function* split(capture: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < capture.length; at += size) yield capture.subarray(at, at + size);
}

type NotifyOptions = {
  readonly cseq?: number;
  readonly state?: string;
  readonly event?: string;
  readonly body?: string;
  readonly type?: string;
};

/** By Bob, to whom Alice subscribed with the tag `a`. */
function notify(options: NotifyOptions = {}): string {
  const { cseq = 1, state = 'active;expires=600', event = 'presence', body = '', type = 'text/plain' } = options;
  return sipMessage('NOTIFY', {
    cseq,
    fromTag: 'b',
    toTag: 'a',
    branches: [`z9hG4bKn${cseq}`],
    sentBy: bob,
    headers: [`Event: ${event}`, `Subscription-State: ${state}`, ...(body === '' ? [] : [`Content-Type: ${type}`])],
    body,
  });
}

function subscribed(): SipFlow {
  return new SipFlow()
    .send(0, alice, bob, sipMessage('SUBSCRIBE', { headers: ['Event: presence', 'Expires: 600'] }))
    .send(10, bob, alice, sipMessage('200 OK', { method: 'SUBSCRIBE', toTag: 'b', headers: ['Expires: 600'] }));
}

describe('subscriptions', () => {
  const files = findFlows().filter(({ file }) => /flows\/(subscription|presence|rfc4662|rfc3903)\//.test(file));

  test.each(files)(
    'are the same where the capture comes in pieces, and XML waits for its reader: $file',
    async ({ file }) => {
      const { capture } = openFlow(file);

      const whole = await told([capture]);

      expect(await told(split(capture, 300))).toEqual(whole);
    },
  );

  test('keep the first and the last of many states and steps, and say how many are between', async () => {
    const flow = subscribed();
    for (let i = 1; i <= 6000; i++) {
      const text = notify({ cseq: i, body: i % 2 === 0 ? 'here' : 'away', state: i % 2 === 0 ? 'active' : 'pending' });
      flow.send(10 + i, bob, alice, text);
    }

    const [row] = (await told([flow.capture()])).subscriptions;

    expect(row).toMatchObject({ notifications: 6000, moreStates: 5800, moreMessages: 1906 });
    expect(row?.states).toHaveLength(200);
    expect(row?.steps).toHaveLength(40);
    expect(row?.moreSteps).toBe(5962);
    expect(row?.messages).toHaveLength(4096);
    expect(row?.states?.at(-1)).toMatchObject({ what: '"here"', frame: 6002 });
  });

  test('count a NOTIFY that was captured twice, or sent again, once', async () => {
    const text = notify({ body: 'here' });
    const flow = subscribed()
      .send(20, bob, alice, text, 7)
      .send(20.1, bob, alice, text, 7)
      .send(520, bob, alice, text, 8);

    const [row] = (await told([flow.capture()])).subscriptions;

    expect(row).toMatchObject({ notifications: 1, retransmissions: 1, messages: [1, 2, 3, 5] });
  });

  test('are not mixed up by names of properties', async () => {
    const flow = new SipFlow();
    for (const [i, event] of ['__proto__', 'constructor', 'toString'].entries()) {
      const headers = [`Event: ${event};id=__proto__`, 'Expires: 600'];
      flow.send(
        i,
        alice,
        bob,
        sipMessage('SUBSCRIBE', { callId: 'hasOwnProperty', cseq: i + 1, branches: [`z9hG4bK${i}`], headers }),
      );
    }

    const { subscriptions } = await told([flow.capture()]);

    expect(subscriptions.map(({ event, eventId }) => `${event} ${eventId}`)).toEqual([
      '__proto__ __proto__',
      'constructor __proto__',
      'toString __proto__',
    ]);
  });

  test('are told by the clock, not by the order in which they were captured', async () => {
    const flow = subscribed().send(5, bob, alice, notify());

    const [row] = (await told([flow.capture()])).subscriptions;

    expect(row).toMatchObject({ notifyBeforeAccepted: true, state: 'active' });
  });

  test('close when they are over, and leave nothing behind but their rows', async () => {
    const flow = new SipFlow();
    const count = 34_000;
    for (let i = 0; i < count; i++) {
      const names = { callId: `call-${i}`, fromTag: `a${i}`, branches: [`z9hG4bKs${i}`] };
      flow.send(i * 20, alice, bob, sipMessage('SUBSCRIBE', { ...names, headers: ['Event: presence'] }));
      flow.send(i * 20 + 1, bob, alice, sipMessage('403 Forbidden', { ...names, toTag: 'b', method: 'SUBSCRIBE' }));
    }
    const rows: SubscriptionRow[] = [];
    let toldBeforeTheEnd = 0;

    await analyze(split(flow.capture(), 1_000_000), {
      keep: false,
      onSubscription: (row) => rows.push(row),
      onProgress: ({ messages }) => {
        if (messages < 2 * count) toldBeforeTheEnd = rows.length;
      },
    });

    expect(rows).toHaveLength(count);
    expect(new Set(rows.map(({ state, status }) => `${state} ${status}`))).toEqual(new Set(['failed 403']));
    // All but those of the last 32 s, when it was looked for what is over: after 65,536 messages.
    expect(toldBeforeTheEnd).toBeGreaterThan(30_000);
  }, 60_000);

  test('let REFERs of one dialog go: a NOTIFY looks at few of them', async () => {
    const flow = new SipFlow();
    for (let i = 1; i <= 2000; i++) {
      const headers = ['Refer-To: <sip:carol@example.com>'];
      flow.send(i, alice, bob, sipMessage('REFER', { cseq: i, toTag: 'b', branches: [`z9hG4bKr${i}`], headers }));
    }
    flow.send(3000, bob, alice, notify({ event: 'refer', type: 'message/sipfrag', body: 'SIP/2.0 200 OK' }));

    const { subscriptions } = await told([flow.capture()]);

    expect(subscriptions).toHaveLength(2000);
    expect(subscriptions.filter(({ notifications }) => notifications === 1)).toHaveLength(1);
  });
});

describe('publications', () => {
  test('of many sources do not hold each other', async () => {
    const flow = new SipFlow();
    for (let i = 0; i < 500; i++) {
      const text = { callId: `call-${i}`, fromTag: `a${i}`, branches: [`z9hG4bKp${i}`] };
      flow.send(i, alice, bob, sipMessage('PUBLISH', { ...text, headers: ['Event: presence', 'Expires: 60'] }));
      const headers = [`SIP-ETag: same`, 'Expires: 60'];
      flow.send(i + 0.5, bob, alice, sipMessage('200 OK', { ...text, toTag: 't', method: 'PUBLISH', headers }));
    }

    const { publications } = await told([flow.capture()]);

    expect(publications).toHaveLength(500);
    expect(new Set(publications.map(({ state }) => state))).toEqual(new Set(['published']));
  });
});

describe.skipIf(!existsSync(path.join(corpus, 'captures')))('subscriptions of captures', () => {
  test('the registration of a phone in IMS, seen on several hops', async () => {
    const { subscriptions } = await ofFile('captures/open5gs__ipsec_reg.pcapng');

    expect(subscriptions).toHaveLength(1);
    expect(subscriptions[0]).toMatchObject({
      event: 'reg',
      subscriber: 'tel:0398765432100',
      subscriberAddress: '192.168.101.5:6301',
      notifierAddress: '10.4.128.21:6060',
      state: 'active',
      expiresSeconds: 600_000,
      notifications: 1,
      messages: [681, 684, 685, 686, 687, 691, 698, 701],
    });
    expect(subscriptions[0]?.states?.[0]?.what).toContain('active (registered, 3599 s)');
  });

  test('a subscription with a wrong password', async () => {
    const { subscriptions } = await ofFile('captures/goff__sip-register-wrong_password-401-403-401-403.pcapng');

    expect(subscriptions).toMatchObject([
      { event: 'message-summary', state: 'failed', status: 403, challenges: 1, messages: [5, 6, 7, 8] },
    ]);
  });

  test('a transfer whose NOTIFYs are refused, which does not end it', async () => {
    const { subscriptions } = await ofFile('captures/goff__voip-extension.pcap');

    expect(subscriptions).toMatchObject([
      {
        kind: 'refer',
        eventId: '1',
        state: 'active',
        referTo: 'sip:204@192.168.5.11',
        referStatus: 180,
        problems: [{ code: 'notify-refused', count: 2, frames: [594, 598] }],
        messages: [551, 589, 593, 594, 597, 598],
      },
    ]);
  });

  test('subscriptions and publications that a server does not know, forwarded by a proxy', async () => {
    const { subscriptions, publications } = await ofFile('captures/goff__private-test-sip.pcapng');

    expect(subscriptions.map(({ event, state, status, messages }) => ({ event, state, status, messages }))).toEqual([
      { event: 'presence.winfo', state: 'failed', status: 501, messages: [185, 187, 192, 195] },
      { event: 'message-summary', state: 'failed', status: 501, messages: [186, 189, 190, 193] },
      { event: 'presence.winfo', state: 'failed', status: 501, messages: [216, 218, 220, 224] },
      { event: 'message-summary', state: 'failed', status: 501, messages: [217, 221, 222, 226] },
    ]);
    expect(publications.map(({ state, status, messages }) => ({ state, status, messages }))).toEqual([
      { state: 'failed', status: 501, messages: [194, 196, 197, 198] },
      { state: 'failed', status: 501, messages: [225, 227, 228, 229] },
    ]);
  });

  test('a transfer that succeeds', async () => {
    const { subscriptions } = await ofFile('generated/baresip-blind-transfer.pcap');

    expect(subscriptions).toMatchObject([
      {
        kind: 'refer',
        state: 'terminated',
        reason: 'noresource',
        referStatus: 200,
        messages: [527, 528, 529, 531, 539, 540],
      },
    ]);
  });

  test('a billion laughs in a NOTIFY: told, not laughed', async () => {
    const { subscriptions } = await ofFile('hostile/g04-billion-laughs.pcap');

    expect(subscriptions).toMatchObject([
      { kind: 'unsolicited', notifications: 1, problems: [{ code: 'body-unreadable', count: 1, frames: [3] }] },
    ]);
  });
});
