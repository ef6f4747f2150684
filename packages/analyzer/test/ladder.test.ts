import { describe, expect, test } from 'vitest';
import { buildLadder, type LadderMessage } from '../src/report/ladder.ts';
import type { Ladder } from '../src/rows.ts';
import { alice, bob, proxy, SipFlow, sipMessage } from './sip-flow.ts';

const sdp = (direction = 'sendrecv'): string =>
  `v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=${direction}\r\n`;
const withSdp = { headers: ['Content-Type: application/sdp'], body: sdp() };

async function ladderOf(flow: SipFlow): Promise<Ladder> {
  const messages: LadderMessage[] = [];
  const analysis = await flow.analyze({
    onMessage: (message, bytes, report) =>
      messages.push({
        row: report.messageRow(message, bytes),
        index: report.frame(message).index,
        bytes: bytes.slice(),
      }),
  });
  const [call] = analysis.calls();
  expect(call).toBeDefined();
  const ofCall = new Set(analysis.messagesOfCall('c1'));
  return buildLadder(
    call!,
    messages.filter((_, message) => ofCall.has(message)),
  );
}

const roles = (ladder: Ladder): unknown[] =>
  ladder.arrows.map(({ label, sdp: description }) => [label, description?.role]);

describe('buildLadder()', () => {
  test('draws a lane for each endpoint and an arrow for each message', async () => {
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE'))
      .send(5, proxy, bob, sipMessage('INVITE', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy }))
      .send(
        10.5,
        bob,
        proxy,
        sipMessage('180 Ringing', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy, toTag: 'b' }),
      );

    const { lanes, arrows } = await ladderOf(flow);

    expect(lanes).toEqual([
      { id: 'l1', address: alice, role: 'caller', participant: 'n1', messages: 1 },
      { id: 'l2', address: proxy, role: 'proxy', participant: 'n2', messages: 3 },
      { id: 'l3', address: bob, role: 'callee', participant: 'n3', messages: 2 },
    ]);
    expect(
      arrows.map(({ from, to, label, sinceStartMs, deltaMs }) => [from, to, label, sinceStartMs, deltaMs]),
    ).toEqual([
      [0, 1, 'INVITE', 0, 0],
      [1, 2, 'INVITE', 5, 5],
      [2, 1, '180 Ringing', 10.5, 5.5],
    ]);
  });

  test('marks messages with errors and warnings, not those with remarks', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', { headers: ['Route: <sip:10.0.0.9;lr=on>'] }))
      .send(5, bob, alice, sipMessage('180 Ringing', { headers: ['Expires: soon'], toTag: 'b' }));

    const { arrows } = await ladderOf(flow);

    expect(arrows.map(({ problems }) => problems)).toEqual([undefined, ['number-syntax']]);
  });

  test('names an endpoint by the user agent of what it made, not of what it forwarded', async () => {
    const headers = ['User-Agent: Phone/1.0'];
    const onProxyHop = { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy, toTag: 'b' };
    const flow = new SipFlow()
      .send(0, alice, proxy, sipMessage('INVITE', { headers }))
      .send(5, proxy, bob, sipMessage('INVITE', { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy, headers }))
      .send(10, bob, proxy, sipMessage('200 OK', { ...onProxyHop, headers: ['Server: Desk/2.0'] }))
      .send(15, proxy, alice, sipMessage('200 OK', { toTag: 'b', headers: ['Server: Desk/2.0'] }));

    const { lanes } = await ladderOf(flow);

    expect(lanes.map(({ name }) => name)).toEqual(['Phone/1.0', undefined, 'Desk/2.0']);
  });

  test('shows what media a description offers', async () => {
    const { arrows } = await ladderOf(new SipFlow().send(0, alice, bob, sipMessage('INVITE', withSdp)));

    expect(arrows[0]?.sdp).toEqual({
      role: 'offer',
      media: [
        { kind: 'audio', address: '10.0.0.1', port: 4000, direction: 'sendrecv', codecs: ['PCMA', 'telephone-event'] },
      ],
    });
  });

  test('tells the answer to an offer in the INVITE', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', withSdp))
      .send(5, bob, alice, sipMessage('183 Session Progress', { ...withSdp, toTag: 'b' }))
      .send(10, bob, alice, sipMessage('200 OK', { ...withSdp, toTag: 'b' }))
      .send(11, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bK2'] }));

    expect(roles(await ladderOf(flow))).toEqual([
      ['INVITE', 'offer'],
      ['183 Session Progress', 'preview'],
      ['200 OK', 'answer'],
      ['ACK', undefined],
    ]);
  });

  test('tells the offer in a 2xx and its answer in the ACK', async () => {
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE'))
      .send(10, bob, alice, sipMessage('200 OK', { ...withSdp, toTag: 'b' }))
      .send(11, alice, bob, sipMessage('ACK', { ...withSdp, toTag: 'b', branches: ['z9hG4bK2'] }));

    expect(roles(await ladderOf(flow))).toEqual([
      ['INVITE', undefined],
      ['200 OK', 'offer'],
      ['ACK', 'answer'],
    ]);
  });

  test('tells the offer in an UPDATE and the answer in its 2xx', async () => {
    const update = { ...withSdp, toTag: 'b', cseq: 2, branches: ['z9hG4bK3'] };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', withSdp))
      .send(10, bob, alice, sipMessage('200 OK', { ...withSdp, toTag: 'b' }))
      .send(20, alice, bob, sipMessage('UPDATE', update))
      .send(30, bob, alice, sipMessage('200 OK', { ...update, method: 'UPDATE' }));

    expect(roles(await ladderOf(flow)).slice(2)).toEqual([
      ['UPDATE', 'offer'],
      ['200 OK', 'answer'],
    ]);
  });

  test('tells what is repeated, what differs, what crosses, and what is taken back', async () => {
    const other = { ...withSdp, body: sdp().replace('4000', '4002') };
    const reInvite = { ...withSdp, toTag: 'b', cseq: 2, branches: ['z9hG4bK5'] };
    const fromBob = { ...withSdp, fromTag: 'b', toTag: 'a', cseq: 9, branches: ['z9hG4bK6'] };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', withSdp))
      .send(5, bob, alice, sipMessage('183 Session Progress', { ...withSdp, toTag: 'b' }))
      .send(10, bob, alice, sipMessage('200 OK', { ...other, toTag: 'b' }))
      .send(11, alice, bob, sipMessage('ACK', { toTag: 'b', branches: ['z9hG4bK2'] }))
      .send(20, alice, bob, sipMessage('INVITE', reInvite))
      .send(21, bob, alice, sipMessage('INVITE', fromBob))
      .send(30, bob, alice, sipMessage('491 Request Pending', { ...reInvite, body: '', headers: [] }));

    const { arrows } = await ladderOf(flow);

    expect(
      arrows.map(({ sdp: description, rolledBack }) => ({ ...description, media: undefined, rolledBack })),
    ).toEqual([
      { role: 'offer' },
      { role: 'preview' },
      { role: 'answer', differs: true },
      {},
      { role: 'offer' },
      { role: 'offer', crossed: true },
      { rolledBack: true },
    ]);
  });

  test('puts the lanes in the order of the path, whichever hop was captured first', async () => {
    const behind = { branches: ['z9hG4bKp', 'z9hG4bK1'], sentBy: proxy };
    const flow = new SipFlow()
      .send(0, proxy, bob, sipMessage('INVITE', behind))
      .send(5, alice, proxy, sipMessage('INVITE'))
      .send(10, bob, proxy, sipMessage('180 Ringing', { ...behind, toTag: 'b' }));

    const { lanes, arrows } = await ladderOf(flow);

    expect(lanes.map(({ id, address }) => [id, address])).toEqual([
      ['l1', alice],
      ['l2', proxy],
      ['l3', bob],
    ]);
    expect(arrows.map(({ from, to }) => [from, to])).toEqual([
      [1, 2],
      [0, 1],
      [2, 1],
    ]);
  });

  test('names no role where a failure or an INFO carries a description', async () => {
    const info = { toTag: 'b', cseq: 2, branches: ['z9hG4bK2'], ...withSdp };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE', withSdp))
      .send(10, bob, alice, sipMessage('183 Session Progress', { toTag: 'b' }))
      .send(20, alice, bob, sipMessage('INFO', info))
      .send(30, bob, alice, sipMessage('200 OK', { ...info, method: 'INFO' }))
      .send(40, bob, alice, sipMessage('488 Not Acceptable Here', { toTag: 'b', ...withSdp }));

    expect(roles(await ladderOf(flow))).toEqual([
      ['INVITE', 'offer'],
      ['183 Session Progress', undefined],
      ['INFO', undefined],
      ['200 OK', undefined],
      ['488 Not Acceptable Here', undefined],
    ]);
  });
});

describe('a network address translator between two taps', () => {
  const inside = '10.0.0.1:5060';
  const outside = '198.51.100.7:31000';
  const invite = sipMessage('INVITE', { branches: ['z9hG4bKa'], sentBy: inside });

  test('its two addresses of one phone are a pair, with the packets that prove it', async () => {
    const ladder = await ladderOf(new SipFlow().send(0, inside, proxy, invite).send(1, outside, proxy, invite));

    const at = (address: string): number => ladder.lanes.findIndex((lane) => lane.address === address);
    expect(ladder.natPairs).toEqual([
      {
        inside: at(inside),
        outside: at(outside),
        sentence: `What leaves ${inside} comes from ${outside} behind it, with the same Via.`,
        frames: [1, 2],
      },
    ]);
  });

  test('a proxy puts its own Via on top: it is no translator', async () => {
    const forwarded = sipMessage('INVITE', { branches: ['z9hG4bKp', 'z9hG4bKa'], sentBy: proxy });
    const ladder = await ladderOf(new SipFlow().send(0, inside, proxy, invite).send(1, proxy, bob, forwarded));

    expect(ladder.natPairs).toBeUndefined();
  });
});

test('of 20,000 messages costs little more an arrow than of 2,000', () => {
  const flow = (count: number): readonly LadderMessage[] =>
    Array.from({ length: count }, (_, at): LadderMessage => {
      const cseq = at >> 1;
      const [source, destination] = at % 2 === 0 ? [alice, bob] : [bob, alice];
      const bytes = new TextEncoder().encode(sipMessage(at % 2 === 0 ? 'INFO' : '200 OK', { cseq, toTag: 'b' }));
      const [srcIp = '', srcPort] = source.split(':');
      const [dstIp = '', dstPort] = destination.split(':');
      const time = new Date(Date.UTC(2026, 0, 1) + at * 10).toISOString();
      const row = {
        frame: at + 1,
        time,
        transport: 'UDP',
        srcIp,
        srcPort: Number(srcPort),
        dstIp,
        dstPort: Number(dstPort),
      };
      const kind = at % 2 === 0 ? { kind: 'request' } : { kind: 'response', status: 200 };
      const ids = {
        callId: 'a',
        cseq,
        fromTag: 'a',
        toTag: 'b',
        branch: `z9hG4bK${cseq}`,
        transaction: `t${cseq + 1}`,
      };
      return {
        row: { ...row, ...kind, ...ids, method: 'INFO', size: bytes.length } as LadderMessage['row'],
        index: 0,
        bytes,
      };
    });
  const costOf = (messages: readonly LadderMessage[]): number => {
    const begun = performance.now();
    expect(buildLadder(call, messages).arrows).toHaveLength(messages.length);
    return (performance.now() - begun) / messages.length;
  };
  const call = { id: 'c1', callIds: ['a'], started: '', legs: [] } as unknown as Parameters<typeof buildLadder>[0];
  const [some, many] = [flow(2000), flow(20_000)];
  costOf(some);

  const [few, most] = [Math.min(costOf(some), costOf(some)), Math.min(costOf(many), costOf(many))];

  expect(most).toBeLessThan(few * 8);
});

describe('what stands on an arrow', () => {
  test('tells why, when to try again and where to', async () => {
    const bye = { headers: ['Reason: Q.850;cause=16'], cseq: 2, toTag: 'b' };
    const flow = new SipFlow()
      .send(0, alice, bob, sipMessage('INVITE'))
      .send(10, bob, alice, sipMessage('302 Moved', { toTag: 'b', headers: ['Contact: <sip:carol@example.com>'] }))
      .send(20, alice, bob, sipMessage('INVITE', { cseq: 2, branches: ['z9hG4bK2'] }))
      .send(
        30,
        bob,
        alice,
        sipMessage('503 Busy', {
          cseq: 2,
          branches: ['z9hG4bK2'],
          toTag: 'c',
          headers: ['Retry-After: 30;duration=5'],
        }),
      )
      .send(40, alice, bob, sipMessage('BYE', { ...bye, branches: ['z9hG4bK3'] }));

    const { arrows } = await ladderOf(flow);

    expect(arrows.map(({ notes }) => notes)).toEqual([
      undefined,
      ['to sip:carol@example.com'],
      undefined,
      ['Retry-After 30'],
      ['Q.850 16 Normal call clearing'],
    ]);
  });
});
