import { diagnosticTable } from '@sipscope/parser';
import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import type { Datagram } from '../network/datagram.ts';
import { defaultNetworkLimits } from '../network/network-limits.ts';
import type { Delivery } from './delivery.ts';
import type { FlowTable } from './flow-table.ts';
import { MessageIndex } from './message-index.ts';
import type { MediaReceiver } from './media-receiver.ts';
import type { MsrpReport } from './msrp/msrp-record.ts';
import { ProtocolCounts } from './protocol-counts.ts';
import { SctpDeliveries, type SctpLimits } from './sctp/sctp-deliveries.ts';
import type { FramingReport, StreamContext } from './stream-context.ts';
import { StreamProbe } from './stream-probe.ts';
import { TcpDeliveries } from './tcp-deliveries.ts';
import type { TcpLimits } from './tcp-limits.ts';
import { KeyLog } from './tls/key-log.ts';
import { TlsConnections } from './tls/tls-connections.ts';
import type { TlsLimits } from './tls/tls-limits.ts';
import { TurnChannels } from './turn/turn-channels.ts';
import { TurnReader } from './turn/turn-reader.ts';
import { UdpDeliveries } from './udp-deliveries.ts';
import { InflationBudget } from './websocket/inflation-budget.ts';
import type { WebSocketLimits } from './websocket/websocket-limits.ts';

export type DeliveriesOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  /** Takes what is wrong with where messages begin and end in streams; without it, the diagnostics take it. */
  readonly framing?: FramingReport | undefined;
  /** Takes what connections carry of MSRP, before the SIP messages of the same packet. */
  readonly msrp?: MsrpReport | undefined;
  /** Takes what datagrams carry that is no SIP, where somebody wants it. */
  readonly media?: MediaReceiver | undefined;
  readonly tcp?: Partial<TcpLimits> | undefined;
  /** The secrets of TLS connections. It may get more while the capture is read: see `receiveKeys`. */
  readonly keyLog?: KeyLog | undefined;
  readonly tls?: Partial<TlsLimits> | undefined;
  readonly sctp?: Partial<SctpLimits> | undefined;
  /** See `NetworkLimits`. */
  readonly hepPayloadBytes?: number | undefined;
  /** See `NetworkLimits`. */
  readonly turnChannels?: number | undefined;
  readonly webSocket?: Partial<WebSocketLimits> | undefined;
};

/** What IP carried to the SIP messages in it, each with the transport that brought it. */
export class Deliveries {
  /** What packets carried that is no SIP. */
  readonly protocols: ProtocolCounts;
  readonly tls: TlsConnections;
  readonly #index = new MessageIndex();
  readonly #udp: UdpDeliveries;
  readonly #tcp: TcpDeliveries;
  readonly #sctp: SctpDeliveries;

  constructor(options: DeliveriesOptions) {
    const { flows, diagnostics, framing, keyLog, tls, tcp, sctp = {}, webSocket = {}, hepPayloadBytes } = options;
    const { turnChannels = defaultNetworkLimits.turnChannels } = options;
    const protocols = new ProtocolCounts((counts) => this.#tcp.countOpen(counts));
    this.protocols = protocols;
    this.tls = new TlsConnections({ keyLog: keyLog ?? new KeyLog(diagnostics, tls), diagnostics, limits: tls });
    const channels = new TurnChannels(diagnostics, turnChannels);
    this.#udp = new UdpDeliveries(flows, protocols, new TurnReader(channels), options.media);
    this.#sctp = new SctpDeliveries({ flows, diagnostics, protocols, limits: sctp });
    const plain: StreamContext = {
      flows,
      diagnostics,
      framing: framing ?? ((code, frame) => diagnostics.report(diagnosticTable[code].class, { frame, detail: code })),
      msrp: options.msrp,
      protocols,
      hepPayloadBytes,
      isSecure: false,
      webSocket: new InflationBudget(webSocket),
      tls: this.tls,
      decrypted: (connection) => new StreamProbe(connection, secure),
    };
    const secure: StreamContext = { ...plain, isSecure: true, tls: undefined };
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
        return this.#ofStream(this.#sctp.receive(datagram));
    }
  }

  /** The key log has more secrets than before: what waited for them. */
  receiveKeys(): readonly Delivery[] {
    return this.#ofStream(this.#tcp.receiveLate(this.tls.receiveKeys()));
  }

  /** The capture ends: what was not complete yet. */
  end(): readonly Delivery[] {
    return this.#ofStream([...this.#tcp.end(), ...this.#sctp.end()]);
  }

  #ofStream(deliveries: readonly Delivery[]): readonly Delivery[] {
    return deliveries.length === 0 ? deliveries : this.#index.number(deliveries, true);
  }
}
