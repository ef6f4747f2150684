import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demand } from '../../../parser/tools/fuzz/broken-promise.ts';
import type { Target } from '../../../parser/tools/fuzz/target.ts';
import { CaptureError } from '../../src/capture/capture-error.ts';
import { CaptureReader } from '../../src/capture/capture-reader.ts';
import type { Packet } from '../../src/capture/packet.ts';

const fixtures = join(import.meta.dirname, '../../../../fixtures/captures');
/** Packets of longer captures are left out: a fuzzer wants short inputs. */
const longestSeed = 2500;

/** A capture of any format that begins like one of libpcap's. */
export const pcapTarget: Target = { name: 'pcap', seeds: () => captureSeeds('.pcap'), mutators: [], check };

/** The same, but seeds are of the next generation. */
export const pcapngTarget: Target = { name: 'pcapng', seeds: () => captureSeeds('.pcapng'), mutators: [], check };

/** The beginnings of our captures. */
export function captureSeeds(ending: string): readonly Uint8Array[] {
  return readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .filter((name) => name.endsWith(ending))
    .map((name) => new Uint8Array(readFileSync(join(fixtures, name)).subarray(0, longestSeed)));
}

/** Any chunks give the same packets and complaints, and packets lie within the capture, in order. */
function check(bytes: Uint8Array): void {
  const whole = outline(bytes, Math.max(bytes.length, 1));
  // By the byte only where that is soon done.
  const chunkBytes = Math.max(1 + (bytes.length % 61), bytes.length >> 8);
  const inChunks = outline(bytes, chunkBytes);
  demand(whole === inChunks, 'any chunks give the same packets', () => `whole ${whole} in chunks ${inChunks}`);
}

function outline(bytes: Uint8Array, chunkBytes: number): string {
  const reader = new CaptureReader();
  const said: string[] = [];
  try {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      // Each chunk is overwritten once its packets were looked at, as a buffer that is used again is.
      const chunk = bytes.slice(at, at + chunkBytes);
      for (const packet of reader.receive(chunk)) said.push(describe(packet, bytes));
      chunk.fill(0xaa);
    }
    for (const packet of reader.end()) said.push(describe(packet, bytes));
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    said.push(error.code);
  }
  const complaints = reader.diagnostics.counts().map(({ code, count }) => `${code} ${count}`);
  return [...said, ...complaints.toSorted(), reader.format, ...reader.linkTypes].join('; ');
}

function describe(
  { frame, timeNs, linkType, bytes, start, end, offset, source, originalLength }: Packet,
  capture: Uint8Array,
): string {
  demand(
    start >= 0 && start <= end && end <= bytes.length,
    'a packet lies within its bytes',
    () => `${start} to ${end}`,
  );
  demand(Number.isFinite(timeNs), 'a packet has a time', () => `${timeNs}`);
  demand(originalLength >= end - start, 'what was sent is no less than what was captured', () => `${originalLength}`);
  const isThere = source !== undefined || offset + end - start <= capture.length;
  demand(isThere, 'a packet lies within the capture', () => `${offset} of ${capture.length}`);
  for (let at = start; source === undefined && at < end; at++) {
    demand(
      bytes[at] === capture[offset + at - start],
      'a packet is what stands at its offset',
      () => `${frame} at ${at}`,
    );
  }
  return `${frame} ${timeNs} ${linkType} ${offset} ${end - start} ${originalLength}`;
}
