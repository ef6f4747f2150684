import { startsLikeSip } from '@sipscope/parser';
import { type Datagram, placeOf } from '../network/datagram.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import type { FlowTable } from './flow-table.ts';

const CR = 0x0d;
const LF = 0x0a;

/** Datagrams to the SIP messages they carry. SIP is known by its start line, not by a port. */
export class UdpDeliveries {
  readonly #flows: FlowTable;

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  /**
   * A datagram holds one message; what follows its Content-Length is noise and stays for the message's reader to see.
   * Empty lines before it are keep-alives or leftovers. RFC 3261 §7.5, §18.3; RFC 5626 §3.5.1.
   */
  receive(datagram: Datagram): readonly Delivery[] {
    const { packet, bytes, end, frames } = datagram;
    let { start } = datagram;
    while (start < end && (bytes[start] === CR || bytes[start] === LF)) start++;
    if (!startsLikeSip(bytes, start, end)) return noDeliveries;
    const transport = datagram.protocol === 'PDU' ? datagram.transport : 'UDP';
    const delivery: Delivery = {
      transport,
      flow: this.#flows.flow(datagram, transport),
      frame: packet.frame,
      index: 0,
      timeNs: packet.timeNs,
      ipId: datagram.ipId,
      bytes,
      start,
      end,
      place: placeOf(datagram, start, end),
      ...(frames === undefined ? {} : { frames }),
    };
    return [delivery];
  }
}
