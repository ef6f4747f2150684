import { type CaptureSource, SourcePackets, type SourceOptions } from './capture/source-packets.ts';

/** A packet of a capture. What it holds may be kept. */
export type ReadPacket = {
  /** Number in the capture, from 1. */
  readonly frame: number;
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly epochNs: bigint;
  /** LINKTYPE_ number of its interface. */
  readonly linkType: number;
  /** What was captured, from the link layer's header on. */
  readonly data: Uint8Array;
  /** Bytes on the wire, which may be more than were captured. */
  readonly originalLength: number;
};

/**
 * The packets of a capture, one after the other. Rejects with a `CaptureError` where the source is none; what is damaged gives what can be read,
 * and says in `options.diagnostics` what was lost.
 */
export async function* readPackets(
  source: CaptureSource,
  options: SourceOptions = {},
): AsyncGenerator<ReadPacket, void, undefined> {
  const packets = new SourcePackets(source, options);
  for await (const batch of packets.batches()) {
    // The bytes are the reader's, which uses them again.
    const kept = batch.map(({ frame, timeNs, linkType, bytes, start, end, originalLength }) => ({
      frame,
      epochNs: packets.epochNs + BigInt(Math.round(timeNs)),
      linkType,
      data: bytes.slice(start, end),
      originalLength,
    }));
    yield* kept;
  }
}
