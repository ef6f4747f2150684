/** Captures of `fixtures/`, cut anywhere and with bytes changed, and what must be read of them all the same. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { CaptureError } from '../src/capture/capture-error.ts';
import type { MessageRow } from '../src/rows.ts';
import { type KeptPacket, readPackets } from './read-packets.ts';
import { readRows } from './read-rows.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures');

/** Of which every prefix is read: one of each family of formats. */
export const cutFixtures: readonly string[] = [
  'call/rejected-calls.pcap',
  'encoding/ng-simple-packet-blocks.pcapng',
  'encoding/snoop.snoop',
];

/** Names of the captures that are read as they stand, without decompression. */
export const fixtures: readonly string[] = readdirSync(captures, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(pcap|pcapng|snoop)$/.test(file))
  .toSorted();

export type ReadAll = { readonly packets: readonly KeptPacket[]; readonly messages: readonly MessageRow[] };

export function readFixture(file: string): Uint8Array {
  return new Uint8Array(readFileSync(path.join(captures, file)));
}

/** What the reader of captures and the whole analysis give; nothing where it is no capture any more. Any other error is thrown. */
export async function readAll(bytes: Uint8Array): Promise<ReadAll> {
  try {
    const { packets } = readPackets(bytes);
    const { messages } = await readRows([bytes], { readTexts: true });
    return { packets, messages };
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    return { packets: [], messages: [] };
  }
}

/** What is wrong with what was read of a capture that is damaged from a byte on, as a sentence; undefined where all before it was read. */
export function lostBefore(whole: ReadAll, read: ReadAll, position: number): string | undefined {
  // A record ends, at the latest, where the next packet begins.
  const next = whole.packets.findIndex(({ offset }) => offset > position);
  const count = Math.max(0, (next === -1 ? whole.packets.length : next) - 1);
  const packet = whole.packets.slice(0, count).findIndex((one, i) => !isDeepStrictEqual(one, read.packets[i]));
  if (packet !== -1) return `packet ${packet + 1}, before byte ${position}, is lost or another`;
  const found = new Set(read.messages.map(keyOf));
  const lost = whole.messages.find((message) => message.frame <= count && !found.has(keyOf(message)));
  return lost === undefined ? undefined : `message ${keyOf(lost)}, before byte ${position}, is lost`;
}

function keyOf({ frame, index = 0, callId = '' }: MessageRow): string {
  return `${frame}.${index} ${callId}`;
}

/** Pseudo-random numbers from 0 to 1, the same for the same seed (xorshift32). */
export function random(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** A copy of which 2 % of the bytes from a place on were overwritten, and the first byte that is another now. */
export function damagedCopy(
  bytes: Uint8Array,
  next: () => number,
): { readonly copy: Uint8Array; readonly first: number } {
  const copy = bytes.slice();
  // Half of them all over, the others so that there is something before the damage.
  const from = next() < 0.5 ? 0 : Math.floor(next() * bytes.length);
  const changes = Math.max(1, Math.round((bytes.length - from) * 0.02));
  for (let i = 0; i < changes; i++) copy[from + Math.floor(next() * (bytes.length - from))] = Math.floor(next() * 256);
  const first = copy.findIndex((byte, at) => byte !== bytes[at]);
  return { copy, first: first === -1 ? bytes.length : first };
}
