import { diagnosticTable } from '@sipscope/parser';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Datagram } from '../network/datagram.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import type { FlowTable } from './flow-table.ts';
import { MessageIndex } from './message-index.ts';
import { type FramingReport, type StreamContext, StreamCounts } from './stream-context.ts';
import { StreamProbe } from './stream-probe.ts';
import { TcpDeliveries } from './tcp-deliveries.ts';
import type { TcpLimits } from './tcp-limits.ts';
import { UdpDeliveries } from './udp-deliveries.ts';

export type DeliveriesOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  /** Takes what is wrong with where messages begin and end in streams; without it, the diagnostics take it. */
  readonly framing?: FramingReport | undefined;
  readonly tcp?: Partial<TcpLimits> | undefined;
};

/** What IP carried to the SIP messages in it, each with the transport that brought it. */
export class Deliveries {
  /** What streams carried besides messages. */
  readonly counts: StreamCounts = new StreamCounts();
  readonly #index = new MessageIndex();
  readonly #udp: UdpDeliveries;
  readonly #tcp: TcpDeliveries;

  constructor({ flows, diagnostics, framing, tcp }: DeliveriesOptions) {
    this.#udp = new UdpDeliveries(flows);
    const plain: StreamContext = {
      flows,
      diagnostics,
      framing: framing ?? ((code, frame) => diagnostics.report(diagnosticTable[code].class, { frame, detail: code })),
      counts: this.counts,
      isSecure: false,
      decrypted: (connection) => new StreamProbe(connection, secure),
    };
    const secure: StreamContext = { ...plain, isSecure: true };
    this.#tcp = new TcpDeliveries(plain, tcp);
  }

  receive(datagram: Datagram): readonly Delivery[] {
    switch (datagram.protocol) {
      case 'UDP':
      case 'PDU':
        return this.#index.numberOne(this.#udp.receive(datagram));
      case 'TCP':
        return this.#ofStream(this.#tcp.receive(datagram));
      case 'SCTP':
        return noDeliveries;
    }
  }

  /** The capture ends: what was not complete yet. */
  end(): readonly Delivery[] {
    return this.#ofStream(this.#tcp.end());
  }

  #ofStream(deliveries: readonly Delivery[]): readonly Delivery[] {
    return deliveries.length === 0 ? deliveries : this.#index.number(deliveries, true);
  }
}
