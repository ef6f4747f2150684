import { CaptureReader } from '../src/capture/capture-reader.ts';
import type { Packet } from '../src/capture/packet.ts';

/** A packet as it can be kept and compared: its bytes copied. */
export type KeptPacket = Omit<Packet, 'bytes' | 'start' | 'end'> & { readonly data: string };

export type ReadCapture = { readonly packets: readonly KeptPacket[]; readonly reader: CaptureReader };

/** Reads a whole capture in chunks of these sizes, the last one repeated. Chunks are overwritten once they are used up. */
export function readPackets(
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length],
  reader: CaptureReader = new CaptureReader(),
): ReadCapture {
  const packets: KeptPacket[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[Math.min(turn, sizes.length - 1)] ?? bytes.length);
    const chunk = new Uint8Array(bytes.subarray(at, at + size));
    packets.push(...reader.receive(chunk).map(keptPacket));
    chunk.fill(0xee);
    at += size;
  }
  packets.push(...reader.end().map(keptPacket));
  return { packets, reader };
}

export function keptPacket({ bytes, start, end, ...rest }: Packet): KeptPacket {
  return { ...rest, data: Buffer.from(bytes.subarray(start, end)).toString('hex') };
}

/** The codes a reader has reported, with how often. */
export function codes(reader: CaptureReader): Record<string, number> {
  return Object.fromEntries(reader.diagnostics.counts().map(({ code, count }) => [code, count]));
}
