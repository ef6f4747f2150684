import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { FramedPiece } from './framed-piece.ts';
import type { Limits } from './limits.ts';
import { parseMessage } from './parse-message.ts';
import { startsLikeSip } from './starts-like-sip.ts';
import { StartSearch } from './start-search.ts';
import { StreamWindow } from './stream-window.ts';

/** What is told of where the bounds of one message are kept by the transport. */
type WholeCodes = {
  readonly second: DiagnosticCode;
  readonly keepAlive?: DiagnosticCode;
  readonly notSip?: DiagnosticCode;
};

const none: readonly Diagnostic[] = [];

/** The pieces of what holds one message at most: junk before it, the message, and what follows its body. RFC 3261 §18.3. */
export function frameWhole(bytes: Uint8Array, limits: Partial<Limits>, codes: WholeCodes): readonly FramedPiece[] {
  const end = bytes.length;
  if (end === 0) return [];
  const first = skipLineBreaks(bytes, 0);
  if (first === end) return [keepAlive(bytes, codes.keepAlive)];
  const start = startsLikeSip(bytes, first) ? 0 : findStart(bytes);
  if (start === -1) return [junk(bytes, 0, end, codes.notSip)];
  const pieces: FramedPiece[] = start === 0 ? [] : [junk(bytes, 0, start, 'framing-junk')];
  const message = parseMessage(bytes, { start, limits });
  pieces.push({ kind: 'message', start, end: message.end, message, diagnostics: none });
  if (message.end === end) return pieces;
  const isSecond = startsLikeSip(bytes, skipLineBreaks(bytes, message.end));
  // Of other bytes the message's own diagnostics tell: `trailing-bytes`.
  pieces.push(junk(bytes, message.end, end, isSecond ? codes.second : undefined));
  return pieces;
}

function keepAlive(bytes: Uint8Array, code: DiagnosticCode | undefined): FramedPiece {
  const end = bytes.length;
  const diagnostics = code === undefined ? none : [{ code, span: [0, end] as const }];
  if (isLineBreaks(bytes, 1)) return { kind: 'pong', start: 0, end, diagnostics };
  if (isLineBreaks(bytes, 2)) return { kind: 'ping', start: 0, end, diagnostics };
  return { kind: 'junk', start: 0, end, bytes, diagnostics };
}

function junk(bytes: Uint8Array, start: number, end: number, code: DiagnosticCode | undefined): FramedPiece {
  const diagnostics = code === undefined ? none : [{ code, span: [start, end] as const }];
  return { kind: 'junk', start, end, bytes: bytes.subarray(start, end), diagnostics };
}

function findStart(bytes: Uint8Array): number {
  const window = new StreamWindow();
  window.show(bytes, 0);
  return new StartSearch().next(window, bytes.length, true);
}

/** Whether the bytes are just so many CR LF. */
function isLineBreaks(bytes: Uint8Array, count: number): boolean {
  return bytes.length === count * 2 && bytes.every((byte, at) => byte === (at % 2 === 0 ? 0x0d : 0x0a));
}

function skipLineBreaks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] === 0x0d || bytes[at] === 0x0a)) at++;
  return at;
}
