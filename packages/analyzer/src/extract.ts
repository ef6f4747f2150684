import type { AnalysisLimits } from './analysis.ts';
import { anonymizedPackets, type AnonymizeOptions } from './anonymized-packets.ts';
import { CaptureStages } from './capture-stages.ts';
import { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { FrameSet } from './capture/frame-set.ts';
import type { Packet } from './capture/packet.ts';
import { type PcapngFacts, PcapngWriter } from './capture/pcapng-writer.ts';
import { MediaPackets, type MediaPlace } from './media/media-packets.ts';
import { SrtpKeyMask } from './media/srtp/srtp-key-mask.ts';
import { IpReader } from './network/ip-reader.ts';
import { type OpenedCapture, openedPackets } from './opened-packets.ts';
import { KeyLog } from './transport/tls/key-log.ts';

/** What of a capture is wanted. */
export type ToExtract = {
  /** Packets by their numbers: those that carry messages. */
  readonly frames: Iterable<number>;
  /** Streams whose packets are wanted, and with them what else went between the same addresses: RTCP, STUN, DTLS. */
  readonly streams: readonly MediaPlace[];
};

export type ExtractOptions = PcapngFacts & {
  readonly limits?: AnalysisLimits | undefined;
  /** Secrets of TLS connections, as `AnalyzeOptions` has them: descriptions of media may stand in them. They are not extracted. */
  readonly keyLog?: Uint8Array | undefined;
  /** Whether keys of SRTP that stand in session descriptions are extracted with them; else `X` stands for each of their characters (and checksums do not fit where one did). */
  readonly srtpKeys?: boolean | undefined;
  /** Hides who it is of: names, numbers, hosts and addresses become others that are as long, the same everywhere; packets are made anew. */
  readonly anonymize?: AnonymizeOptions | undefined;
  /** Comments of packets, by their numbers; anonymised packets have none. */
  readonly comments?: ReadonlyMap<number, string> | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * The packets of some messages and streams as a pcapng, piece after piece: as they were captured, with their times, in their order. The capture is read twice: `open` is called for each time, and what it
 * gives is closed.
 */
export async function* extractPackets(
  open: () => Promise<OpenedCapture>,
  what: ToExtract,
  options: ExtractOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const numbers = [...what.frames];
  const messages = new FrameSet(numbers);
  const frames = new FrameSet(numbers);
  const { anonymize } = options;
  const mask = options.srtpKeys === true || anonymize !== undefined ? undefined : new SrtpKeyMask();
  if (what.streams.length > 0 || mask !== undefined)
    await addMedia(await open(), what.streams, { frames, messages, mask }, options);
  if (anonymize === undefined) return yield* writePackets(await open(), { frames, messages, mask }, options);
  const writer = new PcapngWriter();
  yield writer.begin(options.comment === undefined ? {} : { comment: options.comment });
  for await (const packet of anonymizedPackets(await open(), { frames, messages }, { ...options, ...anonymize }))
    yield writer.packet(packet);
}

/** The packets that are wanted; those of them that carry messages; and what takes keys out of those. */
type Chosen = { readonly frames: FrameSet; readonly messages: FrameSet; readonly mask: SrtpKeyMask | undefined };

/** Adds the packets of these streams, and finds the keys in messages. */
async function addMedia(
  capture: OpenedCapture,
  streams: readonly MediaPlace[],
  { frames, messages, mask }: Chosen,
  { limits, keyLog: given, signal }: ExtractOptions,
): Promise<void> {
  const diagnostics = new CaptureDiagnostics();
  const keyLog = new KeyLog(diagnostics, limits?.tls);
  if (given !== undefined) keyLog.add(given);
  const { source, batches } = openedPackets(capture, { diagnostics, limits, signal }, (text) => keyLog.add(text));
  const media = new MediaPackets(streams, () => source.clock, frames);
  const network = new IpReader(diagnostics, limits?.network);
  const stages = new CaptureStages(
    { source, diagnostics: new CaptureDiagnostics(), keyLog, limits },
    {
      message: ({ frame, bytes, start, end }) => {
        if (messages.has(frame)) mask?.learn(bytes, start, end);
      },
      stream: () => {},
      tap: (stream, packet) => media.receiveRtp(stages.flows, stream, packet),
    },
  );
  try {
    for await (const packets of batches) {
      stages.receive(packets);
      for (const packet of packets)
        for (let datagram = network.receive(packet); datagram !== undefined; datagram = network.next())
          media.receive(datagram);
    }
    stages.end();
  } finally {
    await capture.close();
  }
}

async function* writePackets(
  capture: OpenedCapture,
  { frames, messages, mask }: Chosen,
  { comment, comments, limits, signal }: ExtractOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { source, batches } = openedPackets(
    capture,
    { diagnostics: new CaptureDiagnostics(), limits, signal },
    () => {},
  );
  const writer = new PcapngWriter();
  try {
    yield writer.begin(comment === undefined ? {} : { comment });
    for await (const packets of batches) {
      for (const packet of packets)
        if (frames.has(packet.frame)) {
          const saved = savedPacket(packet, source.clock.epochNs);
          const bytes = messages.has(packet.frame) ? (mask?.mask(saved.bytes) ?? saved.bytes) : saved.bytes;
          yield writer.packet({ ...saved, bytes, comment: comments?.get(packet.frame) });
        }
      if ((packets.at(-1)?.frame ?? 0) >= frames.last) return;
    }
  } finally {
    await capture.close();
  }
}

function savedPacket({ linkType, timeNs, originalLength, bytes, start, end }: Packet, epochNs: bigint) {
  return { linkType, timeNs: epochNs + BigInt(Math.round(timeNs)), originalLength, bytes: bytes.subarray(start, end) };
}
