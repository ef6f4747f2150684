/** Recorded TLS connections, and what becomes of their records, for tests that cut, change and lose them. */

import type { Direction, StreamReader } from '../src/transport/stream.ts';
import { chunkOf, type TlsReading } from './read-tls.ts';
import { recordTls, type TlsRecording, type WireChunk } from './record-tls.ts';

/** What is said in turn, the client first. */
export const texts: readonly string[] = [
  'one '.repeat(10),
  'two '.repeat(500),
  'three '.repeat(9),
  'four '.repeat(7000),
  'five '.repeat(3),
  'six',
];
/** What each side said. */
export const said: readonly [string, string] = [texts[0]! + texts[2]! + texts[4]!, texts[1]! + texts[3]! + texts[5]!];
/** Also written in pieces, so that there are many records. */
export const many: readonly string[] = Array.from({ length: 40 }, (_, index) => `message ${index} of many.`);

export const suites: readonly Suite[] = [
  ['TLSv1.3', 'TLS_AES_128_GCM_SHA256'],
  ['TLSv1.3', 'TLS_CHACHA20_POLY1305_SHA256'],
  ['TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['TLSv1.2', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ['TLSv1.2', 'AES128-CCM8'],
  ['TLSv1.2', 'AES128-SHA'],
];
type Suite = [version: 'TLSv1' | 'TLSv1.2' | 'TLSv1.3', suite: string];

export async function record([version, suite]: Suite, spoken: readonly string[]): Promise<TlsRecording> {
  const ciphers = version === 'TLSv1.3' ? suite : `${suite}:@SECLEVEL=0`;
  const both = { minVersion: version, maxVersion: version, ciphers } as const;
  return recordTls({ client: both, server: both, texts: spoken });
}

/** The whole of each direction in one piece. */
export function directions(wire: readonly WireChunk[]): readonly [Uint8Array, Uint8Array] {
  const of = (direction: Direction): Uint8Array =>
    new Uint8Array(Buffer.concat(wire.filter((chunk) => chunk.direction === direction).map(({ bytes }) => bytes)));
  return [of(0), of(1)];
}

export function recordsOf(bytes: Uint8Array): Uint8Array[] {
  const records = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 5 + ((bytes[at + 3]! << 8) | bytes[at + 4]!);
    records.push(bytes.subarray(at, end));
    at = end;
  }
  return records;
}

export function lengthOf(records: readonly Uint8Array[]): number {
  return records.reduce((sum, { length }) => sum + length, 0);
}

/** A direction of which the bytes from `start` to `end` were lost. */
export function receiveAround(
  reader: StreamReader,
  direction: Direction,
  bytes: Uint8Array,
  [start, end]: readonly [start: number, end: number],
): void {
  reader.receive(direction, chunkOf(bytes.slice(0, start)));
  reader.gap(direction, end - start);
  reader.receive(direction, chunkOf(bytes.slice(end)));
}

export const tls13: Suite = ['TLSv1.3', 'TLS_AES_128_GCM_SHA256'];

/** Without the marks of what was lost. */
export function textsOf({ texts: got }: TlsReading): readonly string[] {
  return got.map((text) => text.split('<gap>').join(''));
}

/** Whether a text is some of the parts, one after the other. */
export function isInOrder(text: string, parts: readonly string[]): boolean {
  let at = 0;
  for (const part of parts) if (text.startsWith(part, at)) at += part.length;
  return at === text.length;
}
