import type { CaptureDiagnosticCode, CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Packet } from '../capture/packet.ts';
import { type Place, partOfPlace } from '../capture/place.ts';
import type { Datagram } from './datagram.ts';
import type { FragmentTable } from './fragment-table.ts';
import type { IcmpError } from './icmp.ts';
import type { NetworkLimits } from './network-limits.ts';
import type { SkippedPackets } from './skipped-packets.ts';

/** No packet was longer, whatever a damaged record says of it. */
const SENT_BYTES_AT_MOST = 0x4_0000;

/** How far the reading of one packet has come, and what its layers have said so far. */
export class LayerCursor {
  readonly diagnostics: CaptureDiagnostics;
  readonly fragments: FragmentTable;
  readonly skipped: SkippedPackets;
  readonly limits: NetworkLimits;
  packet: Packet;
  bytes: Uint8Array;
  /** The layer to read is `bytes[at, end)`. */
  at: number;
  end: number;
  /** Where this layer would end if the capture had kept all of the packet: `end`, or behind it. */
  sentEnd = 0;
  /** The addresses of the innermost IP header. */
  addressLength: 4 | 16 = 4;
  sourceAt = 0;
  destinationAt = 0;
  ipId = -1;
  /** IP headers so far. */
  ipHeaders = 0;
  /** Where `bytes` lie in the capture, and all packets they came with, where they were put together from fragments. */
  source: Place | undefined;
  frames: readonly number[] | undefined;
  /** Of 802.11: the capture fills headers up to 4 bytes. */
  isPadded = false;
  /** What IP carried, once found. */
  datagram: Datagram | undefined;
  /** The datagram around a tunnel that has shown no IP header yet: it is what IP carried if none comes. */
  outer: Datagram | undefined;
  /** Where a further frame stands that came in the same packet (802.11 A-MSDU), and its end; -1 where there is none. */
  restAt = -1;
  restEnd = -1;
  /** The SIP message that an ICMP error quotes. */
  icmpError: IcmpError | undefined;

  constructor(
    packet: Packet,
    stages: {
      diagnostics: CaptureDiagnostics;
      fragments: FragmentTable;
      skipped: SkippedPackets;
      limits: NetworkLimits;
    },
  ) {
    this.diagnostics = stages.diagnostics;
    this.fragments = stages.fragments;
    this.skipped = stages.skipped;
    this.limits = stages.limits;
    this.packet = packet;
    this.bytes = packet.bytes;
    this.at = packet.start;
    this.end = packet.end;
  }

  start(packet: Packet): void {
    this.packet = packet;
    this.bytes = packet.bytes;
    this.at = packet.start;
    this.end = packet.end;
    this.sentEnd = Math.max(packet.end, packet.start + Math.min(packet.originalLength, SENT_BYTES_AT_MOST));
    this.ipId = -1;
    this.ipHeaders = 0;
    this.source = undefined;
    this.frames = undefined;
    this.datagram = undefined;
    this.outer = undefined;
    this.isPadded = false;
    this.restAt = -1;
    this.icmpError = undefined;
  }

  /** Bytes left for this layer and those in it. */
  get left(): number {
    return this.end - this.at;
  }

  /** Bytes of this layer and those in it as they were sent: more than `left` where the capture kept only the packet's beginning. */
  get sentLeft(): number {
    return this.sentEnd - this.at;
  }

  /** Bytes of this layer that the capture did not keep. */
  get slicedBytes(): number {
    return this.sentEnd - this.end;
  }

  /** The layer says that it ends here; what follows is padding or a trailer. */
  cutTo(sentEnd: number): void {
    if (sentEnd >= this.sentEnd) return;
    this.sentEnd = Math.max(sentEnd, this.at);
    this.end = Math.min(this.end, this.sentEnd);
  }

  /** Where `bytes[start, end)` lie in the capture. */
  place(start: number, end: number): Place {
    const { packet, source } = this;
    if (source !== undefined) return partOfPlace(source, start, end);
    if (packet.source !== undefined) return partOfPlace(packet.source, start - packet.start, end - packet.start);
    return [{ offset: packet.offset + (start - packet.start), length: end - start }];
  }

  /** What the layer at the cursor carries, its ports being the first thing there. */
  makeDatagram(
    protocol: Datagram['protocol'],
    start: number,
    end: number,
    slicedBytes: number,
    own: Partial<Pick<Datagram, 'sequence' | 'acknowledgement' | 'flags' | 'verificationTag' | 'transport'>> = none,
  ): Datagram {
    return {
      packet: this.packet,
      protocol,
      addressLength: this.addressLength,
      sourceAt: this.sourceAt,
      destinationAt: this.destinationAt,
      sourcePort: this.uint16(this.at),
      destinationPort: this.uint16(this.at + 2),
      ipId: this.ipId,
      bytes: this.bytes,
      start,
      end,
      slicedBytes,
      source: this.source,
      frames: this.frames,
      sequence: own.sequence ?? 0,
      acknowledgement: own.acknowledgement ?? 0,
      flags: own.flags ?? 0,
      verificationTag: own.verificationTag ?? 0,
      transport: own.transport ?? 'UDP',
      hep: undefined,
    };
  }

  uint8(at: number): number {
    return this.bytes[at]!;
  }

  uint16(at: number): number {
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  uint32(at: number): number {
    return this.uint16(at) * 0x10000 + this.uint16(at + 2);
  }

  /** What is wrong ends the packet. Inside what only its port calls a tunnel nothing is wrong: it may be none. */
  report(code: CaptureDiagnosticCode, detail: string): undefined {
    if (this.outer !== undefined) return;
    this.diagnostics.report(code, { frame: this.packet.frame, offset: this.packet.offset, detail });
  }

  tooShort(header: string): undefined {
    this.report('link-short', `A packet of which ${this.left} bytes are left is too short for ${header}.`);
  }

  /** Counts a packet in which there is nothing for us, which ends it. */
  skip(kind: Parameters<SkippedPackets['add']>[0], number: number): undefined {
    if (this.outer === undefined) this.skipped.add(kind, number);
  }
}

const none = {};

/** What a layer can carry and we can read; `layers.ts` says how. */
export type LayerName =
  | 'ethernet'
  | 'llc'
  | 'vlan'
  | 'backbone'
  | 'eTag'
  | 'mpls'
  | 'ppp'
  | 'pppoe'
  | 'wlan'
  | 'aMsdu'
  | 'radiotap'
  | 'prism'
  | 'avs'
  | 'ip'
  | 'ipv4'
  | 'ipv6'
  | 'icmp'
  | 'icmpv6'
  | 'authentication'
  | 'esp'
  | 'etherIp'
  | 'gre'
  | 'erspan2'
  | 'erspan3'
  | 'l2tpOverIp'
  | 'nsh'
  | 'udp'
  | 'tcp'
  | 'sctp'
  | 'hep';

/**
 * Reads one layer at the cursor, moves the cursor to what it carries, and says what that is; `undefined` ends the packet.
 * One more layer is one more such function, its name above, and a row in the tables that lead to it.
 */
export type Layer = (cursor: LayerCursor) => LayerName | undefined;
