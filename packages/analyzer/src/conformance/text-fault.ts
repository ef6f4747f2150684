import type { Diagnostic, DiagnosticCode, SipMessage, Span } from '@sipscope/parser';
import { latin1 } from './header-lines.ts';
import type { Seen } from './seen.ts';

/** What exactly is wrong where the parser could not read a value: rules tell each kind apart. `value`: nothing of these. */
export type TextFault =
  | 'request-line'
  | 'empty-user'
  | 'raw-character'
  | 'percent-escape'
  | 'open-ipv6'
  | 'open-quote'
  | 'display-name'
  | 'bare-address'
  | 'cseq-number'
  | 'date'
  | 'q'
  | 'via'
  | 'max-forwards'
  | 'content-length'
  | 'call-id'
  | 'value';

const kindByHeader = new Map<string, TextFault>([
  ['Via', 'via'],
  ['Date', 'date'],
  ['Max-Forwards', 'max-forwards'],
  ['Content-Length', 'content-length'],
  ['Call-ID', 'call-id'],
]);

const addressCodes: ReadonlySet<DiagnosticCode> = new Set(['address-syntax', 'contact-syntax', 'route-syntax']);

/** Says of a diagnostic what kind of fault it is. */
export function textFaultOf(diagnostic: Diagnostic, seen: Seen): TextFault {
  const { code, header, span } = diagnostic;
  if (code === 'uri-syntax' || code === 'host-ipv4' || code === 'host-name' || code === 'port-range') {
    if (isOpenIpv6(seen.bytes, span[0])) return 'open-ipv6';
    if (code === 'uri-syntax') return uriFault(diagnostic, seen);
  }
  if (code === 'uri-fragment') return 'raw-character';
  if (code === 'addr-spec-brackets') return 'bare-address';
  if (code === 'contact-q' || (code === 'parameter-form' && diagnostic.detail?.startsWith('q:') === true)) return 'q';
  if (code === 'max-forwards-range') return 'max-forwards';
  if (header === 'CSeq') return isCSeqNumber(code, seen, span) ? 'cseq-number' : 'value';
  if (addressCodes.has(code) || code === 'parameter-unexpected') return addressFault(diagnostic, seen);
  return (header === undefined ? undefined : kindByHeader.get(header)) ?? 'value';
}

function uriFault({ header, span }: Diagnostic, { bytes, message }: Seen): TextFault {
  const byte = bytes[span[0]];
  const isBlank = byte === 0x20 || byte === 0x09;
  if (isBlank && header === undefined && message.kind === 'request') return 'request-line';
  if (byte === undefined) return 'value';
  if (byte === 0x25) return 'percent-escape';
  if (byte === 0x40 && bytes[span[0] - 1] === 0x3a && isScheme(bytes, span[0] - 1)) return 'empty-user';
  return isNoUriCharacter(byte) ? 'raw-character' : 'value';
}

/** Longer hosts are none. */
const mostHost = 80;

/** Whether an IPv6 address without brackets stands round that place: groups of hexadecimal digits with two colons at least between them. */
function isOpenIpv6(bytes: Uint8Array, place: number): boolean {
  let start = place;
  while (start > 0 && place - start < mostHost && isIpv6Character(bytes[start - 1])) start--;
  let end = place;
  while (end - place < mostHost && isIpv6Character(bytes[end])) end++;
  const before = bytes[start - 1];
  // A user and a password.
  if (bytes[end] === 0x40) return false;
  // Behind the scheme's colon and its last letters, the @ of a user, or blanks.
  const text = latin1(bytes, start, end);
  const host = before === 0x40 || before === 0x20 ? text : text.slice(text.indexOf(':') + 1);
  return before !== 0x5b && /^[\da-f]{0,4}(?::[\da-f]{0,4}){2,8}$/i.test(host);
}

function isIpv6Character(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return isDigit(byte) || byte === 0x3a || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46);
}

/** Whether `sip` or `sips` stands before that place. */
function isScheme(bytes: Uint8Array, end: number): boolean {
  const text = latin1(bytes, Math.max(0, end - 5), end).toLowerCase();
  return /(?:^|[^a-z])sips?$/.test(text);
}

/** Characters that no URI may hold but as an escape (RFC 3986 §2), and `#`, behind which a fragment would stand. */
function isNoUriCharacter(byte: number): boolean {
  return byte <= 0x20 || byte >= 0x7f || noUriCharacters.has(byte);
}

/** `"`, `#`, `<`, `>`, `\`, `^`, a backquote, `{`, `|`, `}`. */
const noUriCharacters: ReadonlySet<number> = new Set([0x22, 0x23, 0x3c, 0x3e, 0x5c, 0x5e, 0x60, 0x7b, 0x7c, 0x7d]);

function isCSeqNumber(code: DiagnosticCode, { bytes, message }: Seen, span: Span): boolean {
  if (code === 'number-too-large') return true;
  const value = message.valueSpan('CSeq');
  return code === 'cseq-syntax' && value?.[0] === span[0] && !isDigit(bytes[span[0]]);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** Of an address in a header field: what of it could not be read. */
function addressFault({ code, span, header }: Diagnostic, { bytes, message }: Seen): TextFault {
  const value = valueAround(message, span[0]);
  if (value === undefined) return 'value';
  const before = latin1(bytes, value[0], span[0]);
  const after = latin1(bytes, span[0], value[1]);
  if (!before.includes('<') && !after.includes('<')) {
    const isBare = /(?:^|[\s,])(?:sips?|tel):/i.test(before) || /^(?:sips?|tel):/i.test(after);
    const isCut = code === 'parameter-unexpected' || before.includes(',') || after.startsWith(',');
    return isBare && isCut && header !== undefined ? 'bare-address' : 'value';
  }
  if (code === 'parameter-unexpected') return 'value';
  if (after.startsWith('"')) return 'open-quote';
  const isName = !element(before).includes('<') && after.includes('<') && !element(before).includes('"');
  return isName && !/^\s*</.test(after) ? 'display-name' : 'value';
}

/** What stands of the value's element before a place: behind the last address. */
function element(before: string): string {
  const last = before.lastIndexOf('>');
  return last < 0 ? before : before.slice(before.indexOf(',', last) + 1);
}

/** The value of the header field that the place lies in. */
function valueAround({ framing: { fields, fieldCount } }: SipMessage, place: number): Span | undefined {
  for (let index = 0, at = 0; index < fieldCount; index++, at += 6)
    if (fields[at + 2]! <= place && place <= fields[at + 3]!) return [fields[at + 2]!, fields[at + 3]!];
  return undefined;
}
