import { startsLikeSip } from '@sipscope/parser';
import { diagnosticRule } from '../diagnostic-rules.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const all = { requests: 'any', responses: 'any' } as const;
const withLength = { ...all, has: ['Content-Length'] } as const;

/** Rules of where a message ends, and of what its body is. */
export const lengthRules: readonly Rule[] = [
  diagnosticRule({
    id: 'SIP-SYN-015',
    title: 'Content-Length is no number, or not that of the body',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '20.14',
    why: 'The receiver reads a body that is too short, or takes the next message of the stream for a piece of it.',
    advice: 'Count the bytes behind the empty line, after the last change of the body, and send that number.',
    right: 'Content-Length: 142',
    wrong: 'Content-Length: -1',
    abnf: 'Content-Length',
    headers: ['Content-Length'],
    on: withLength,
    codes: ['number-syntax', 'number-form', 'number-too-large', 'content-length-too-large', 'framing-length-too-large'],
    takes: ({ code, header }, { transport }) =>
      header === 'Content-Length' || (code === 'content-length-too-large' && transport !== 'UDP'),
  }),
  diagnosticRule({
    id: 'SIP-SYN-016',
    title: 'Datagram is shorter than its Content-Length',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    why: 'A request is answered with 400 and a response is dropped: mostly something on the way changed the body, or a fragment was lost.',
    advice:
      'Send the number of bytes that follow; look for an application layer gateway that changes session descriptions.',
    right: 'Content-Length: 142, and 142 bytes',
    wrong: 'Content-Length: 142, and 130 bytes',
    headers: ['Content-Length'],
    on: withLength,
    codes: ['content-length-too-large'],
    applies: ({ transport }) => transport === 'UDP',
  }),
  messageRule({
    id: 'SIP-SYN-017',
    title: 'No Content-Length over a stream',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '18.3',
    why: 'Over TCP and TLS this number alone says where the message ends; without it the receiver cannot find the next one.',
    advice: 'Send Content-Length in every message over a stream, 0 where there is no body.',
    right: 'Content-Length: 0',
    wrong: 'a message over TCP without Content-Length',
    headers: ['Content-Length'],
    on: all,
    codes: ['content-length-missing', 'framing-length-unknown', 'framing-body-unannounced'],
    check: checkStreamLength,
  }),
  messageRule({
    id: 'SIP-SYN-018',
    title: 'No Content-Length over UDP',
    level: 'should',
    severity: 'warning',
    rfc: 3261,
    section: '20.14',
    why: 'The body ends with the datagram then, but some stacks take it for empty and lose the session description.',
    advice: 'Send Content-Length, 0 where there is no body.',
    right: 'Content-Length: 0',
    wrong: 'a message without Content-Length',
    headers: ['Content-Length'],
    on: all,
    check: ({ message, transport }) => {
      if (transport !== 'UDP') return undefined;
      if (message.valueSpan('Content-Length') !== undefined) return 'kept';
      const { bodyStart, bodyEnd } = message.framing;
      return { seen: `There is no Content-Length, and ${bodyEnd - bodyStart} bytes follow the headers.` };
    },
  }),
  {
    ...diagnosticRule({
      id: 'SIP-SYN-019',
      title: 'Body without Content-Type',
      level: 'must',
      severity: 'error',
      rfc: 3261,
      section: '20.15',
      why: 'The receiver answers 415, or ignores the session description.',
      advice: 'Say with Content-Type what the body is.',
      right: 'Content-Type: application/sdp',
      wrong: 'a body without Content-Type',
      headers: ['Content-Type'],
      on: { ...all, body: 'any' },
      codes: ['content-type-missing'],
    }),
    check: checkContentType,
  },
  messageRule({
    id: 'SIP-SYN-047',
    title: 'Bytes behind the body of a datagram or WebSocket message',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '18.3',
    why: 'They are to be thrown away: what belongs to the body is lost if Content-Length is too small, and so is a second message.',
    advice: 'End it with the body, and send each message in one of its own.',
    right: 'Content-Length: 0, and nothing follows',
    wrong: 'Content-Length: 0, and a session description follows',
    headers: ['Content-Length'],
    on: withLength,
    codes: ['trailing-bytes', 'framing-second-message', 'websocket-second-message'],
    check: checkSurplus,
  }),
];

function checkStreamLength({ message, transport }: Seen): Outcome {
  // Messages of WebSocket and SCTP have ends of their own (RFC 7118 §5, RFC 4168 §5).
  if (transport !== 'TCP' && transport !== 'TLS') return undefined;
  if (message.valueSpan('Content-Length') !== undefined) return 'kept';
  const { bodyStart, bodyEnd } = message.framing;
  const body =
    bodyEnd > bodyStart ? `; the ${bodyEnd - bodyStart} bytes that follow can only be guessed to be its body` : '';
  return { seen: `There is no Content-Length over ${transport}${body}.` };
}

function checkContentType(seen: Seen): Outcome {
  const { message, bytes } = seen;
  if (message.valueSpan('Content-Type') !== undefined) return 'kept';
  const { bodyStart, bodyEnd } = message.framing;
  if (message.kind === 'invalid' || isPadding(bytes, bodyStart, bodyEnd)) return undefined;
  return { seen: `A body of ${bodyEnd - bodyStart} bytes has no Content-Type.`, span: [bodyStart, bodyEnd] };
}

function checkSurplus({ message, bytes, transport }: Seen): Outcome {
  // What follows on a stream is the next message.
  if (transport === 'TCP' || transport === 'TLS' || message.contentLength === undefined) return undefined;
  const { bodyEnd, available } = message.framing;
  const end = Math.min(available, bytes.length);
  if (end <= bodyEnd) return 'kept';
  const what = isPadding(bytes, bodyEnd, end)
    ? 'line breaks or zeros'
    : startsLikeSip(bytes, skipPadding(bytes, bodyEnd, end), end)
      ? 'a second message'
      : 'something else';
  return { seen: `${end - bodyEnd} bytes follow the body: ${what}.`, span: [bodyEnd, end] };
}

/** Line breaks, blanks and zeros. */
function isPadding(bytes: Uint8Array, start: number, end: number): boolean {
  return skipPadding(bytes, start, end) === end;
}

function skipPadding(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! <= 0x20 && (bytes[at] === 0 || bytes[at]! >= 0x09)) at++;
  return at;
}
