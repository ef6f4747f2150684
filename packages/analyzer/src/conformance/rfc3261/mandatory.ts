import { diagnosticRule } from '../diagnostic-rules.ts';
import { quoted } from '../quoted.ts';
import type { MessageRule, Outcome, Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { textFaultOf } from '../text-fault.ts';

const requests = { requests: 'any' } as const;
const all = { requests: 'any', responses: 'any' } as const;

/** RFC 3261 §8.1.1.5; EID 3102: of the 32 bits the first number leaves the highest free. */
const firstCSeqBelow = 2 ** 31;

/** Rules of CSeq, Max-Forwards and Date, and of what every request has. */
export const mandatoryRules: readonly Rule[] = [
  diagnosticRule({
    id: 'SIP-MF-001',
    title: 'Request without one of the six header fields each has',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1',
    why: 'Without them there is no transaction: servers answer 400 or drop the request.',
    advice: 'Send To, From, CSeq, Call-ID, Max-Forwards and Via in every request.',
    right: 'To, From, CSeq, Call-ID, Max-Forwards, Via',
    wrong: 'To, From, CSeq, Call-ID, Via',
    headers: ['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Max-Forwards'],
    on: requests,
    codes: ['via-missing', 'from-missing', 'to-missing', 'call-id-missing', 'cseq-missing', 'max-forwards-missing'],
    // RFC 2543 had no Max-Forwards: its clients are told by their branches.
    takes: ({ code }, { message }) =>
      code !== 'max-forwards-missing' ||
      message.topVia === undefined ||
      message.topVia.branch?.startsWith('z9hG4bK') === true,
  }),
  diagnosticRule({
    id: 'SIP-SYN-012',
    title: 'CSeq has another method than the request',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.5',
    why: 'Responses are matched by the method in CSeq, so the client will not know the one to this request.',
    advice: 'Write the method of the request in CSeq.',
    right: 'OPTIONS sip:bob@example.com SIP/2.0\\r\\nCSeq: 1 OPTIONS',
    wrong: 'OPTIONS sip:bob@example.com SIP/2.0\\r\\nCSeq: 1 INVITE',
    abnf: 'CSeq',
    headers: ['CSeq'],
    on: { ...requests, has: ['CSeq'] },
    codes: ['cseq-method-mismatch'],
  }),
  cseqNumberRule(),
  diagnosticRule({
    id: 'SIP-SYN-014',
    title: 'Max-Forwards is no number from 0 to 255',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '20.22',
    why: 'It is a syntax error, which proxies answer with 400; others count down from where they can.',
    advice: 'Send 70.',
    right: 'Max-Forwards: 70',
    wrong: 'Max-Forwards: 300',
    abnf: 'Max-Forwards',
    headers: ['Max-Forwards'],
    on: { ...requests, has: ['Max-Forwards'] },
    codes: ['max-forwards-range', 'number-syntax', 'number-too-large', 'number-form'],
    takes: (diagnostic, seen) => textFaultOf(diagnostic, seen) === 'max-forwards',
  }),
  dateRule(),
];

function cseqNumberRule(): MessageRule {
  const told = diagnosticRule({
    id: 'SIP-SYN-013',
    title: 'CSeq number is out of range',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.5',
    why: 'Elements refuse it with 400, or hold another number than was sent and match nothing.',
    advice: 'Begin below 2147483648, and count up to 4294967295 at most.',
    right: 'CSeq: 4711 INVITE',
    wrong: 'CSeq: 4294967296 INVITE',
    abnf: 'CSeq',
    headers: ['CSeq'],
    on: { ...all, has: ['CSeq'] },
    codes: ['cseq-syntax', 'number-too-large'],
    takes: (diagnostic, seen) => textFaultOf(diagnostic, seen) === 'cseq-number',
  });
  return {
    ...told,
    check(seen) {
      const { message, isRequest, cseq } = seen;
      // Later requests of a dialog may have grown beyond it.
      const isFirst = isRequest && cseq >= firstCSeqBelow && message.to?.tag === undefined;
      if (!isFirst || message.cseq === undefined) return told.check(seen);
      return {
        seen: `The request begins with CSeq ${message.cseq.number}, which is not below 2147483648.`,
        span: message.valueSpan('CSeq'),
      };
    },
  };
}

function dateRule(): MessageRule {
  const told = diagnosticRule({
    id: 'SIP-SYN-031',
    title: 'Date is not in the one form SIP has',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '20.17',
    why: 'Receivers cannot read it: clocks are not set by it, and signatures over it are not verified.',
    advice: 'Write it in GMT as RFC 1123 has it.',
    right: 'Date: Sat, 13 Nov 2010 23:29:00 GMT',
    wrong: 'Date: 2010-11-13T23:29:00Z',
    abnf: 'SIP-date',
    headers: ['Date'],
    on: { ...all, has: ['Date'] },
    codes: ['date-syntax', 'date-space', 'date-day', 'date-month', 'date-number', 'date-zone'],
    takes: ({ header }) => header === 'Date',
  });
  return {
    ...told,
    check(seen) {
      const found = told.check(seen);
      return found === 'kept' ? checkDay(seen) : found;
    },
  };
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** The parser reads the date without its day of the week. */
function checkDay({ message }: Seen): Outcome {
  const date = message.get('Date');
  const span = message.valueSpan('Date');
  if (date === undefined || span === undefined) return undefined;
  const written = message.text([span[0], span[0] + 3]);
  const day = days[date.getUTCDay()];
  return day === undefined || written.toLowerCase() === day.toLowerCase()
    ? 'kept'
    : { seen: `The date says ${quoted(written)}, but that day is a ${day}.`, span: [span[0], span[0] + 3] };
}
