import type { CallRow, Ladder, LadderArrow, MessageDetail, SyntaxNode } from '@sipscope/analyzer';
import { outcomes } from '../../src/app/parts/outcome.ts';

const epoch = Date.parse('2026-11-22T05:50:59.678Z');

/** Times as captures have them: microseconds. */
export function timeAt(milliseconds: number): string {
  return new Date(epoch + milliseconds).toISOString().replace('Z', '796Z');
}

const verdicts: Readonly<Partial<Record<string, CallRow['verdict']>>> = {
  answered: 'answered',
  busy: 'busy',
  declined: 'rejected-user',
  cancelled: 'cancelled-ringing',
};

/** Call `number` of a capture of any length, always the same. */
export function fakeCall(number: number): CallRow {
  const outcome = number % 7 === 3 ? (outcomes[((number / 7) | 0) % outcomes.length] ?? 'failed') : 'answered';
  const isAnswered = outcome === 'answered';
  const status = { answered: 200, busy: 486, declined: 603, failed: 503, cancelled: 487 }[outcome as string];
  const reason = { 200: 'OK', 486: 'Busy Here', 603: 'Decline', 503: 'Service Unavailable', 487: 'Request Terminated' }[
    status ?? 0
  ];
  return {
    id: `c${number + 1}`,
    callIds: [`${number}-8831@10.0.1.5`],
    from: `sip:+4420794${String(60_000 + (number % 40_000)).padStart(5, '0')}@sbc.example;user=phone`,
    to:
      number % 5 === 0
        ? 'sip:reception@hotel.example'
        : `sip:+3317018${String(number % 10_000).padStart(4, '0')}@gw.example`,
    fromNumber: `+4420794${String(60_000 + (number % 40_000)).padStart(5, '0')}`,
    ...(number % 5 !== 0 && { toNumber: `+3317018${String(number % 10_000).padStart(4, '0')}` }),
    started: timeAt(number * 1.17),
    ...(isAnswered && { answered: timeAt(number * 1.17 + 4102) }),
    ended: timeAt(number * 1.17 + (isAnswered ? 64_000 : 4102)),
    outcome,
    verdict: verdicts[outcome] ?? 'failed-network',
    ...(status !== undefined && { status }),
    ...(reason !== undefined && { reason }),
    pddMs: 180 + (number % 700),
    ...(isAnswered && { setupMs: 2100 + (number % 3000), durationMs: (number % 400) * 1000 + 20_500 }),
    legs: [{ dialog: `d${number}`, path: ['10.0.1.5:5060', '10.0.2.9:5060'] }],
    messages: 7 + (number % 9),
    retransmissions: number % 11 === 0 ? number % 4 : 0,
    participants: ['10.0.1.5:5060', '10.0.2.9:5060', '10.0.3.7:5060'],
    complete: number % 13 !== 0,
  };
}

const sdp = {
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

/** A call over a border controller to a gateway that is silent, then fails. */
export function fakeLadder(call: string): Ladder {
  const steps: readonly (readonly [
    at: number,
    from: number,
    to: number,
    text: string,
    change?: Partial<LadderArrow>,
  ])[] = [
    [0, 0, 1, 'INVITE', { sdp, problems: ['via-branch'] }],
    [2.1, 1, 0, '407 Proxy Authentication Required'],
    [3.4, 0, 1, 'ACK'],
    [12, 0, 1, 'INVITE', { sdp, cseq: 2 }],
    [13.1, 1, 0, '100 Trying', { cseq: 2 }],
    [15, 1, 2, 'INVITE', { sdp, cseq: 2 }],
    [515, 1, 2, 'INVITE', { sdp, cseq: 2, retransmission: true }],
    [1515, 1, 2, 'INVITE', { sdp, cseq: 2, retransmission: true }],
    [1600, 2, 1, '100 Trying', { cseq: 2 }],
    [1601, 2, 1, '100 Trying', { cseq: 2, duplicate: true }],
    [2100, 2, 1, '183 Session Progress', { cseq: 2, sdp: { ...sdp, role: 'answer' } }],
    [2101, 1, 0, '183 Session Progress', { cseq: 2, sdp: { ...sdp, role: 'answer' } }],
    [4102, 2, 1, '200 OK', { cseq: 2, sdp: { role: 'answer', media: [{ ...sdp.media[0], codecs: ['PCMA'] }] } }],
    [4103, 1, 0, '200 OK', { cseq: 2, sdp: { role: 'answer', media: [{ ...sdp.media[0], codecs: ['PCMA'] }] } }],
    [4120, 0, 1, 'ACK', { cseq: 2 }],
    [4121, 1, 2, 'ACK', { cseq: 2 }],
    [20_400, 0, 2, 'OPTIONS', { cseq: 3 }],
    [20_410, 2, 0, '302 Moved Temporarily', { cseq: 3, method: 'OPTIONS' }],
    [24_000, 1, 1, 'INFO', { cseq: 9 }],
    [64_000, 2, 1, 'BYE', { cseq: 1 }],
    [64_001, 1, 0, 'BYE', { cseq: 1 }],
    [64_020, 0, 1, '200 OK', { cseq: 1, method: 'BYE' }],
    [64_021, 1, 2, '481 Call/Transaction Does Not Exist', { cseq: 1, method: 'BYE' }],
  ];
  let before = 0;
  const arrows = steps.map(([at, from, to, text, change = {}], number): LadderArrow => {
    const status = /^\d{3}/.test(text) ? Number(text.slice(0, 3)) : undefined;
    const deltaMs = at - before;
    before = at;
    return {
      frame: number * 3 + 17,
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
      transaction: `${change.cseq ?? 1}-${Math.min(from, to)}`,
      ...change,
    };
  });
  return {
    call,
    started: timeAt(0),
    lanes: [
      { id: 'l1', address: '10.0.1.5:5060', name: 'Alice', messages: 9 },
      { id: 'l2', address: '10.0.2.9:5060', name: 'sbc-a.example', messages: 18 },
      { id: 'l3', address: '10.0.3.7:5060', messages: 9 },
    ],
    arrows,
  };
}

const inviteText = [
  'INVITE sip:+33170189900@gw.example;user=phone SIP/2.0',
  'Via: SIP/2.0/UDP 10.0.2.9:5060;branch=z9hG4bK7f3a.91;rport',
  'Via: SIP/2.0/UDP 10.0.1.5:5060;branch=77ef4c2312983.1;received=10.0.1.5',
  'Max-Forwards: 69',
  'From: "Alice \u202Ecilā" <sip:+442079460123@sbc.example>;tag=98asjd8',
  'To: <sip:+33170189900@gw.example;user=phone>',
  'Call-ID: 3848276298220188511@10.0.1.5',
  'CSeq: 2 INVITE',
  'Contact: <sip:alice@10.0.1.5:5060;transport=udp>',
  'Allow: INVITE, ACK, CANCEL, BYE, OPTIONS, PRACK, UPDATE, REFER, NOTIFY, INFO',
  'Supported: 100rel, replaces, timer',
  'User-Agent: Sipphone/4.2\u0007',
  'Content-Type: application/sdp',
  'Content-Length: 212',
  '',
  'v=0',
  'o=alice 2890844526 2890844526 IN IP4 10.0.1.5',
  's=-',
  'c=IN IP4 10.0.1.5',
  't=0 0',
  'm=audio 49170 RTP/AVP 8 0 101',
  'a=rtpmap:8 PCMA/8000',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:101 telephone-event/8000',
  'a=sendrecv',
  '',
].join('\r\n');

/** A message whose tree has the start line, its parts, and each header's name and value. */
export function fakeMessage(frame: number): MessageDetail {
  const bytes = new TextEncoder().encode(inviteText);
  const via = inviteText.indexOf('branch=77ef');
  return {
    row: {
      frame,
      time: timeAt(15),
      transport: 'UDP',
      srcIp: '10.0.2.9',
      srcPort: 5060,
      dstIp: '10.0.3.7',
      dstPort: 5060,
      kind: 'request',
      method: 'INVITE',
      requestUri: 'sip:+33170189900@gw.example;user=phone',
      callId: '3848276298220188511@10.0.1.5',
      size: bytes.length,
      call: 'c4',
    },
    raw: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
    tree: fakeTree(bytes),
    diagnostics: [
      {
        code: 'via-branch-cookie',
        severity: 'warning',
        span: [via, via + 22],
        message: 'The branch does not begin with z9hG4bK, so this request is matched by the older rules of RFC 2543.',
        rfc: 3261,
        section: '8.1.1.7',
      },
    ],
    findings: [],
    explained: [],
  };
}

function fakeTree(bytes: Uint8Array): SyntaxNode {
  const children: SyntaxNode[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(10, start) < 0 ? bytes.length : bytes.indexOf(10, start) + 1;
    const text = new TextDecoder('latin1').decode(bytes.subarray(start, end));
    const colon = text.indexOf(':');
    const parts: SyntaxNode[] =
      start === 0
        ? [
            { rule: 'Method', span: [0, 6] },
            {
              rule: 'Request-URI',
              span: [7, text.indexOf(' SIP')],
              children: [
                { rule: 'user', span: [11, 23] },
                { rule: 'host', span: [24, 34] },
              ],
            },
            { rule: 'SIP-Version', span: [text.indexOf('SIP/'), text.length - 2] },
          ]
        : colon > 0 && /^[A-Z]/.test(text)
          ? [
              { rule: 'header-name', span: [start, start + colon] },
              { rule: 'header-value', span: [start + colon + 2, end - 2] },
            ]
          : [];
    if (text.length > 2)
      children.push({
        rule: start === 0 ? 'Request-Line' : parts.length > 0 ? 'message-header' : 'line',
        span: [start, end],
        ...(parts.length > 0 && start > 0 && { label: text.slice(0, colon) }),
        ...(parts.length > 0 && { children: parts }),
      });
    start = end;
  }
  return { rule: 'SIP-message', span: [0, bytes.length], children };
}
