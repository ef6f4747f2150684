import type { AnalyzeOptions } from './analysis.ts';
import type { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { type CaptureGap, CaptureGaps } from './capture/capture-gaps.ts';
import type { PacketSource } from './capture/packet-input.ts';
import { PacketOrder } from './capture/packet-order.ts';
import type { CaptureClock, Packet } from './capture/packet.ts';
import { KeyReader, type MessageKeys } from './message/key-reader.ts';
import type { Datagram } from './network/datagram.ts';
import type { IcmpError } from './network/icmp.ts';
import { IpReader } from './network/ip-reader.ts';
import { captureFacts } from './report/capture-facts.ts';
import { TimeFormat } from './follow/format-time.ts';
import { MediaStage, type PacketTap } from './media/media-stage.ts';
import type { MediaReport } from './media/media-report.ts';
import type { CaptureFacts } from './rows.ts';
import { Deliveries } from './transport/deliveries.ts';
import type { Delivery } from './transport/delivery.ts';
import { FlowTable } from './transport/flow-table.ts';
import type { MsrpReport } from './transport/msrp/msrp-record.ts';
import { type Refusal, refusalOf } from './transport/refusal.ts';
import type { FramingReport } from './transport/stream-context.ts';
import type { KeyLog } from './transport/tls/key-log.ts';

/** Who takes what the packets hold. */
export type CaptureReceiver = {
  /** A message with its keys, while its bytes are at hand. */
  readonly message: (delivery: Delivery, keys: MessageKeys) => void;
  /** What is wrong with where messages begin and end in streams; without it, the diagnostics take it. */
  readonly framing?: FramingReport | undefined;
  /** What connections carry of MSRP, before the messages of the same packet. */
  readonly msrp?: MsrpReport | undefined;
  /** What ICMP says of messages, in the order of the packets. */
  readonly refusal?: ((refusal: Refusal) => void) | undefined;
  /** What is told of media; without it, media is not read. */
  readonly stream?: MediaReport | undefined;
  /** Takes the packets of media as well. */
  readonly tap?: PacketTap | undefined;
};

type CaptureStagesOptions = {
  readonly source: PacketSource;
  readonly diagnostics: CaptureDiagnostics;
  /** It may get more keys with every batch of packets. */
  readonly keyLog: KeyLog;
  readonly limits?: AnalyzeOptions['limits'] | undefined;
  /** See `AnalyzeOptions`. */
  readonly live?: AnalyzeOptions['live'] | undefined;
  readonly quality?: AnalyzeOptions['quality'];
};

/** The first half of the way through the house: from packets to SIP messages and the keys by which they are told apart. May run in a thread of its own. */
export class CaptureStages {
  readonly flows: FlowTable = new FlowTable();
  readonly keys: KeyReader = new KeyReader();
  /** Time of the latest packet. */
  endNs = 0;
  readonly #gaps = new CaptureGaps();
  readonly #source: PacketSource;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #keyLog: KeyLog;
  #keysSeen = 0;
  readonly #order: PacketOrder | undefined;
  readonly #network: IpReader;
  readonly #transport: Deliveries;
  readonly #receiver: CaptureReceiver;
  readonly #media: MediaStage | undefined;

  constructor(options: CaptureStagesOptions, receiver: CaptureReceiver) {
    const { source, diagnostics, keyLog, limits = {}, live, quality } = options;
    this.#order = live === true ? undefined : new PacketOrder();
    this.#source = source;
    this.#diagnostics = diagnostics;
    this.#keyLog = keyLog;
    this.#receiver = receiver;
    this.#network = new IpReader(diagnostics, limits.network);
    const { network, webSocket, tcp, sctp, tls } = limits;
    this.#media = this.#mediaStage(limits, quality, live);
    this.#transport = new Deliveries({
      webSocket,
      tcp,
      sctp,
      tls,
      hepPayloadBytes: network?.hepPayloadBytes,
      turnChannels: network?.turnChannels,
      flows: this.flows,
      diagnostics,
      framing: receiver.framing,
      msrp: receiver.msrp,
      media: this.#media,
      keyLog,
    });
  }

  #mediaStage(
    { media, srtp }: NonNullable<AnalyzeOptions['limits']>,
    quality: AnalyzeOptions['quality'],
    live: AnalyzeOptions['live'],
  ): MediaStage | undefined {
    const { stream: report, tap } = this.#receiver;
    if (report === undefined) return undefined;
    const times = new TimeFormat(() => this.clock);
    const time = times.iso.bind(times);
    const epochNs = (): bigint | undefined => (this.clock.isUnknown === true ? undefined : this.clock.epochNs);
    return new MediaStage({
      diagnostics: this.#diagnostics,
      flows: this.flows,
      limits: media,
      srtpLimits: srtp,
      quality,
      keyLog: this.#keyLog,
      time,
      epochNs,
      report,
      live,
      tap,
    });
  }

  get clock(): CaptureClock {
    return this.#source.clock;
  }

  get linkTypes(): readonly string[] {
    return this.#source.linkTypes;
  }

  get bytes(): number {
    return this.#source.bytes;
  }

  get packets(): number {
    return this.#source.packets;
  }

  get gaps(): readonly CaptureGap[] {
    return this.#gaps.list;
  }

  /** What is known of the capture so far. */
  facts(): CaptureFacts {
    return captureFacts({
      source: this.#source,
      diagnostics: this.#diagnostics,
      endNs: this.endNs,
      tls: this.#transport.tls.facts(),
      protocols: this.#transport.protocols.rows(),
      skipped: this.#network.skipped(),
    });
  }

  receive(packets: readonly Packet[]): void {
    if (this.#keyLog.entries > this.#keysSeen) this.#receiveKeys();
    this.#receiveInOrder(this.#order?.receive(packets) ?? packets);
  }

  /** What waits for its place in the order of time waits no longer. */
  flush(): void {
    if (this.#order !== undefined) this.#receiveInOrder(this.#order.end());
  }

  #receiveInOrder(packets: readonly Packet[]): void {
    for (const packet of packets) {
      this.endNs = Math.max(this.endNs, packet.timeNs);
      this.#gaps.receive(packet.timeNs);
      const datagram = this.#network.receive(packet);
      if (datagram !== undefined) this.#receiveDatagrams(datagram);
      else if (this.#network.icmpError !== undefined) this.#receiveIcmpError(this.#network.icmpError);
    }
  }

  #receiveIcmpError(error: IcmpError): void {
    const { quoted } = error;
    const flow = this.flows.flow(quoted, quoted.protocol === 'TCP' ? 'TCP' : 'UDP');
    this.#receiver.refusal?.(refusalOf(error, flow));
  }

  /** Mostly one; the network has more to say after some packets. */
  #receiveDatagrams(first: Datagram | undefined): void {
    for (let datagram = first; datagram !== undefined; datagram = this.#network.next()) {
      for (const delivery of this.#transport.receive(datagram)) this.#receiveDelivery(delivery);
    }
  }

  /** Before the packets that came with them: what waited for keys came before. */
  #receiveKeys(): void {
    this.#keysSeen = this.#keyLog.entries;
    for (const delivery of this.#transport.receiveKeys()) this.#receiveDelivery(delivery);
  }

  /** No packet comes any more. */
  end(): void {
    this.flush();
    this.#receiveDatagrams(this.#network.end());
    for (const delivery of this.#transport.end()) this.#receiveDelivery(delivery);
    this.#transport.tls.end();
    this.#media?.end();
  }

  #receiveDelivery(delivery: Delivery): void {
    const keys = this.keys.read(delivery);
    // Undefined of what is no SIP message after all.
    if (keys === undefined) return;
    this.#receiver.message(delivery, keys);
    this.#media?.receiveMessage(delivery, keys);
  }
}
