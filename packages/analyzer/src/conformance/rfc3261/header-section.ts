import type { SipMessage } from '@sipscope/parser';
import { diagnosticRule } from '../diagnostic-rules.ts';
import { headerLine, nameText } from '../header-lines.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

const all = { requests: 'any', responses: 'any' } as const;

/** Rules of the lines of the header section. */
export const headerSectionRules: readonly Rule[] = [
  {
    ...diagnosticRule({
      id: 'SIP-SYN-004',
      title: 'Lines do not end in CR LF',
      level: 'must',
      severity: 'error',
      rfc: 3261,
      section: '7',
      why: 'Some stacks read such lines and others do not, so that two elements may see different headers.',
      advice: 'End each line with CR LF.',
      right: 'Max-Forwards: 70\\r\\n',
      wrong: 'Max-Forwards: 70\\n',
      abnf: 'message-header',
      on: all,
      codes: ['line-end-lf'],
    }),
    check: checkLineEnds,
  },
  diagnosticRule({
    id: 'SIP-SYN-005',
    title: 'No empty line ends the headers',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '7',
    why: 'Over a stream a receiver waits for the rest for ever; in a datagram the message is malformed.',
    advice: 'Send CR LF on a line of its own behind the last header field, body or not.',
    right: 'Content-Length: 0\\r\\n\\r\\n',
    wrong: 'Content-Length: 0\\r\\n',
    on: all,
    codes: ['headers-unterminated'],
  }),
  diagnosticRule({
    id: 'SIP-SYN-006',
    title: 'Line is no header field',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    why: 'Devices differ in what they do with it, so that a header field may reach one and be hidden from the next.',
    advice: 'Send a name of token characters, a colon and the value.',
    right: 'Subject: Lunch',
    wrong: 'Subject Lunch',
    abnf: 'extension-header',
    on: all,
    codes: ['header-colon', 'header-name'],
    takes: ({ span }, seen) => !isContinuation(seen, span[0]),
  }),
  messageRule({
    id: 'SIP-SYN-007',
    title: 'White space before the colon',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '7.3.1',
    why: 'It is legal, but simple parsers and firewalls do not know the header field then.',
    advice: 'Write the colon right behind the name.',
    right: 'Subject: Lunch',
    wrong: 'Subject : Lunch',
    abnf: 'HCOLON',
    on: all,
    check: checkColons,
  }),
  diagnosticRule({
    id: 'SIP-SYN-008',
    title: 'Continued line continues nothing',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '7.3.1',
    why: 'A line that begins with a blank belongs to the header field before it; behind the start line there is none, and parsers differ in what they make of it.',
    advice: 'Begin the first header field at the beginning of its line.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1\\r\\n ;branch=z9hG4bK776',
    wrong: 'INVITE sip:bob@example.com SIP/2.0\\r\\n Via: SIP/2.0/UDP 192.0.2.1',
    abnf: 'LWS',
    on: all,
    codes: ['header-colon', 'header-name'],
    takes: ({ span }, seen) => isContinuation(seen, span[0]),
  }),
  sourceRule({
    id: 'SIP-SYN-039',
    title: 'Long and compact form of one header field in one message',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '7.3.3',
    why: 'It is legal, but simple parsers see one of the two only.',
    advice: 'Use one form of each name in a message.',
    right: 'Via: SIP/2.0/UDP a.example.com\\r\\nVia: SIP/2.0/UDP b.example.com',
    wrong: 'Via: SIP/2.0/UDP a.example.com\\r\\nv: SIP/2.0/UDP b.example.com',
    on: all,
    isKept: ({ message }) => !hasShortName(message),
    watch: () => once(mixedForms),
  }),
  diagnosticRule({
    id: 'SIP-SYN-043',
    title: 'Headers hold bytes that are no UTF-8',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '7',
    why: 'The text cannot be shown or stored for certain, and strict elements refuse the message.',
    advice: 'Write text in UTF-8.',
    right: 'Subject: Müller (UTF-8: 4D C3 BC 6C …)',
    wrong: 'Subject: Müller (ISO 8859-1: 4D FC 6C …)',
    abnf: 'TEXT-UTF8-TRIM',
    on: all,
    codes: ['header-encoding'],
  }),
  diagnosticRule({
    id: 'SIP-SYN-044',
    title: 'Control character in the headers',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '25.1',
    why: 'Parsers written in C may end the value at a NUL, and others end the line at a CR: a way to hide text from one of them.',
    advice: 'Leave control characters out.',
    right: 'Subject: Lunch',
    wrong: 'Subject: Lun\\0ch',
    on: all,
    codes: ['header-control'],
    takes: ({ span }, { bytes }) => bytes[span[0] - 1] !== backslash,
  }),
];

function checkLineEnds({ message, bytes }: Seen): Outcome {
  const { bareLf, bodyStart } = message.framing;
  if (bareLf < 0) return 'kept';
  let count = 0;
  for (let at = bareLf; at < bodyStart; at++) if (bytes[at] === 0x0a && bytes[at - 1] !== 0x0d) count++;
  return {
    seen: `${count} ${count === 1 ? 'line ends' : 'lines end'} in LF without CR.`,
    span: [bareLf, bareLf + 1],
  };
}

/** Whether a line begins there, with a blank. */
function isContinuation({ bytes }: Seen, at: number): boolean {
  return bytes[at - 1] === 0x0a && (bytes[at] === 0x20 || bytes[at] === 0x09);
}

const colon = 0x3a;
/** Before a character of a quoted-pair, which may be a control character (RFC 3261 §25.1). */
const backslash = 0x5c;

function checkColons({ message, bytes }: Seen): Outcome {
  const { fields, fieldCount } = message.framing;
  for (let index = 0, at = 0; index < fieldCount; index++, at += 6) {
    const nameEnd = fields[at + 1]!;
    if (nameEnd === fields[at] || bytes[nameEnd] === colon) continue;
    const line = headerLine(message, index);
    return {
      seen: `There is white space between ${quoted(nameText(message, line))} and its colon.`,
      span: [line.name[0], bytes.indexOf(colon, nameEnd) + 1],
    };
  }
  return 'kept';
}

/** The first name that stands in both forms. */
function mixedForms({ message }: Seen): ReturnType<Parameters<typeof once>[0]> {
  const { fields, fieldCount } = message.framing;
  if (!hasShortName(message)) return 'kept';
  const long = new Set<number>();
  for (let index = 0, at = 0; index < fieldCount; index++, at += 6)
    if (fields[at + 1]! - fields[at]! > 1) long.add(fields[at + 5]!);
  for (let index = 0, at = 0; index < fieldCount; index++, at += 6) {
    const row = fields[at + 5]!;
    if (row < 0 || fields[at + 1]! - fields[at]! !== 1 || !long.has(row)) continue;
    const { known = '', name } = headerLine(message, index);
    return {
      key: known,
      fault: { seen: `${known} stands here in its long form and in its compact form.`, span: name },
    };
  }
  return 'kept';
}

/** Names of one letter are compact forms. */
function hasShortName({ framing: { fields, fieldCount } }: SipMessage): boolean {
  for (let index = 0, at = 0; index < fieldCount; index++, at += 6)
    if (fields[at + 1]! - fields[at]! === 1) return true;
  return false;
}
