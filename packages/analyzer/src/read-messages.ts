import { parseMessage, type SipMessage } from '@sipscope/parser';
import { type CaptureSource, SourcePackets } from './capture/source-packets.ts';
import type { Packet } from './capture/packet.ts';
import type { Datagram } from './network/datagram.ts';
import { IpReader } from './network/ip-reader.ts';
import type { ReadDatagramsOptions } from './read-datagrams.ts';
import type { Transport } from './rows.ts';
import { Deliveries, type DeliveriesOptions } from './transport/deliveries.ts';
import type { Delivery } from './transport/delivery.ts';
import { FlowTable } from './transport/flow-table.ts';
import { KeyLog } from './transport/tls/key-log.ts';

export type ReadMessagesOptions = ReadDatagramsOptions &
  Pick<DeliveriesOptions, 'tcp' | 'sctp' | 'webSocket'> & {
    /** Secrets of TLS connections, as programs write them where `SSLKEYLOGFILE` says. Those that a pcapng carries are used without being given. */
    readonly keyLog?: Uint8Array | undefined;
  };

/** A SIP message as a transport carried it. What it holds may be kept. */
export class ReadMessage {
  /** The packet that completes it … */
  readonly frame: number;
  /** … which of its messages this is, from 0 … */
  readonly index: number;
  /** … and all packets that carried it, where more than one. */
  readonly frames: readonly number[] | undefined;
  /** Nanoseconds since 1970-01-01T00:00:00Z. */
  readonly epochNs: bigint;
  readonly transport: Transport;
  readonly srcIp: string;
  readonly srcPort: number;
  readonly dstIp: string;
  readonly dstPort: number;
  readonly bytes: Uint8Array;
  #message: SipMessage | undefined = undefined;

  constructor(delivery: Delivery, flows: FlowTable, captureNs: bigint) {
    const { frame, index, frames, timeNs, transport, flow, bytes, start, end } = delivery;
    this.frame = frame;
    this.index = index;
    this.frames = frames;
    this.epochNs = captureNs + BigInt(Math.round(timeNs));
    this.transport = transport;
    this.srcIp = flows.sourceIp(flow);
    this.srcPort = flows.sourcePort(flow);
    this.dstIp = flows.destinationIp(flow);
    this.dstPort = flows.destinationPort(flow);
    this.bytes = bytes.slice(start, end);
  }

  /** Parsed when it is first asked for. */
  get message(): SipMessage {
    return (this.#message ??= parseMessage(this.bytes));
  }

  get time(): Date {
    return new Date(Number(this.epochNs / 1_000_000n));
  }
}

/** The SIP messages of a capture, from what `readDatagrams` reads: on any port, over any transport that carries them. */
export async function* readMessages(
  source: CaptureSource,
  options: ReadMessagesOptions = {},
): AsyncGenerator<ReadMessage, void, undefined> {
  const reader = new MessageReader(source, options);
  for await (const packets of reader.packets.batches()) yield* reader.receive(packets);
  if (options.signal?.aborted !== true) yield* reader.end();
}

/** From packets to the messages they complete. */
class MessageReader {
  readonly packets: SourcePackets;
  readonly #flows = new FlowTable();
  readonly #keyLog: KeyLog;
  readonly #network: IpReader;
  readonly #transport: Deliveries;
  #keysSeen = 0;
  #ready: ReadMessage[] = [];

  constructor(source: CaptureSource, { keyLog, network, tcp, sctp, webSocket, ...options }: ReadMessagesOptions) {
    const { onSecrets } = options;
    this.packets = new SourcePackets(source, {
      ...options,
      onSecrets: (text) => {
        this.#keyLog.add(text);
        onSecrets?.(text);
      },
    });
    const { diagnostics } = this.packets;
    this.#keyLog = new KeyLog(diagnostics);
    if (keyLog !== undefined) this.#keyLog.add(keyLog);
    this.#network = new IpReader(diagnostics, network);
    const limits = { tcp, sctp, webSocket };
    const { hepPayloadBytes, turnChannels } = network ?? {};
    this.#transport = new Deliveries({
      ...limits,
      hepPayloadBytes,
      turnChannels,
      flows: this.#flows,
      diagnostics,
      keyLog: this.#keyLog,
    });
  }

  receive(packets: readonly Packet[]): readonly ReadMessage[] {
    if (this.#keyLog.entries > this.#keysSeen) {
      this.#keysSeen = this.#keyLog.entries;
      this.#keep(this.#transport.receiveKeys());
    }
    for (const packet of packets) this.#receiveDatagrams(this.#network.receive(packet));
    return this.#taken();
  }

  end(): readonly ReadMessage[] {
    this.#receiveDatagrams(this.#network.end());
    this.#keep(this.#transport.end());
    return this.#taken();
  }

  #receiveDatagrams(first: Datagram | undefined): void {
    for (let datagram = first; datagram !== undefined; datagram = this.#network.next())
      this.#keep(this.#transport.receive(datagram));
  }

  #keep(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) this.#ready.push(new ReadMessage(delivery, this.#flows, this.packets.epochNs));
  }

  #taken(): readonly ReadMessage[] {
    const taken = this.#ready;
    this.#ready = [];
    return taken;
  }
}
