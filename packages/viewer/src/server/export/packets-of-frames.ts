import { CaptureReader, type Packet } from '@sipscope/analyzer';
import { openCapture } from '@sipscope/analyzer/node';
import type { SavedPacket } from './write-pcapng.ts';

/** The packets with these numbers, read in a second pass over the capture. */
export async function packetsOfFrames(captureFile: string, frames: ReadonlySet<number>): Promise<SavedPacket[]> {
  const packets: SavedPacket[] = [];
  const last = [...frames].reduce((highest, frame) => Math.max(highest, frame), 0);
  const reader = new CaptureReader();
  const take = (read: readonly Packet[]): void => {
    for (const packet of read) if (frames.has(packet.frame)) packets.push(savedPacket(packet, reader.clock.epochNs));
  };
  const capture = await openCapture(captureFile);
  try {
    for await (const chunk of capture.chunks()) {
      take(reader.receive(chunk));
      if (reader.packets >= last) return packets;
    }
    take(reader.end());
    return packets;
  } finally {
    await capture.close();
  }
}

function savedPacket({ linkType, timeNs, originalLength, bytes, start, end }: Packet, epochNs: bigint): SavedPacket {
  // The reader uses its buffer again.
  return { linkType, timeNs: epochNs + BigInt(timeNs), originalLength, bytes: bytes.slice(start, end) };
}
