import type { CaptureDescription } from './capture-description.ts';
import type { CaptureReader } from './capture-reader.ts';
import type { CaptureClock, Packet } from './packet.ts';
import { untilAborted } from './until-aborted.ts';

/** What is known of a capture while its packets are read, and when they are. */
export type PacketSource = {
  readonly clock: CaptureClock;
  readonly format: string;
  readonly bytes: number;
  readonly packets: number;
  readonly linkTypes: readonly string[];
  /** What the capture says of itself, or each of its files; absent where packets come without. */
  readonly descriptions?: readonly { readonly file?: string; readonly description: CaptureDescription }[];
  /** Where the capture came in several files. */
  readonly files?: readonly CaptureFileFacts[];
};

/** One of the files that are read as one capture. */
export type CaptureFileFacts = {
  readonly name: string;
  readonly format: string;
  /** After decompression. */
  readonly bytes: number;
  readonly packets: number;
  /** Nanoseconds since 1970-01-01T00:00:00Z of its first and latest packet; absent where it has none. */
  readonly startedNs?: bigint;
  readonly endedNs?: bigint;
};

/** The packets of a capture as they can be read, chunk by chunk. A signal ends them after the chunk that was read last. */
export async function* packetsOfChunks(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  reader: CaptureReader,
  signal?: AbortSignal,
): AsyncGenerator<readonly Packet[], void, undefined> {
  for await (const chunk of untilAborted(chunks, signal)) yield reader.receive(chunk);
  // Somebody had enough: what is left is not the end of a cut capture.
  if (signal?.aborted !== true) yield reader.end();
}
