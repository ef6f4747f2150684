import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Packet } from '../capture/packet.ts';
import type { Datagram } from './datagram.ts';

/** How far the reading of one packet has come, and what its layers have said so far. */
export class LayerCursor {
  readonly diagnostics: CaptureDiagnostics;
  packet: Packet;
  bytes: Uint8Array;
  /** The layer to read is `bytes[at, end)`. */
  at: number;
  end: number;
  /** The addresses of the innermost IP header. */
  addressLength: 4 | 16 = 4;
  sourceAt = 0;
  destinationAt = 0;
  ipId = -1;
  /** What UDP carried, once found. */
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
    this.ipId = -1;
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

  uint8(at: number): number {
    return this.bytes[at]!;
  }

  uint16(at: number): number {
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!;
  }

  report(code: 'link-short' | 'net-ip' | 'net-udp' | 'reasm-incomplete', detail: string): undefined {
    this.diagnostics.report(code, { frame: this.packet.frame, offset: this.packet.offset, detail });
  }
}

/** What a layer can carry and we can read; `layers.ts` says how. */
export type LayerName = 'mpls' | 'ppp' | 'pppoe' | 'vlan' | 'ip' | 'ipv4' | 'ipv6' | 'udp';

/**
 * Reads one layer at the cursor, moves the cursor to what it carries, and says what that is; `undefined` ends the packet.
 * One more layer is one more such function, its name above, and a row in the tables that lead to it.
 */
export type Layer = (cursor: LayerCursor) => LayerName | undefined;
