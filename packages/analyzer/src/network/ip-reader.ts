import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { linkTypeName } from '../capture/link-type.ts';
import type { Packet } from '../capture/packet.ts';
import type { Datagram } from './datagram.ts';
import { FragmentTable } from './fragment-table.ts';
import type { FragmentedDatagram } from './fragmented-datagram.ts';
import type { IcmpError } from './icmp.ts';
import { ipv4 } from './ipv4.ts';
import { LayerCursor, type LayerName } from './layer.ts';
import { layers } from './layers.ts';
import { linkLayers } from './link-layer.ts';
import { defaultNetworkLimits, type NetworkLimits } from './network-limits.ts';
import { udp } from './udp.ts';
import { SKIPPED, SkippedPackets, type SkippedRow } from './skipped-packets.ts';

/**
 * Packets to what IP carried in them, through tags, tunnels and fragments. Checksums are not verified: network cards fill them in after the capture.
 * Mostly a packet gives one datagram or none; `next()` gives what else came of it.
 */
export class IpReader {
  readonly #diagnostics: CaptureDiagnostics;
  readonly #limits: NetworkLimits;
  readonly #fragments: FragmentTable;
  readonly #skipped = new SkippedPackets();
  #cursor: LayerCursor | undefined;

  constructor(diagnostics: CaptureDiagnostics, limits: Partial<NetworkLimits> = {}) {
    this.#diagnostics = diagnostics;
    this.#limits = { ...defaultNetworkLimits, ...limits };
    this.#fragments = new FragmentTable(diagnostics, this.#limits);
  }

  receive(packet: Packet): Datagram | undefined {
    const linkLayer = linkLayers.get(packet.linkType);
    if (linkLayer === undefined) return this.#skipLinkType(packet);
    const cursor = this.#start(packet);
    return this.#read(cursor, linkLayer(cursor)) ?? this.next();
  }

  /** A further datagram of the packet received last, and those that it made us give up; `undefined` once there are none. */
  next(): Datagram | undefined {
    const cursor = this.#cursor;
    if (cursor === undefined || (cursor.restAt < 0 && this.#fragments.beginnings.length === 0)) return undefined;
    while (cursor.restAt >= 0) {
      const { packet, restAt, restEnd } = cursor;
      cursor.start(packet);
      cursor.at = restAt;
      cursor.end = restEnd;
      cursor.sentEnd = Math.max(restEnd, cursor.sentEnd);
      const datagram = this.#read(cursor, 'aMsdu');
      if (datagram !== undefined) return datagram;
    }
    for (let given = this.#fragments.beginnings.pop(); given !== undefined; given = this.#fragments.beginnings.pop()) {
      const datagram = this.#readBeginning(given);
      if (datagram !== undefined) return datagram;
    }
    return undefined;
  }

  /** No packet comes any more. Gives what `next()` gives. */
  end(): Datagram | undefined {
    this.#fragments.end();
    return this.next();
  }

  /** What stood in the packets that gave no datagram, most frequent first. */
  skipped(): readonly SkippedRow[] {
    return this.#skipped.rows();
  }

  /** Of the packet received last: the SIP message that an ICMP error in it quotes. */
  get icmpError(): IcmpError | undefined {
    return this.#cursor?.icmpError;
  }

  #start(packet: Packet): LayerCursor {
    this.#cursor ??= new LayerCursor(packet, {
      diagnostics: this.#diagnostics,
      fragments: this.#fragments,
      skipped: this.#skipped,
      limits: this.#limits,
    });
    this.#cursor.start(packet);
    return this.#cursor;
  }

  #read(cursor: LayerCursor, first: LayerName | undefined): Datagram | undefined {
    let name = first;
    for (let depth = 1; name !== undefined; depth++) {
      if (depth >= this.#limits.layers) {
        const { frame, offset } = cursor.packet;
        const detail = `A packet has more than ${this.#limits.layers} layers of headers.`;
        this.#diagnostics.reportDamage('limit-tunnel-depth', { frame, offset, detail });
        return undefined;
      }
      // What most packets are is asked first: a call that is known beforehand costs less than one by name.
      if (name === 'udp') name = udp(cursor);
      else if (name === 'ipv4') name = ipv4(cursor);
      else name = layers[name](cursor);
    }
    return cursor.datagram ?? cursor.outer;
  }

  /** The beginning of a UDP datagram whose fragments did not all come: what a filter on ports leaves of it. */
  #readBeginning(given: FragmentedDatagram): Datagram | undefined {
    const whole = given.assemble();
    if (whole === undefined || given.header === undefined) return undefined;
    const { bytes } = whole;
    const cursor = this.#start({ ...given.header.packet, bytes, start: 0, end: bytes.length, source: whole.place });
    this.#fragments.stand(cursor, given);
    return this.#read(cursor, 'udp');
  }

  #skipLinkType({ frame, offset, linkType }: Packet): undefined {
    const detail = `Packets of this link layer cannot be read: ${linkTypeName(linkType)}.`;
    this.#diagnostics.reportDamage('capture-linktype', { frame, offset, detail });
    this.#skipped.add(SKIPPED.linkType, linkType);
  }
}
