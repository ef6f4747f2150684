import {
  type Contact,
  decodePassport,
  describeDiagnostic,
  elementSpans,
  guessGeneric,
  type HeaderName,
  headerTable,
  type HistoryEntry,
  historyPrivacy,
  historyReasons,
  historyTree,
  type Identity,
  parseHeader,
  parseMessage,
  readFeatures,
} from '../../../src/index.ts';
import { headerNumberOf } from '../../../src/header/header-number.ts';
import { fieldValues } from '../../../src/write/stringify-header.ts';
import { headerDifference } from '../../../test/grammar-agreement.ts';
import { demand } from '../broken-promise.ts';
import { headerLines } from '../dictionary.ts';
import { headerMutators } from '../line-mutators.ts';
import { demandSpan, readEverything } from '../read-everything.ts';
import { messageSeeds } from '../seeds.ts';
import type { Target } from '../target.ts';

const decoder = new TextDecoder();
/** What stands in no field of a message, or is told of there: control characters, line breaks that are no folds, what is not UTF-8. */
const odd = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]|\r(?!\n)|\n(?![ \t])/;
/** A value is not read beyond that many bytes of a message either. */
const longestValue = 64 * 1024;

/** One header field: a name, a colon, the value. Of a name the table has not, its length chooses the row. */
export const headerTarget: Target = {
  name: 'header',
  seeds: headerSeeds,
  mutators: headerMutators,
  check: checkHeader,
  checkMore: compareWithChevrotain,
};

function headerSeeds(): readonly Uint8Array[] {
  const fields = messageSeeds().flatMap((bytes) => {
    const message = parseMessage(bytes);
    return message.headers
      .filter((_, index) => message.row(index) !== undefined)
      .map(({ header, valueSpan }) => `${header}:${message.text(valueSpan)}`);
  });
  const names = headerTable.map(({ name }) => `${name}:a`);
  const passport = `Identity:${encodePart('{"alg":"ES256","x5u":"https://a"}')}.${encodePart('{"orig":{"tn":"1"},"dest":{"uri":["sip:a"]},"iat":1}')}.eA;info=<https://a>`;
  return [
    ...headerLines,
    ...[...new Set([...names, passport, ...fields])].map((text) => new TextEncoder().encode(text)),
  ];
}

function encodePart(json: string): string {
  return btoa(json).replaceAll('=', '');
}

function split(bytes: Uint8Array): { readonly row: (typeof headerTable)[number]; readonly value: Uint8Array } {
  const colon = Math.max(0, bytes.indexOf(0x3a));
  const number = headerNumberOf(decoder.decode(bytes.subarray(0, Math.min(colon, 60))));
  const value = bytes.subarray(colon + 1, colon + 1 + longestValue);
  return { row: headerTable[number === -1 ? colon % headerTable.length : number]!, value };
}

function checkHeader(bytes: Uint8Array): void {
  const { row, value } = split(bytes);
  const name: HeaderName = row.name;
  const { values, firstRead, diagnostics } = parseHeader(name, value);
  readEverything(values, value.length);
  for (const diagnostic of diagnostics) {
    demandSpan(diagnostic.span, value.length, `diagnostic ${diagnostic.code}`);
    describeDiagnostic(diagnostic, value);
  }
  demand(firstRead || diagnostics.length > 0, 'a value that cannot be read has a diagnostic', () => name);
  const isOne = !row.many && row.list !== true;
  demand(!isOne || values.length <= 1 || diagnostics.length > 0, 'one value where there can be but one', () => name);
  if (row.kind === 'text') guessGeneric(value);
  if (row.kind === 'identity') checkPassports(parseHeader('Identity', value).values, value.length);
  if (row.kind === 'historyInfo') checkHistory(parseHeader('History-Info', value).values);
  if (row.kind === 'contact') checkFeatures(parseHeader('Contact', value).values);
  for (const span of elementSpans(name, value)) demandSpan(span, value.length, 'an element');
  const isRight = diagnostics.length === 0 && values.length > 0 && !odd.test(decoder.decode(value));
  if (isRight) checkWritten(name, values);
}

function checkPassports(identities: readonly Identity[], length: number): void {
  for (const identity of identities) {
    const { passport, diagnostics } = decodePassport(identity);
    for (const { code, span } of diagnostics) demandSpan(span, length, `diagnostic ${code}`);
    readEverything(passport, Infinity);
  }
}

function checkHistory(entries: readonly HistoryEntry[]): void {
  historyTree(entries);
  for (const entry of entries) readEverything([historyReasons(entry), historyPrivacy(entry)], Infinity);
}

function checkFeatures(contacts: readonly Contact[]): void {
  for (const contact of contacts) if (contact !== '*') readFeatures(contact.params);
}

/** Of a value that is right: what is written is right too, and written from that once more it is the same. */
function checkWritten(name: HeaderName, values: readonly unknown[]): void {
  const written = fieldValues(name, values);
  const again = written.map((text) => parseHeader(name, text));
  const wrong = again.flatMap(({ diagnostics }) => diagnostics)[0];
  demand(wrong === undefined, 'a value that is right is written right', () => `${written.join()} ${wrong?.code}`);
  const read: readonly unknown[] = again.flatMap((one) => one.values);
  const twice = fieldValues(name, read).join('\n');
  demand(twice === written.join('\n'), 'what is written reads as it was', () => `${written.join('\n')}\n${twice}`);
}

function compareWithChevrotain(bytes: Uint8Array): void {
  const { row, value } = split(bytes);
  const difference = headerDifference(row.kind, value);
  demand(difference === undefined, "the compiled grammar says what Chevrotain's says", () => difference ?? '');
}
