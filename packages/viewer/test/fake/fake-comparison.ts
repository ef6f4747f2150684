import type { CallComparison, CaptureComparison, ComparedMessage } from '@sipscope/analyzer';
import { timeAt } from './fake-rows.ts';

function message(frame: number, label: string, sinceStartMs: number, status?: number): ComparedMessage {
  return {
    frame,
    time: timeAt(sinceStartMs),
    sinceStartMs,
    kind: status === undefined ? 'request' : 'response',
    method: status === undefined ? label : 'INVITE',
    ...(status !== undefined && { status }),
    label,
    from: '10.0.1.5:5060',
    to: '10.0.2.9:5060',
  };
}

/** An answered call against one that was refused. */
export function fakeComparison(left: string, right: string): CallComparison {
  const side = {
    from: 'sip:alice@example.com',
    to: 'sip:bob@example.com',
    started: timeAt(0),
    elements: ['10.0.1.5:5060', '10.0.2.9:5060'],
  };
  return {
    left: { id: left, ...side, outcome: 'answered' },
    right: { id: right, ...side, outcome: 'failed', moreMessages: 12 },
    isSame: left === right,
    facts: [
      { fact: 'from', state: 'same', left: 'sip:alice@example.com', right: 'sip:alice@example.com' },
      { fact: 'outcome', state: 'differs', left: 'answered', right: 'failed', notable: true },
      { fact: 'pddMs', state: 'differs', left: 100, right: 1300, difference: 1200, notable: true },
      { fact: 'durationMs', state: 'left', left: 64_000 },
    ],
    findings: [
      {
        rule: 'SIP-VIA-003',
        level: 'must',
        title: 'The branch begins with the magic cookie',
        state: 'right',
        left: 0,
        right: 2,
      },
    ],
    messages: [
      { state: 'same', hop: [0, 1], left: message(1, 'INVITE', 0), right: message(11, 'INVITE', 0), laterMs: 0 },
      {
        state: 'differs',
        hop: [1, 0],
        left: message(2, '200 OK', 2000, 200),
        right: message(12, '503 Service Unavailable', 2400, 503),
        laterMs: 400,
        differences: [
          {
            part: 'start-line',
            name: '',
            state: 'differs',
            left: 'SIP/2.0 200 OK',
            right: 'SIP/2.0 503 Service Unavailable',
          },
          { part: 'header', name: 'Retry-After', state: 'right', right: '30' },
        ],
      },
      { state: 'same', hop: [0, 1], left: message(3, 'ACK', 2010), right: message(13, 'ACK', 2410), laterMs: 400 },
      { state: 'left', hop: [0, 1], left: message(4, 'BYE', 9000) },
    ],
  };
}

export const fakeCaptureComparison: CaptureComparison = {
  left: { messages: 100, calls: 10, started: timeAt(0), ended: timeAt(60_000) },
  right: { messages: 120, calls: 12, started: timeAt(0), ended: timeAt(60_000) },
  isSame: false,
  sections: [
    {
      section: 'kpis',
      unit: 'figure',
      figures: [{ name: 'ser', state: 'differs', left: 90, right: 50, difference: -40, notable: true }],
    },
    {
      section: 'statuses',
      unit: 'count',
      figures: [
        { name: '200', state: 'differs', left: 30, right: 31, leftShare: 50, rightShare: 49, difference: -1 },
        { name: '503', state: 'right', right: 9, rightShare: 14, notable: true },
      ],
    },
  ],
};
