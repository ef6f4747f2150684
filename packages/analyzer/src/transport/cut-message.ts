import { MessageIdentity } from '@sipscope/parser';

const LF = 0x0a;
const CR = 0x0d;

/** Used by all transports in turn. */
const identity = new MessageIdentity();

/**
 * Where a message ends that was cut off at `end`: in its headers that is behind the last whole line, for half a line may say what was not sent. Undefined
 * where too little is left to tell what it belongs to.
 */
export function cutMessageEnd(bytes: Uint8Array, start: number, end: number = bytes.length): number | undefined {
  const cutEnd = lastWholeLine(bytes, start, end);
  return hasMessageKeys(bytes, start, cutEnd) ? cutEnd : undefined;
}

/** Whether a message shows what it belongs to: a start line, Call-ID and CSeq. */
export function hasMessageKeys(bytes: Uint8Array, start: number, end: number): boolean {
  return identity.read(bytes, start, end) && identity.callIdStart !== -1 && identity.cseq !== -1;
}

function lastWholeLine(bytes: Uint8Array, start: number, end: number): number {
  let line = start;
  for (let at = bytes.indexOf(LF, start); at !== -1 && at < end; at = bytes.indexOf(LF, line)) {
    const isEmpty = at === line || (at === line + 1 && bytes[line] === CR);
    if (isEmpty && line > start) return end;
    line = at + 1;
  }
  return line;
}
