import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Span } from '../text/span.ts';
import { controlAt, invalidUtf8At, oddByteAt } from '../text/odd-bytes.ts';
import { checkFields, hasUnread } from './check-fields.ts';
import { checkStartLine } from './start-line.ts';
import type { SipMessage } from './sip-message.ts';

/** Everything that is wrong with the text of a message, in order of place. */
export function checkMessage(message: SipMessage): readonly Diagnostic[] {
  const found = checkStartLine(message.bytes, message.framing.leading, message.framing.startLine);
  checkRequestUri(message, found);
  checkFraming(message, found);
  checkFields(message, found);
  checkMaxForwards(message, found);
  checkCSeqMethod(message, found);
  checkBody(message, found);
  append(found, message.body?.diagnostics ?? none);
  return found.length > 1 ? found.toSorted((one, other) => one.span[0] - other.span[0]) : found;
}

const none: readonly Diagnostic[] = [];

/** One by one: there may be more than a call takes arguments. */
function append(found: Diagnostic[], some: readonly Diagnostic[]): void {
  for (let at = 0; at < some.length; at++) found.push(some[at]!);
}

function checkRequestUri({ startLine }: SipMessage, found: Diagnostic[]): void {
  if (startLine?.kind !== 'request') return;
  const { uri, uriDiagnostics, requestUri, requestUriSpan } = startLine;
  append(found, uriDiagnostics);
  if (uri?.kind !== 'sip' || uri.headers.length === 0) return;
  const [start, end] = requestUriSpan;
  // The user may hold a question mark, host and parameters none; and a URI that could be read is ASCII: places in its text are places in its bytes.
  const question = requestUri.indexOf('?', requestUri.indexOf('@') + 1);
  found.push({ code: 'request-uri-headers', span: [start + question, end] });
}

function checkFraming({ bytes, framing }: SipMessage, found: Diagnostic[]): void {
  const report = (code: DiagnosticCode, span: Span, detail?: string): void => {
    found.push(detail === undefined ? { code, span } : { code, span, detail });
  };
  if (framing.bareLf !== -1) report('line-end-lf', [framing.bareLf, framing.bareLf + 1]);
  if (!framing.terminated && !framing.beyondMessage)
    report('headers-unterminated', [framing.bodyStart, framing.bodyStart]);
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

/** RFC 3261 §20.22. */
function checkMaxForwards(message: SipMessage, found: Diagnostic[]): void {
  const span = (message.maxForwards ?? 0) > 255 ? message.valueSpan('Max-Forwards') : undefined;
  if (span !== undefined) found.push({ code: 'max-forwards-range', span });
}

/** RFC 3261 §8.1.1.5. */
function checkCSeqMethod(message: SipMessage, found: Diagnostic[]): void {
  const { startLine, cseq } = message;
  if (startLine?.kind !== 'request' || cseq === undefined || cseq.method === startLine.method) return;
  const span = message.valueSpan('CSeq') ?? startLine.methodSpan;
  found.push({ code: 'cseq-method-mismatch', span, detail: `${startLine.method} and ${cseq.method}` });
}

/** RFC 3261 §18.3, §20.14, §20.15. */
function checkBody(message: SipMessage, found: Diagnostic[]): void {
  const { bodyStart, bodyEnd, available, transport, leading, startLine, beyondMessage } = message.framing;
  const allRead = !hasUnread(message.framing);
  const hasType = message.valueSpan('Content-Type') !== undefined;
  if (bodyEnd > bodyStart && message.kind !== 'invalid' && !hasType && allRead)
    found.push({ code: 'content-type-missing', span: [leading, startLine.end] });
  const length = message.contentLength;
  const span = message.valueSpan('Content-Length');
  if (span === undefined && transport === 'stream' && allRead)
    found.push({ code: 'content-length-missing', span: [bodyStart, bodyStart] });
  if (span === undefined || length === undefined) return;
  if (length > available - bodyStart && !beyondMessage) {
    const detail = `${length}, and ${available - bodyStart} follow`;
    found.push({ code: 'content-length-too-large', span, detail });
  }
  if (transport === 'datagram' && available > bodyEnd)
    found.push({ code: 'trailing-bytes', span: [bodyEnd, bodyEnd], detail: `${available - bodyEnd}` });
}
