import { parseUri, uriUser } from '@sipscope/parser';

/** Texts of the wire in sentences are cut here. */
const longest = 60;

/** Whom a URI names, as short as people say it: the user or number, else the host. */
export function partyName(uriText: string | undefined, otherwise: string): string {
  if (uriText === undefined) return otherwise;
  const { uri } = parseUri(uriText);
  if (uri === undefined) return cut(uriText);
  // Parameters of a number stand behind it (RFC 3966 §3).
  const [user = ''] = (uriUser(uri) ?? '').split(';', 1);
  if (user !== '') return cut(user);
  return uri.kind === 'sip' ? cut(uri.host) : cut(uriText);
}

export function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}

/** `1 time`, `3 times`. */
export function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `320 ms`, `3.5 s`, `2 min 5 s`. */
export function durationText(ns: number): string {
  const ms = ns / 1e6;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `PCMU, PCMA and telephone-event`. */
export function listText(words: readonly string[]): string {
  const shown = words.length > 8 ? [...words.slice(0, 7), `${words.length - 7} more`] : words;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
