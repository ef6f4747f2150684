import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Datagram } from '../network/datagram.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import type { FlowTable } from './flow-table.ts';
import { UdpDeliveries } from './udp-deliveries.ts';

export type DeliveriesOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
};

/** What IP carried to the SIP messages in it, each with the transport that brought it. */
export class Deliveries {
  readonly #udp: UdpDeliveries;

  constructor({ flows }: DeliveriesOptions) {
    this.#udp = new UdpDeliveries(flows);
  }

  receive(datagram: Datagram): readonly Delivery[] {
    switch (datagram.protocol) {
      case 'UDP':
      case 'PDU':
        return this.#udp.receive(datagram);
      case 'TCP':
      case 'SCTP':
        return noDeliveries;
    }
  }

  /** The capture ends: what was not complete yet. */
  end(): readonly Delivery[] {
    return noDeliveries;
  }
}
