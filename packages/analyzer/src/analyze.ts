import type { Analysis, AnalyzeOptions } from './analysis.ts';
import { CallTable } from './call/call-table.ts';
import { CaptureDiagnostics } from './capture/capture-diagnostics.ts';
import { CaptureReader } from './capture/capture-reader.ts';
import type { CaptureFiles } from './capture/capture-files.ts';
import { packetsOfChunks, type PacketSource } from './capture/packet-input.ts';
import type { Packet } from './capture/packet.ts';
import { DialogTable } from './dialog/dialog-table.ts';
import { KeptBytes } from './message/kept-bytes.ts';
import { defaultMessageLimits } from './message/message-limits.ts';
import { MessageTable } from './message/message-table.ts';
import type { Datagram } from './network/datagram.ts';
import { IpReader } from './network/ip-reader.ts';
import { AnalysisReport } from './report/analysis-report.ts';
import { TextFindings } from './report/text-findings.ts';
import { TransactionTable } from './transaction/transaction-table.ts';
import { FlowTable } from './transport/flow-table.ts';
import { Deliveries } from './transport/deliveries.ts';
import type { Delivery } from './transport/delivery.ts';
import { KeyLog } from './transport/tls/key-log.ts';

/**
 * Capture bytes to what was found in them: pcap or pcapng, uncompressed, in chunks split anywhere. Rejects with a
 * `CaptureError` where this is no capture; one that ends early gives everything before its end.
 */
export async function analyze(
  capture: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  const diagnostics = options.diagnostics ?? new CaptureDiagnostics();
  const keyLog = new KeyLog(diagnostics, options.limits?.tls);
  const reader = new CaptureReader({ diagnostics, onSecrets: (text) => keyLog.add(text) });
  const packets = packetsOfChunks(capture, reader, options.signal);
  return analyzeWithKeys(packets, reader, { ...options, diagnostics }, keyLog);
}

/** The same for several files that are one capture, such as a ring buffer leaves: in order of time, numbered through. */
export async function analyzeFiles(files: CaptureFiles, options: AnalyzeOptions = {}): Promise<Analysis> {
  const { diagnostics } = files;
  const keyLog = new KeyLog(diagnostics, options.limits?.tls);
  const packets = files.batches({ signal: options.signal, onSecrets: (text) => keyLog.add(text) });
  return analyzeWithKeys(packets, files, { ...options, diagnostics }, keyLog);
}

/** The same for packets read by someone else: see `PacketRecords`. */
export async function analyzePackets(
  packets: AsyncIterable<readonly Packet[]> | Iterable<readonly Packet[]>,
  source: PacketSource,
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  const diagnostics = options.diagnostics ?? new CaptureDiagnostics();
  return analyzeWithKeys(packets, source, { ...options, diagnostics }, new KeyLog(diagnostics, options.limits?.tls));
}

type StagesOptions = AnalyzeOptions & { readonly diagnostics: CaptureDiagnostics };

/** `keyLog` may get more keys with every batch of packets. */
async function analyzeWithKeys(
  packets: AsyncIterable<readonly Packet[]> | Iterable<readonly Packet[]>,
  source: PacketSource,
  options: StagesOptions,
  keyLog: KeyLog,
): Promise<Analysis> {
  if (options.keyLog !== undefined) keyLog.add(options.keyLog);
  const stages = new Stages(source, options, keyLog);

  for await (const some of packets) {
    stages.receive(some);
    if (stages.isWaiting) await stages.readWaiting();
    const paused = options.onProgress?.(stages.progress());
    if (paused !== undefined) await paused;
    if (options.signal?.aborted === true) break;
  }
  // What was begun when somebody had enough was not cut by the capture.
  if (options.signal?.aborted === true) return stages.analysis;
  stages.end();
  if (stages.isWaiting) await stages.readWaiting();
  return stages.analysis;
}

/** The way of a packet through the house. Each line of `receive` and `#receiveDelivery` is one stage; its folder has the same name. */
class Stages {
  readonly analysis: AnalysisReport;
  readonly #source: PacketSource;
  readonly #options: AnalyzeOptions;
  readonly #keyLog: KeyLog;
  #keysSeen = 0;
  readonly #network: IpReader;
  readonly #transport: Deliveries;
  readonly #messages: MessageTable;
  readonly #transactions: TransactionTable;
  readonly #dialogs: DialogTable;
  readonly #calls: CallTable;
  readonly #texts: TextFindings | undefined;

  constructor(source: PacketSource, options: StagesOptions, keyLog: KeyLog) {
    const { diagnostics } = options;
    const flows = new FlowTable();
    this.#source = source;
    this.#options = options;
    this.#keyLog = keyLog;
    this.#network = new IpReader(diagnostics, options.limits?.network);
    const texts = options.readTexts === true ? new TextFindings() : undefined;
    const framing = texts === undefined ? undefined : texts.receiveFraming.bind(texts);
    this.#texts = texts;
    const { network, webSocket, tcp, sctp, tls } = options.limits ?? {};
    const limits = { webSocket, tcp, sctp, tls, hepPayloadBytes: network?.hepPayloadBytes };
    this.#transport = new Deliveries({ ...limits, flows, diagnostics, framing, keyLog });
    const { keptBytes } = { ...defaultMessageLimits, ...options.limits?.messages };
    this.#messages = new MessageTable(new KeptBytes(keptBytes, diagnostics));
    this.#transactions = new TransactionTable(this.#messages, flows);
    this.#dialogs = new DialogTable();
    this.#calls = new CallTable(this.#messages, flows);
    this.analysis = new AnalysisReport({
      source,
      diagnostics,
      network: this.#network,
      tls: this.#transport.tls,
      protocols: this.#transport.protocols,
      flows,
      messages: this.#messages,
      transactions: this.#transactions,
      dialogs: this.#dialogs,
      calls: this.#calls,
      texts: this.#texts,
    });
  }

  receive(packets: readonly Packet[]): void {
    if (this.#keyLog.entries > this.#keysSeen) this.#receiveKeys();
    for (const packet of packets) {
      this.analysis.endNs = Math.max(this.analysis.endNs, packet.timeNs);
      const datagram = this.#network.receive(packet);
      if (datagram !== undefined) this.#receiveDatagrams(datagram);
    }
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
    this.#receiveDatagrams(this.#network.end());
    for (const delivery of this.#transport.end()) this.#receiveDelivery(delivery);
    this.#transport.tls.end();
  }

  #receiveDelivery(delivery: Delivery): void {
    const message = this.#messages.receive(delivery);
    if (message === undefined) return;
    const matched = this.#transactions.receive(message);
    const dialog = this.#dialogs.receive(message, matched);
    this.#calls.receive(message, matched, dialog);
    this.#texts?.receive(message, delivery.frame);
    if (this.#options.onMessage === undefined) return;
    this.analysis.current = message;
    this.#options.onMessage(message.number, delivery.bytes.subarray(delivery.start, delivery.end), this.analysis);
    this.analysis.current = undefined;
  }

  /** Whether texts wait for a reader that is loaded only where there are such texts. */
  get isWaiting(): boolean {
    return this.#texts?.isWaiting === true;
  }

  async readWaiting(): Promise<void> {
    await this.#texts?.readWaiting();
  }

  progress(): { bytesRead: number; packets: number; messages: number; calls: number } {
    const { bytes, packets } = this.#source;
    return { bytesRead: bytes, packets, messages: this.#messages.length, calls: this.#calls.calls.length };
  }
}
