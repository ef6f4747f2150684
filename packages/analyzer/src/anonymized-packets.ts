import { Anonymizer } from './anonymize/anonymizer.ts';
import { isRtcp, namelessRtcp, silentRtp } from './anonymize/hide-media.ts';
import { type Ends, longestPayload, writtenDatagram, writtenPdu } from './anonymize/written-datagram.ts';
import type { AnalysisLimits } from './analysis.ts';
import { CaptureStages } from './capture-stages.ts';
import { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import type { FrameSet } from './capture/frame-set.ts';
import { readAddress } from './capture/log/endpoint.ts';
import type { Packet } from './capture/packet.ts';
import type { SavedPacket } from './capture/pcapng-writer.ts';
import type { MediaStream } from './media/media-stream.ts';
import type { RtpPacket } from './media/rtp-packet.ts';
import type { Datagram } from './network/datagram.ts';
import { IpReader } from './network/ip-reader.ts';
import { type OpenedCapture, openedPackets } from './opened-packets.ts';
import { isCapturedAgain } from './transport/captured-again.ts';
import type { Delivery } from './transport/delivery.ts';
import type { FlowTable } from './transport/flow-table.ts';
import { KeyLog } from './transport/tls/key-log.ts';

export type AnonymizeOptions = {
  /** Whether what was said stays: payloads of RTP, and what else media is in (T.38). Else it is silence, or not there. */
  readonly keepMedia?: boolean | undefined;
};

type Chosen = { readonly frames: FrameSet; readonly messages: FrameSet };

type ReadOptions = AnonymizeOptions & {
  readonly limits?: AnalysisLimits | undefined;
  readonly keyLog?: Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
};

/** STUN begins with 0 to 3 and has that cookie; DTLS begins with 20 to 63: RFC 7983 §7. */
const stunCookie = 0x2112_a442;

/**
 * What of a capture was chosen, without who it is of: each message and each packet of media in a packet of its own, made anew, so that nothing stands in it that is not known.
 * Network cards, tunnels and segments are none of it; connectivity checks and handshakes neither.
 */
export async function* anonymizedPackets(
  capture: OpenedCapture,
  chosen: Chosen,
  options: ReadOptions,
): AsyncGenerator<SavedPacket, void, undefined> {
  const { limits, keyLog: given, signal } = options;
  const diagnostics = new CaptureDiagnostics();
  const keyLog = new KeyLog(diagnostics, limits?.tls);
  if (given !== undefined) keyLog.add(given);
  const { source, batches } = openedPackets(capture, { diagnostics, limits, signal }, (text) => keyLog.add(text));
  const work = new AnonymizedPackets(chosen, options.keepMedia === true, () => source.clock.epochNs);
  const stages: CaptureStages = new CaptureStages(
    { source, diagnostics, keyLog, limits },
    {
      message: (delivery) => work.message(stages.flows, delivery),
      stream: () => {},
      tap: (stream, packet) => work.rtp(stages.flows, stream, packet),
    },
  );
  const network = new IpReader(new CaptureDiagnostics(), limits?.network);
  try {
    for await (const packets of batches) {
      stages.receive(packets);
      for (const packet of packets)
        for (let datagram = network.receive(packet); datagram !== undefined; datagram = network.next())
          work.datagram(datagram);
      yield* work.take();
      if ((packets.at(-1)?.frame ?? 0) >= chosen.frames.last) break;
    }
    stages.end();
    yield* work.take();
  } finally {
    await capture.close();
  }
}

/** Messages that are remembered, to know a copy. */
const recentMessages = 64;

class AnonymizedPackets {
  readonly #chosen: Chosen;
  readonly #keepsMedia: boolean;
  readonly #epochNs: () => bigint;
  readonly #anonymizer = new Anonymizer();
  /** By the text of an address. */
  readonly #addresses = new Map<string, Uint8Array>();
  #packets: SavedPacket[] = [];
  readonly #recent: { readonly bytes: Uint8Array; readonly ipId: number; readonly timeNs: number }[] = [];
  #ipId = 0;

  constructor(chosen: Chosen, keepsMedia: boolean, epochNs: () => bigint) {
    this.#chosen = chosen;
    this.#keepsMedia = keepsMedia;
    this.#epochNs = epochNs;
  }

  message(flows: FlowTable, { frame, flow, transport, bytes, start, end, timeNs, ipId }: Delivery): void {
    if (!this.#chosen.messages.has(frame)) return;
    const payload = this.#anonymizer.message(bytes.subarray(start, end));
    const ends = this.#ends(flows, flow);
    const time = this.#time(timeNs);
    if (transport === 'UDP' && payload.length <= longestPayload)
      this.#packets.push(writtenDatagram(ends, payload, { timeNs: time, ipId: Math.max(0, ipId), dscp: 0 }));
    else if (!this.#isCopy(payload, ipId, timeNs))
      this.#packets.push(
        writtenPdu(ends, payload, transport === 'UDP' || transport === 'SCTP' ? transport : 'TCP', time),
      );
  }

  rtp(flows: FlowTable, stream: MediaStream, packet: RtpPacket): void {
    const { frame, timeNs, payloadType, bytes, start, end, dscp, slicedBytes } = packet;
    if (!this.#chosen.frames.has(frame)) return;
    const encoding = stream.flow.formatOf(payloadType)?.encoding ?? '';
    const payload = this.#keepsMedia ? bytes.slice(start, end) : silentRtp(packet, encoding);
    const facts = { timeNs: this.#time(timeNs), ipId: this.#nextIpId(), dscp: Math.max(0, dscp), slicedBytes };
    this.#packets.push(writtenDatagram(this.#ends(flows, stream.flow.flow), payload, facts));
  }

  /** Whether it was captured before, by a second tap: an exported PDU could not tell. */
  #isCopy(bytes: Uint8Array, ipId: number, timeNs: number): boolean {
    const isKnown = this.#recent.some(
      (one) => isCapturedAgain(one.ipId, ipId, timeNs - one.timeNs) && areEqual(one.bytes, bytes),
    );
    this.#recent.push({ bytes, ipId, timeNs });
    if (this.#recent.length > recentMessages) this.#recent.shift();
    return isKnown;
  }

  /** What media is in beside RTP. */
  datagram(datagram: Datagram): void {
    const { packet, protocol, bytes, start, end, slicedBytes } = datagram;
    const { frames, messages } = this.#chosen;
    if (protocol !== 'UDP' || start >= end || !frames.has(packet.frame) || messages.has(packet.frame)) return;
    const payload = isRtcp(bytes, start, end)
      ? namelessRtcp(bytes, start, end, this.#anonymizer.substitutes)
      : this.#otherMedia(bytes, start, end);
    if (payload === undefined) return;
    const { addressLength: length, sourceAt, destinationAt, sourcePort, destinationPort } = datagram;
    const { substitutes } = this.#anonymizer;
    const source = substitutes.address(bytes.slice(sourceAt, sourceAt + length));
    const destination = substitutes.address(bytes.slice(destinationAt, destinationAt + length));
    this.#packets.push(
      writtenDatagram({ source, destination, sourcePort, destinationPort }, payload, {
        timeNs: this.#time(packet.timeNs),
        ipId: this.#nextIpId(),
        dscp: 0,
        slicedBytes,
      }),
    );
  }

  /** What is there now, in order of time. */
  take(): readonly SavedPacket[] {
    const packets = this.#packets.toSorted((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0));
    this.#packets = [];
    return packets;
  }

  #otherMedia(bytes: Uint8Array, start: number, end: number): Uint8Array | undefined {
    const first = bytes[start]!;
    const isStun =
      end - start >= 20 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(start + 4) === stunCookie;
    const isRtp = first >> 6 === 2;
    if (!this.#keepsMedia || isStun || isRtp || (first >= 20 && first < 64)) return undefined;
    return bytes.slice(start, end);
  }

  #ends(flows: FlowTable, flow: number): Ends {
    const source = this.#address(flows.sourceIp(flow));
    const destination = this.#address(flows.destinationIp(flow));
    const isMixed = source.length !== destination.length;
    return {
      source: isMixed ? asIpv6(source) : source,
      destination: isMixed ? asIpv6(destination) : destination,
      sourcePort: flows.sourcePort(flow),
      destinationPort: flows.destinationPort(flow),
    };
  }

  #address(text: string): Uint8Array {
    let address = this.#addresses.get(text);
    if (address === undefined) {
      address = this.#anonymizer.substitutes.address(readAddress(text) ?? new Uint8Array(4));
      this.#addresses.set(text, address);
    }
    return address;
  }

  #time(timeNs: Packet['timeNs']): bigint {
    return this.#epochNs() + BigInt(Math.round(timeNs));
  }

  #nextIpId(): number {
    this.#ipId = (this.#ipId + 1) & 0xffff;
    return this.#ipId;
  }
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** RFC 4291 §2.5.5.2. */
function asIpv6(address: Uint8Array): Uint8Array {
  return address.length === 16
    ? address
    : Uint8Array.from([...Array.from({ length: 10 }, () => 0), 0xff, 0xff, ...address]);
}
