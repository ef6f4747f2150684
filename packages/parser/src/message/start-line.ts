import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { characterClasses, digitChar, tokenChar } from '../text/character-class.ts';
import type { Span } from '../text/span.ts';
import type { Uri } from '../uri/uri.ts';
import { lineFeed } from './header-frames.ts';
import { isSipVersion, versionBytes } from './sip-version.ts';

/**
 *     Request-Line = Method SP Request-URI SP SIP-Version CRLF
 *
 * RFC 3261 §7.1.
 */
export type RequestLine = {
  readonly kind: 'request';
  readonly span: Span;
  readonly method: string;
  readonly methodSpan: Span;
  /** As written. */
  readonly requestUri: string;
  readonly requestUriSpan: Span;
  /** The Request-URI read; undefined where its text is none. */
  readonly uri: Uri | undefined;
  /** What is wrong with the Request-URI's text. */
  readonly uriDiagnostics: readonly Diagnostic[];
  /** `SIP/2.0`, as written. */
  readonly version: string;
  readonly versionSpan: Span;
};

/**
 *     Status-Line = SIP-Version SP Status-Code SP Reason-Phrase CRLF
 *
 * RFC 3261 §7.2.
 */
export type StatusLine = {
  readonly kind: 'response';
  readonly span: Span;
  readonly version: string;
  readonly versionSpan: Span;
  readonly status: number;
  readonly statusSpan: Span;
  readonly reason: string;
  readonly reasonSpan: Span;
};

export type StartLineKind = 'request' | 'response' | 'invalid';

/** The parts of a start line as offsets. */
export class StartLineFrame {
  kind: StartLineKind = 'invalid';
  /** Where the line ends, without its line break. */
  end = 0;
  /** Behind the line break. */
  next = 0;
  methodStart = 0;
  methodEnd = 0;
  uriStart = 0;
  uriEnd = 0;
  versionStart = 0;
  versionEnd = 0;
  statusStart = 0;
  reasonStart = 0;
  status = 0;

  read(bytes: Uint8Array, start: number, end: number, text = ''): void {
    const lf = lineFeed(bytes, start, end, text);
    this.next = lf < end ? lf + 1 : end;
    this.end = lf > start && bytes[lf - 1] === 0x0d ? lf - 1 : lf;
    this.kind = 'invalid';
    if (isSipVersion(bytes, start, this.end)) this.readStatusLine(bytes, start);
    else this.readRequestLine(bytes, start);
  }

  private readStatusLine(bytes: Uint8Array, start: number): void {
    const { end } = this;
    const versionEnd = skipNonBlank(bytes, start, end);
    const statusStart = skipBlank(bytes, versionEnd, end);
    const statusEnd = skipNonBlank(bytes, statusStart, end);
    this.versionStart = start;
    this.versionEnd = versionEnd;
    this.statusStart = statusStart;
    if (versionEnd - start !== versionBytes || statusEnd - statusStart !== 3) return;
    let status = 0;
    for (let at = statusStart; at < statusEnd; at++) {
      if ((characterClasses[bytes[at]!]! & digitChar) === 0) return;
      status = status * 10 + bytes[at]! - 0x30;
    }
    this.status = status;
    this.reasonStart = Math.min(statusEnd + 1, end);
    this.kind = 'response';
  }

  private readRequestLine(bytes: Uint8Array, start: number): void {
    let end = this.end;
    while (end > start && isBlank(bytes[end - 1]!)) end--;
    let version = end;
    while (version > start && !isBlank(bytes[version - 1]!)) version--;
    let uriEnd = version;
    while (uriEnd > start && isBlank(bytes[uriEnd - 1]!)) uriEnd--;
    this.methodStart = start;
    this.methodEnd = skipNonBlank(bytes, start, end);
    this.uriStart = skipBlank(bytes, this.methodEnd, end);
    this.uriEnd = uriEnd;
    this.versionStart = version;
    this.versionEnd = end;
    const hasParts = this.methodEnd > start && this.uriStart < uriEnd && this.methodEnd < version;
    if (hasParts && end - version === versionBytes && isSipVersion(bytes, version, end)) this.kind = 'request';
  }
}

/** What is wrong with a start line, apart from its Request-URI. */
export function checkStartLine(bytes: Uint8Array, start: number, line: StartLineFrame): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (code: DiagnosticCode, from: number, to: number): void => {
    found.push({ code, span: [from, to] });
  };
  if (line.kind === 'invalid') {
    report('start-line', start, Math.max(line.end, start));
    return found;
  }
  if (!isVersion20(bytes, line.versionStart)) report('sip-version', line.versionStart, line.versionEnd);
  if (line.kind === 'response') {
    if (line.statusStart !== line.versionEnd + 1) report('start-line-space', line.versionEnd, line.statusStart);
    if (line.status < 100 || line.status > 699) report('status-code', line.statusStart, line.statusStart + 3);
    if (line.statusStart + 3 === line.end) report('reason-phrase-space', line.end, line.end);
    return found;
  }
  for (let at = line.methodStart; at < line.methodEnd; at++) {
    if ((characterClasses[bytes[at]!]! & tokenChar) !== 0) continue;
    report('method-syntax', at, at + 1);
    break;
  }
  if (line.uriStart !== line.methodEnd + 1) report('start-line-space', line.methodEnd, line.uriStart);
  if (line.versionStart !== line.uriEnd + 1) report('start-line-space', line.uriEnd, line.versionStart);
  if (line.versionEnd !== line.end) report('start-line-space', line.versionEnd, line.end);
  return found;
}

function isVersion20(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 4] === 0x32 && bytes[at + 6] === 0x30;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function skipBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at;
}

function skipNonBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && !isBlank(bytes[at]!)) at++;
  return at;
}
