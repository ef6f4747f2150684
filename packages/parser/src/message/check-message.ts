import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { characterClasses, tokenChar } from '../text/character-class.ts';
import type { Span } from '../text/span.ts';
import { controlAt, invalidUtf8At, oddByteAt } from '../text/odd-bytes.ts';
import { checkStartLine } from './start-line.ts';
import type { SipMessage } from './sip-message.ts';

/** Everything that is wrong with the text of a message, in order of place. */
export function checkMessage(message: SipMessage): readonly Diagnostic[] {
  const found: Diagnostic[] = [
    ...checkStartLine(message.bytes, message.framing.leading, message.framing.startLine),
    ...checkRequestUri(message),
    ...checkFraming(message),
    ...checkFields(message),
    ...checkViaCount(message),
    ...checkPresence(message),
    ...checkMaxForwards(message),
    ...checkCSeqMethod(message),
    ...checkBody(message),
    ...(message.sdp?.diagnostics ?? []),
  ];
  return found.toSorted((one, other) => one.span[0] - other.span[0]);
}

function checkRequestUri({ startLine }: SipMessage): readonly Diagnostic[] {
  if (startLine?.kind !== 'request') return [];
  const { uri, uriDiagnostics, requestUri, requestUriSpan } = startLine;
  if (uri?.kind !== 'sip' || uri.headers.length === 0) return uriDiagnostics;
  const [start, end] = requestUriSpan;
  // The user may hold a question mark, host and parameters none; and a URI that could be read is ASCII: places in its text are places in its bytes.
  const question = requestUri.indexOf('?', requestUri.indexOf('@') + 1);
  return [...uriDiagnostics, { code: 'request-uri-headers', span: [start + question, end] }];
}

function checkFraming({ bytes, framing }: SipMessage): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (code: DiagnosticCode, span: Span, detail?: string): void => {
    found.push(detail === undefined ? { code, span } : { code, span, detail });
  };
  if (framing.bareLf !== -1) report('line-end-lf', [framing.bareLf, framing.bareLf + 1]);
  if (!framing.terminated) report('headers-unterminated', [framing.bodyStart, framing.bodyStart]);
  if (framing.beyondHeaders !== -1)
    report('limit-headers', [framing.beyondHeaders, framing.bodyStart], `${framing.limits.headers}`);
  if (framing.beyondSection !== -1) {
    report(
      'limit-header-section',
      [framing.beyondSection, framing.bodyStart],
      `${framing.limits.headerSectionBytes} bytes`,
    );
  }
  if (framing.beyondMessage)
    report('limit-message', [framing.available, framing.available], `${framing.limits.messageBytes} bytes`);
  checkCharacters(bytes, framing.bodyStart, report);
  return found;
}

/** Tells of the first bytes of the headers that are no text. */
function checkCharacters(bytes: Uint8Array, end: number, report: (code: DiagnosticCode, span: Span) => void): void {
  const odd = oddByteAt(bytes, 0, end);
  if (odd === -1) return;
  const control = controlAt(bytes, odd, end);
  if (control !== -1) report('header-control', [control, control + 1]);
  const badText = invalidUtf8At(bytes, odd, end);
  if (badText !== -1) report('header-encoding', [badText, badText + 1]);
}

function checkFields(message: SipMessage): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Map<string, number>();
  for (const [index, header] of message.headers.entries()) {
    checkName(message, header.nameSpan, header.valueSpan, found);
    const row = message.row(index);
    if (row === undefined) continue;
    const times = (seen.get(row.name) ?? 0) + 1;
    seen.set(row.name, times);
    if (times > 1 && !row.many) found.push({ code: 'header-duplicate', span: header.lineSpan, detail: row.name });
    const reading = message.reading(index);
    if (reading === undefined) found.push({ code: 'limit-value', span: header.valueSpan, detail: row.name });
    for (const diagnostic of reading?.diagnostics ?? []) found.push(withHeader(diagnostic, row.name));
    for (const value of reading?.values ?? [])
      for (const diagnostic of uriDiagnostics(value)) found.push(withHeader(diagnostic, row.name));
  }
  return found;
}

function checkViaCount(message: SipMessage): Diagnostic[] {
  const { vias } = message.framing.limits;
  let count = 0;
  for (const [index, header] of message.headers.entries()) {
    if (header.header !== 'Via') continue;
    count += message.reading(index)?.values.length ?? 0;
    if (count > vias) return [{ code: 'limit-vias', span: header.lineSpan, detail: `${vias}` }];
  }
  return [];
}

function withHeader(diagnostic: Diagnostic, name: string): Diagnostic {
  const detail = diagnostic.detail === undefined ? name : `${name}: ${diagnostic.detail}`;
  return { code: diagnostic.code, span: diagnostic.span, detail };
}

function uriDiagnostics(value: unknown): readonly Diagnostic[] {
  const hasUri = typeof value === 'object' && value !== null && 'uriDiagnostics' in value;
  // Only addresses have the property, and theirs is a list of diagnostics.
  return hasUri ? (value.uriDiagnostics as readonly Diagnostic[]) : [];
}

function checkName({ bytes }: SipMessage, [start, end]: Span, value: Span, found: Diagnostic[]): void {
  if (start === end) {
    found.push({ code: 'header-colon', span: [start, value[1]] });
    return;
  }
  for (let at = start; at < end; at++) {
    if ((characterClasses[bytes[at]!]! & tokenChar) !== 0) continue;
    found.push({ code: 'header-name', span: [at, at + 1] });
    return;
  }
}

const mandatory: readonly (readonly [string, DiagnosticCode])[] = [
  ['Via', 'via-missing'],
  ['From', 'from-missing'],
  ['To', 'to-missing'],
  ['Call-ID', 'call-id-missing'],
  ['CSeq', 'cseq-missing'],
];

/** The six header fields every request has, and every response but for Max-Forwards. RFC 3261 §8.1.1, §8.2.6.2. */
function checkPresence(message: SipMessage): Diagnostic[] {
  if (message.kind === 'invalid') return [];
  const span = [message.framing.leading, message.framing.startLine.end] as const;
  const found: Diagnostic[] = [];
  for (const [name, code] of mandatory) {
    if (message.header(name) === undefined) found.push({ code, span });
  }
  if (message.kind === 'request' && message.header('Max-Forwards') === undefined)
    found.push({ code: 'max-forwards-missing', span });
  return found;
}

/** RFC 3261 §20.22. */
function checkMaxForwards(message: SipMessage): Diagnostic[] {
  const field = message.header('Max-Forwards');
  if (field === undefined || (message.maxForwards ?? 0) <= 255) return [];
  return [{ code: 'max-forwards-range', span: field.valueSpan }];
}

/** RFC 3261 §8.1.1.5. */
function checkCSeqMethod(message: SipMessage): Diagnostic[] {
  const { startLine, cseq } = message;
  if (startLine?.kind !== 'request' || cseq === undefined || cseq.method === startLine.method) return [];
  const span = message.header('CSeq')?.valueSpan ?? startLine.methodSpan;
  return [{ code: 'cseq-method-mismatch', span, detail: `${startLine.method} and ${cseq.method}` }];
}

/** RFC 3261 §18.3, §20.14. */
function checkBody(message: SipMessage): Diagnostic[] {
  const { bodyStart, bodyEnd, available, transport } = message.framing;
  const length = message.contentLength;
  const field = message.header('Content-Length');
  if (field === undefined && transport === 'stream')
    return [{ code: 'content-length-missing', span: [bodyStart, bodyStart] }];
  if (length === undefined) return [];
  const found: Diagnostic[] = [];
  const detail = `${length}, and ${available - bodyStart} follow`;
  if (length > available - bodyStart)
    found.push({ code: 'content-length-too-large', span: field?.valueSpan ?? [bodyStart, bodyStart], detail });
  if (transport === 'datagram' && available > bodyEnd)
    found.push({ code: 'trailing-bytes', span: [bodyEnd, bodyEnd], detail: `${available - bodyEnd}` });
  return found;
}
