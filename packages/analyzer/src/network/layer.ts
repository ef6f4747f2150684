import type { CaptureDiagnosticCode, CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Packet } from '../capture/packet.ts';
import type { Place } from '../capture/place.ts';
import type { Datagram } from './datagram.ts';

/** How far the reading of one packet has come, and what its layers have said so far. */
export class LayerCursor {
  readonly diagnostics: CaptureDiagnostics;
  packet: Packet;
  bytes: Uint8Array;
  /** The layer to read is `bytes[at, end)`. */
  at: number;
  end: number;
  /** Where the innermost IP datagram would end if the capture had kept all of it. */
  sentEnd = 0;
  /** The addresses of the innermost IP header. */
  addressLength: 4 | 16 = 4;
  sourceAt = 0;
  destinationAt = 0;
  ipId = -1;
  /** Where `bytes` lie in the capture, and all packets they came with, where they were put together from fragments. */
  source: Place | undefined;
  frames: readonly number[] | undefined;
  /** What IP carried, once found. */
  datagram: Datagram | undefined;

  constructor(packet: Packet, diagnostics: CaptureDiagnostics) {
    this.diagnostics = diagnostics;
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
    this.sentEnd = 0;
    this.ipId = -1;
    this.source = undefined;
    this.frames = undefined;
    this.datagram = undefined;
  }

  /** Bytes left for this layer and those in it. */
  get left(): number {
    return this.end - this.at;
  }

  /** True where the capture kept only the packet's beginning, so that lengths may point past what is there. */
  get isSliced(): boolean {
    return this.packet.originalLength > this.packet.end - this.packet.start;
  }

  /** Bytes that the innermost IP header counts and the capture did not keep. */
  get slicedBytes(): number {
    return Math.max(this.sentEnd - this.end, 0);
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

  report(code: CaptureDiagnosticCode, detail: string): undefined {
    this.diagnostics.report(code, { frame: this.packet.frame, offset: this.packet.offset, detail });
  }
}

const none = {};

/** What a layer can carry and we can read; `layers.ts` says how. */
export type LayerName = 'mpls' | 'ppp' | 'pppoe' | 'vlan' | 'ip' | 'ipv4' | 'ipv6' | 'udp' | 'tcp' | 'sctp';

/**
 * Reads one layer at the cursor, moves the cursor to what it carries, and says what that is; `undefined` ends the packet.
 * One more layer is one more such function, its name above, and a row in the tables that lead to it.
 */
export type Layer = (cursor: LayerCursor) => LayerName | undefined;
