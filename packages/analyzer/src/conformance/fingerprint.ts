import { sha256 } from '@noble/hashes/sha2.js';
import { headerTable, type SipMessage } from '@sipscope/parser';
import { method } from '../message/method.ts';
import type { FindingRow } from '../rows/finding-row.ts';

/** Words that say what is wrong, and not in which call: names of header fields and methods. */
const telling: ReadonlySet<string> = new Set([
  ...headerTable.map(({ name }) => name as string),
  ...Object.keys(method).map((name) => name.toUpperCase()),
]);

/**
 * What a finding of the same device has in common with those of other captures of it: the rule, the device, the header field, and what was seen without numbers and what is quoted
 * (tags, branches, addresses). 32 hexadecimal digits.
 */
export function fingerprintOf(row: FindingRow, message: SipMessage | undefined): string {
  const parts = [row.rule, deviceName(row), fieldOf(row, message), withoutChance(row.seen)];
  const digest = sha256(new TextEncoder().encode(parts.join('\n')));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** As logs are told that do not say who sent a message. */
const unknownEndpoint = '0.0.0.0:0';

/** How the device calls itself, else its address; of media that is missing nobody knows. */
export function deviceOfRow({ userAgent, source }: Pick<FindingRow, 'userAgent' | 'source'>): string {
  if (userAgent !== undefined) return userAgent;
  if (source === undefined || source === unknownEndpoint) return 'unknown';
  return source.slice(0, Math.max(0, source.lastIndexOf(':'))).replace(/^\[|\]$/g, '');
}

/** A new release of the same software is the same device. */
function deviceName(row: FindingRow): string {
  return row.userAgent === undefined ? deviceOfRow(row) : withoutFigures(row.userAgent);
}

/** Of the field in which something is underlined. */
function fieldOf({ span }: FindingRow, message: SipMessage | undefined): string {
  if (span === undefined || message === undefined) return '';
  const field = message.headers.find(({ lineSpan: [start, end] }) => start <= span[0] && span[0] < end);
  return field === undefined ? '' : field.header.toLowerCase();
}

/** What was seen, without what differs from call to call. */
export function withoutChance(seen: string): string {
  const unquoted = seen
    .slice(0, mostRead)
    .replace(/"(?:[^"\\]|\\.)*"/g, (text) => (telling.has(text.slice(1, -1)) ? text : '"…"'));
  return withoutFigures(unquoted);
}

/** Sentences are not longer; names of devices may be. */
const mostRead = 1000;

function withoutFigures(text: string): string {
  const words = text.slice(0, mostRead).split(/([\s"(),;]+)/);
  return words.map((word) => (/[0-9]/.test(word) ? '#' : word)).join('');
}
