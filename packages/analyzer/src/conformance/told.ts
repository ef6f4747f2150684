import type { HeaderName, SipMessage, Span } from '@sipscope/parser';
import type { Seen } from './seen.ts';

/** Nanoseconds as a sentence says them: `0.25 s`, `4.1 s`, `180 s`. */
export function secondsText(ns: number): string {
  const seconds = ns / 1e9;
  const text =
    Math.abs(seconds) < 1 ? seconds.toFixed(3) : Math.abs(seconds) < 100 ? seconds.toFixed(1) : seconds.toFixed(0);
  return `${text.includes('.') ? text.replace(/\.?0+$/, '') : text} s`;
}

/** `frame 12`. */
export function frameText({ frame }: Seen): string {
  return `frame ${frame}`;
}

/** Whether that word is in a list of tokens, in any case. */
export function hasToken(tokens: readonly string[], token: string): boolean {
  return tokens.some((one) => one.toLowerCase() === token);
}

/** Whether there is a header field of that name, be it empty; nothing is read. */
export function hasField(message: SipMessage, name: HeaderName): boolean {
  return message.valueSpan(name) !== undefined;
}

/** Whether an ASCII word stands there, in small letters as given or in capital ones; nothing is read. */
export function hasWord(bytes: Uint8Array, [start, end]: Span, word: string): boolean {
  const first = word.charCodeAt(0);
  for (let at = start; at + word.length <= end; at++) {
    if (lowerCase(bytes[at]!) !== first) continue;
    let length = 1;
    while (length < word.length && lowerCase(bytes[at + length]!) === word.charCodeAt(length)) length++;
    if (length === word.length) return true;
  }
  return false;
}

function lowerCase(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}

/** Whether the value of one message's field begins with that of another's, byte for byte; nothing is read. */
export function beginsWithValue(one: SipMessage, name: HeaderName, other: SipMessage, otherName: HeaderName): boolean {
  const [span, begin] = [one.valueSpan(name), other.valueSpan(otherName)];
  if (span === undefined || begin === undefined || span[1] - span[0] < begin[1] - begin[0]) return false;
  for (let at = begin[0]; at < begin[1]; at++) if (other.bytes[at] !== one.bytes[span[0] + at - begin[0]]) return false;
  return true;
}
