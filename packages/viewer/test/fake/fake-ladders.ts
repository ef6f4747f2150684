import type { Ladder, LadderArrow, LadderLane } from '@sipscope/analyzer';
import { timeAt } from './fake-rows.ts';

type Step = readonly [at: number, from: number, to: number, text: string, change?: Partial<LadderArrow>];

/** Arrows from steps; those whose text begins with a status are responses to `method`, INVITE unless it is said. */
export function fakeArrows(steps: readonly Step[]): readonly LadderArrow[] {
  let before = 0;
  return steps.map(([at, from, to, text, change = {}], number): LadderArrow => {
    const status = /^\d{3} /.test(text) ? Number(text.slice(0, 3)) : undefined;
    const deltaMs = at - before;
    before = at;
    return {
      frame: number * 2 + 1,
      from,
      to,
      time: timeAt(at),
      sinceStartMs: at,
      deltaMs,
      kind: status === undefined ? 'request' : 'response',
      method: status === undefined ? text : 'INVITE',
      ...(status !== undefined && { status }),
      label: text,
      transport: 'UDP',
      cseq: 1,
      callId: 'a84b4c76e66710@10.0.1.5',
      transaction: `t${Math.min(from, to)}`,
      ...change,
    };
  });
}

const offer = {
  role: 'offer',
  media: [
    {
      kind: 'audio',
      address: '10.0.1.5',
      port: 49_170,
      direction: 'sendrecv',
      codecs: ['PCMA', 'PCMU', 'telephone-event'],
    },
  ],
} as const;
const answer = {
  role: 'answer',
  media: [{ kind: 'audio', address: '10.0.4.2', port: 31_000, direction: 'sendrecv', codecs: ['PCMA'] }],
} as const;
const agreed = [{ kind: 'audio', status: 'active', direction: 'sendrecv', codec: 'PCMA' }] as const;

function lanes(...names: readonly string[]): readonly LadderLane[] {
  return names.map((name, at) => ({
    id: `l${at + 1}`,
    address: `10.0.${at + 1}.5:5060`,
    ...(name !== '' && { name }),
    messages: 9,
  }));
}

/** The same from steps in any order. */
function inOrder(steps: readonly Step[]): readonly LadderArrow[] {
  return fakeArrows(steps.toSorted(([one], [other]) => one - other));
}

/** An INVITE that a proxy forks to three, of which one answers, is held, presses keys and is transferred; with everything a ladder can have. */
export function forkedLadder(): Ladder {
  const bob = { dialog: 'd1', transaction: 't-bob' };
  const arrows = inOrder([
    [0, 0, 1, 'INVITE', { sdp: offer, transaction: 't-a' }],
    [1.2, 1, 0, '100 Trying', { transaction: 't-a' }],
    [3, 1, 2, 'INVITE', { sdp: offer, transaction: 't-bob' }],
    [3.4, 1, 3, 'INVITE', { sdp: offer, transaction: 't-carol' }],
    [503, 1, 3, 'INVITE', { sdp: offer, transaction: 't-carol', retransmission: true, timer: 'A' }],
    [1503, 1, 3, 'INVITE', { sdp: offer, transaction: 't-carol', retransmission: true, timer: 'A' }],
    [180, 2, 1, '180 Ringing', bob],
    [182, 1, 0, '180 Ringing', { dialog: 'd1', transaction: 't-a' }],
    [1700, 3, 1, '183 Session Progress', { dialog: 'd2', transaction: 't-carol', sdp: { ...answer, role: 'preview' } }],
    [
      1701,
      1,
      0,
      '183 Session Progress',
      { dialog: 'd2', transaction: 't-a', sdp: { ...answer, role: 'preview' }, earlyMedia: true },
    ],
    [4100, 2, 1, '200 OK', { ...bob, sdp: answer, agreed, findings: { must: 1 } }],
    [4102, 1, 0, '200 OK', { dialog: 'd1', transaction: 't-a', sdp: answer, agreed }],
    [4110, 1, 3, 'CANCEL', { transaction: 't-cancel' }],
    [4120, 3, 1, '200 OK', { transaction: 't-cancel', method: 'CANCEL' }],
    [4121, 3, 1, '487 Request Terminated', { dialog: 'd2', transaction: 't-carol' }],
    [4122, 1, 3, 'ACK', { transaction: 't-carol' }],
    [4150, 0, 2, 'ACK', { dialog: 'd1', transaction: 't-ack' }],
    [
      9000,
      0,
      2,
      'INVITE',
      {
        dialog: 'd1',
        transaction: 't-hold',
        cseq: 2,
        sdp: { role: 'offer', media: [{ ...offer.media[0], direction: 'sendonly' }] },
      },
    ],
    [
      9040,
      2,
      0,
      '200 OK',
      {
        dialog: 'd1',
        transaction: 't-hold',
        cseq: 2,
        sdp: { role: 'answer', media: [{ ...answer.media[0], direction: 'recvonly' }] },
        agreed: [{ ...agreed[0], direction: 'sendonly', hold: 'local' }],
      },
    ],
    [9050, 0, 2, 'ACK', { dialog: 'd1', transaction: 't-ack2', cseq: 2 }],
    [15_000, 0, 2, 'REFER', { dialog: 'd1', transaction: 't-refer', cseq: 3, notes: ['to sip:dora@example.com'] }],
    [15_020, 2, 0, '202 Accepted', { dialog: 'd1', transaction: 't-refer', cseq: 3, method: 'REFER' }],
    [15_060, 2, 4, 'INVITE', { dialog: 'd3', transaction: 't-dora', sdp: offer, callId: 'other@10.0.3.5' }],
    [15_400, 4, 2, '302 Moved Temporarily', { dialog: 'd3', transaction: 't-dora', callId: 'other@10.0.3.5' }],
    [47_500, 0, 2, 'BYE', { dialog: 'd1', transaction: 't-bye', cseq: 4, problems: ['via-branch'] }],
  ]);
  const at = (text: string, from: number, to: number): number =>
    arrows.findIndex((arrow) => arrow.label === text && arrow.from === from && arrow.to === to);
  return {
    call: 'c1',
    started: timeAt(0),
    lanes: lanes('Alice', 'proxy.example', 'Bob', 'Carol', ''),
    arrows,
    media: [
      {
        stream: 'x1',
        from: 3,
        to: 0,
        frame: 90,
        lastFrame: 200,
        time: timeAt(1750),
        ended: timeAt(4090),
        sinceStartMs: 1750,
        durationMs: 2340,
        label: 'RTP PCMA 2.3 s, lost 0 %',
        quality: 'good',
        packets: 117,
        earlyMs: 2340,
      },
      {
        stream: 'x2',
        from: 0,
        to: 2,
        frame: 210,
        lastFrame: 900,
        time: timeAt(4160),
        ended: timeAt(9000),
        sinceStartMs: 4160,
        durationMs: 4840,
        label: 'RTP PCMA 4.8 s, lost 3.1 %, MOS 3.2',
        quality: 'fair',
        packets: 240,
      },
      {
        stream: 'x3',
        from: 2,
        to: 0,
        frame: 211,
        lastFrame: 901,
        time: timeAt(4161),
        ended: timeAt(9000),
        sinceStartMs: 4161,
        durationMs: 4839,
        label: 'RTP PCMA 4.8 s, lost 12 %, MOS 1.9',
        quality: 'poor',
        packets: 210,
      },
    ],
    transactions: [
      {
        id: 't-a',
        method: 'INVITE',
        client: 0,
        server: 1,
        first: 0,
        last: at('200 OK', 1, 0),
        messages: 5,
        finalStatus: 200,
      },
      {
        id: 't-bob',
        method: 'INVITE',
        client: 1,
        server: 2,
        first: 2,
        last: at('200 OK', 2, 1),
        messages: 3,
        finalStatus: 200,
      },
    ],
    dialogs: [
      {
        id: 'd1',
        local: 0,
        remote: 2,
        first: at('180 Ringing', 2, 1),
        last: arrows.length - 1,
        confirmed: at('200 OK', 2, 1),
        method: 'INVITE',
      },
      {
        id: 'd2',
        local: 0,
        remote: 3,
        first: at('183 Session Progress', 3, 1),
        last: at('487 Request Terminated', 3, 1),
        method: 'INVITE',
      },
      {
        id: 'd3',
        local: 2,
        remote: 4,
        first: at('INVITE', 2, 4),
        last: at('302 Moved Temporarily', 4, 2),
        method: 'INVITE',
      },
    ],
    links: [
      { kind: 'fork', from: 0, to: 2, label: 'branch 1 of 2', frames: [1, 5] },
      { kind: 'fork', from: 0, to: 3, label: 'branch 2 of 2', frames: [1, 7] },
      { kind: 'cancel', from: 3, to: at('CANCEL', 1, 3), label: 'CANCEL', frames: [7, 25] },
      {
        kind: 'transfer',
        from: at('REFER', 0, 2),
        to: at('INVITE', 2, 4),
        label: 'REFER to sip:dora@example.com',
        frames: [41, 45],
      },
    ],
    timers: [
      {
        name: 'H',
        lane: 3,
        time: timeAt(20_000),
        sinceStartMs: 20_000,
        setBy: 10,
        fires: true,
        label: 'Timer H: no ACK in 16 s',
        frames: [33],
      },
      {
        name: 'F',
        lane: 0,
        time: timeAt(79_500),
        sinceStartMs: 79_500,
        setBy: arrows.length - 1,
        fires: false,
        label: 'Timer F: the capture ends before it fires',
        frames: [49],
      },
      {
        name: 'session',
        lane: 2,
        time: timeAt(79_800),
        sinceStartMs: 79_800,
        setBy: 11,
        fires: false,
        label: 'The session expires',
        frames: [21],
      },
    ],
    ghosts: [
      {
        from: 2,
        to: 4,
        label: 'ACK',
        time: timeAt(15_900),
        sinceStartMs: 15_900,
        after: at('302 Moved Temporarily', 4, 2),
        why: 'A 302 is acknowledged',
        frames: [47],
      },
      {
        from: 2,
        to: 0,
        label: 'final response',
        time: timeAt(79_500),
        sinceStartMs: 79_499,
        after: arrows.length - 1,
        why: 'A BYE is answered',
        frames: [49],
      },
    ],
    losses: [
      {
        where: 'unanswered',
        from: 1,
        to: 3,
        arrow: 3,
        lost: true,
        time: timeAt(3.4),
        sinceStartMs: 3.4,
        label: 'The INVITE did not arrive: it was sent again',
        transaction: 't-carol',
        frames: [7, 9],
      },
    ],
    states: [
      {
        dialog: 'd1',
        local: 0,
        remote: 2,
        time: timeAt(4100),
        sinceStartMs: 4100,
        ended: timeAt(9040),
        durationMs: 4940,
        arrow: at('200 OK', 2, 1),
        media: agreed,
        frames: [1, 21],
      },
      {
        dialog: 'd1',
        local: 0,
        remote: 2,
        time: timeAt(9040),
        sinceStartMs: 9040,
        arrow: at('200 OK', 2, 0),
        media: [{ ...agreed[0], direction: 'sendonly', hold: 'local' }],
        frames: [35, 37],
      },
    ],
    digits: ['1', '4', '7', '#'].map((digits, number) => ({
      lane: 0,
      time: timeAt(5000 + number * 300),
      sinceStartMs: 5000 + number * 300,
      digits,
      source: 'rtp-event' as const,
      frames: [300 + number],
    })),
  };
}

/** So many arrows over so many lanes: calls through a chain of elements, one after the other, some of which fail. */
export function longLadder(count: number, laneCount = 6): Ladder {
  const steps: Step[] = [];
  const hops = Math.max(1, laneCount - 1);
  for (let call = 0; steps.length < count; call += 1) {
    const start = call * 700;
    const isFailed = call % 9 === 4;
    const change = (hop: number): Partial<LadderArrow> => ({
      callId: `${call}-4711@10.0.1.5`,
      transaction: `t${call}-${hop}`,
      dialog: `d${call}`,
      cseq: call + 1,
    });
    for (let hop = 0; hop < hops; hop += 1)
      steps.push([start + hop * 2, hop, hop + 1, 'INVITE', { ...change(hop), sdp: offer }]);
    for (let hop = hops - 1; hop >= 0; hop -= 1)
      steps.push([start + 100 - hop * 2, hop + 1, hop, '180 Ringing', change(hop)]);
    for (let hop = hops - 1; hop >= 0; hop -= 1)
      steps.push(
        isFailed
          ? [start + 300 - hop * 2, hop + 1, hop, '503 Service Unavailable', { ...change(hop), findings: { must: 1 } }]
          : [start + 300 - hop * 2, hop + 1, hop, '200 OK', { ...change(hop), sdp: answer }],
      );
    for (let hop = 0; hop < hops; hop += 1) steps.push([start + 400 + hop * 2, hop, hop + 1, 'ACK', change(hop)]);
  }
  const drawn = fakeArrows(steps.slice(0, count));
  return {
    call: 'long',
    started: timeAt(0),
    lanes: lanes(
      ...Array.from(
        { length: laneCount },
        (_, at) => ['Alice', 'sbc-a.example', 'proxy', 'sbc-b.example', 'gateway', 'Bob'][at] ?? '',
      ),
    ),
    arrows: drawn,
  };
}
