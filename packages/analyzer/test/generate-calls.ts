/** SIP flows, for tests that say what stays the same however they are carried. */

import fc from 'fast-check';
import { sipMessage } from './sip-flow.ts';

/** A message on its way between two of the parties, who are numbers. */
export type FlowMessage = { readonly atMs: number; readonly from: number; readonly to: number; readonly text: string };

export const PARTIES = 3;

type Step = {
  readonly name: string;
  readonly back?: boolean;
  /** Of a response, the method. */
  readonly method?: string;
  readonly cseq?: number;
  readonly inDialog?: boolean;
  /** Which branch. */
  readonly branch?: number;
  readonly body?: boolean;
};

const INVITE: Step = { name: 'INVITE', body: true };
const ringing: readonly Step[] = [
  { name: '100 Trying', back: true },
  { name: '180 Ringing', back: true, inDialog: true },
];
const answered: readonly Step[] = [
  { name: '200 OK', back: true, inDialog: true, body: true },
  { name: 'ACK', inDialog: true, branch: 2 },
];

/** A request in the dialog, from either side, with its answer. */
function exchange(name: string, cseq: number, back = false, body = false): readonly Step[] {
  const common = { inDialog: true, cseq, branch: cseq + 10 };
  return [
    { name, back, body, ...common },
    { name: '200 OK', back: !back, method: name, ...common },
  ];
}

const scenarios: readonly (readonly Step[])[] = [
  [INVITE, ...ringing, ...answered, ...exchange('INFO', 2, false, true), ...exchange('BYE', 3)],
  [INVITE, ...ringing, ...answered, ...exchange('MESSAGE', 7, true, true), ...exchange('BYE', 8, true)],
  [INVITE, INVITE, ...ringing, ...answered, ...exchange('UPDATE', 2, false, true), ...exchange('BYE', 3, false, true)],
  [INVITE, ...ringing, { name: '486 Busy Here', back: true, inDialog: true }, { name: 'ACK', inDialog: true }],
  [
    INVITE,
    ...ringing,
    { name: 'CANCEL' },
    { name: '200 OK', back: true, method: 'CANCEL', inDialog: true },
    { name: '487 Request Terminated', back: true, inDialog: true },
    { name: 'ACK', inDialog: true },
  ],
  [
    { name: 'REGISTER' },
    { name: '401 Unauthorized', back: true, method: 'REGISTER', inDialog: true },
    { name: 'REGISTER', cseq: 2, branch: 3 },
    { name: '200 OK', back: true, method: 'REGISTER', cseq: 2, branch: 3, inDialog: true },
  ],
  [
    { name: 'SUBSCRIBE' },
    { name: '202 Accepted', back: true, method: 'SUBSCRIBE', inDialog: true },
    ...exchange('NOTIFY', 5, true, true),
  ],
  [{ name: 'OPTIONS' }, { name: '200 OK', back: true, method: 'OPTIONS', inDialog: true, body: true }],
];

type Body = { readonly type: string; readonly text: string };

const SDP = ['v=0', 'o=- 1 1 IN IP4 10.0.0.1', 's=-', 'c=IN IP4 10.0.0.1', 't=0 0', 'm=audio 4000 RTP/AVP 0', ''].join(
  '\r\n',
);
const PART = 'INVITE sip:x@example.com SIP/2.0\r\nCall-ID: other\r\nContent-Length: 0\r\n\r\n';

/**
 * Bodies that end in line breaks, look like other protocols, hold messages, or are long. Such as hold messages say so by their type: else a message that begins
 * in a body makes its Content-Length doubtful, and over a stream it is given only when what follows has shown that the length is right.
 */
const bodies = fc.oneof(
  fc.constantFrom<Body>(
    { type: 'application/sdp', text: SDP },
    { type: 'text/plain', text: '\r\n\r\n\r\n\r\n' },
    { type: 'text/plain', text: 'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n' },
    { type: 'message/sip', text: PART },
    { type: 'message/sipfrag', text: 'SIP/2.0 200 OK\r\n' },
    { type: 'multipart/mixed;boundary=b', text: `--b\r\nContent-Type: message/sip\r\n\r\n${PART}\r\n--b--\r\n` },
  ),
  fc.integer({ min: 1, max: 3000 }).map((length): Body => ({ type: 'text/plain', text: 'x'.repeat(length) })),
);

/** Between a message and the next: 0 is a burst. What is sent again comes later than any copy of its packet. */
const gap = fc.constantFrom(0, 0, 0, 1, 7, 20, 150, 700, 3000);
const SENT_AGAIN_MS = 500;

const scenario = fc.record({
  steps: fc.constantFrom(...scenarios),
  atMs: fc.constantFrom(0, 0, 5, 40, 900, 20_000),
  caller: fc.nat(PARTIES - 1),
  callee: fc.integer({ min: 1, max: PARTIES - 1 }),
  gaps: fc.array(gap, { minLength: 1, maxLength: 6 }),
  bodies: fc.array(bodies, { minLength: 1, maxLength: 3 }),
});

/** In order of their times. */
export const flows: fc.Arbitrary<readonly FlowMessage[]> = fc
  .array(scenario, { minLength: 1, maxLength: 3 })
  .map((several) =>
    several.flatMap((one, number) => messagesOf(one, number)).toSorted((one, other) => one.atMs - other.atMs),
  );

type Scenario = {
  readonly steps: readonly Step[];
  readonly atMs: number;
  readonly caller: number;
  readonly callee: number;
  readonly gaps: readonly number[];
  readonly bodies: readonly Body[];
};

function messagesOf({ steps, atMs, caller, callee, gaps, bodies: texts }: Scenario, number: number): FlowMessage[] {
  const other = (caller + callee) % PARTIES;
  let nowMs = atMs;
  return steps.map((step, i): FlowMessage => {
    if (i > 0) nowMs += step === steps[i - 1] ? SENT_AGAIN_MS : (gaps[i % gaps.length] ?? 0);
    const [from, to] = step.back === true ? [other, caller] : [caller, other];
    // What is sent again has the same body.
    const body = texts[steps.indexOf(step) % texts.length];
    return { atMs: nowMs, from, to, text: textOf(step, number, body) };
  });
}

function textOf(
  { name, method, cseq = 1, inDialog, branch = 1, body }: Step,
  number: number,
  content: Body | undefined,
): string {
  return sipMessage(name, {
    callId: `call-${number}`,
    cseq,
    fromTag: `f${number}`,
    branches: [`z9hG4bK-${number}-${branch}`],
    ...(method === undefined ? {} : { method }),
    ...(inDialog === true ? { toTag: `t${number}` } : {}),
    ...(body === true && content !== undefined
      ? { body: content.text, headers: [`Content-Type: ${content.type}`] }
      : {}),
  });
}
