import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Packet } from '../capture/packet.ts';
import type { Datagram } from './datagram.ts';
import { LayerCursor } from './layer.ts';
import { layers } from './layers.ts';
import { linkLayers } from './link-layer.ts';

/** Tags, tunnels and extension headers of one packet. Honest networks stay under 8. */
const LAYERS_AT_MOST = 16;

/** Packets to the UDP datagrams they carry. Checksums are not verified: network cards fill them in after the capture. */
export class IpReader {
  readonly #diagnostics: CaptureDiagnostics;
  #cursor: LayerCursor | undefined;

  constructor(diagnostics: CaptureDiagnostics) {
    this.#diagnostics = diagnostics;
  }

  receive(packet: Packet): Datagram | undefined {
    const linkLayer = linkLayers.get(packet.linkType);
    if (linkLayer === undefined) {
      const detail = `Packets of link type ${packet.linkType} cannot be read.`;
      this.#diagnostics.reportDamage('capture-linktype', { frame: packet.frame, offset: packet.offset, detail });
      return undefined;
    }
    const cursor = (this.#cursor ??= new LayerCursor(packet, this.#diagnostics));
    cursor.start(packet);
    let name = linkLayer(cursor);
    for (let depth = 1; name !== undefined; depth++) {
      if (depth >= LAYERS_AT_MOST) {
        const detail = `A packet has more than ${LAYERS_AT_MOST} layers of headers.`;
        this.#diagnostics.reportDamage('limit-tunnel-depth', { frame: packet.frame, offset: packet.offset, detail });
        return undefined;
      }
      name = layers[name](cursor);
    }
    return cursor.datagram;
  }
}
