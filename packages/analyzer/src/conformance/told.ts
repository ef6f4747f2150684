import type { HeaderName, SipMessage } from '@sipscope/parser';
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
