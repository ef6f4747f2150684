import { startsLikeSip } from '@sipscope/parser';
import type { CaptureDiagnostics } from '../../capture/capture-diagnostics.ts';
import { type Datagram, placeOf } from '../../network/datagram.ts';
import { cutMessageEnd } from '../cut-message.ts';
import { type Delivery, noDeliveries } from '../delivery.ts';
import type { FlowTable } from '../flow-table.ts';
import type { ProtocolCounts } from '../protocol-counts.ts';
import { skipLineBreaks } from '../skip-line-breaks.ts';
import type { Fragment, FragmentRun } from './fragment-runs.ts';
import { runDelivery } from './run-delivery.ts';
import { CHUNK, SctpChunks } from './sctp-chunks.ts';
import { isOtherPayload, sctpProtocol, sctpWithoutData } from './sctp-protocol.ts';
import type { SctpSender } from './sctp-sender.ts';
import { pathBack, pathOf, SctpSenders } from './sctp-senders.ts';

export type SctpLimits = {
  /** Bytes of one user message. */
  readonly messageBytes: number;
  /** Bytes that wait in one direction of an association for the rest of their messages. */
  readonly directionBytes: number;
  /** The same of all associations. */
  readonly pendingBytes: number;
  /** Directions of associations, each pair of addresses counted; the least recently used one is forgotten. */
  readonly associations: number;
};

const MIB = 1024 * 1024;

const defaultSctpLimits: SctpLimits = {
  messageBytes: 4 * MIB,
  directionBytes: 8 * MIB,
  pendingBytes: 256 * MIB,
  associations: 200_000,
};

export type SctpOptions = {
  readonly flows: FlowTable;
  readonly diagnostics: CaptureDiagnostics;
  readonly protocols: ProtocolCounts;
  readonly limits?: Partial<SctpLimits>;
};

/**
 * SCTP packets to the SIP messages in them: RFC 4168 has one SIP message in one user message, RFC 9260 §6.9 cuts user messages into DATA chunks.
 * A message is delivered once its last fragment has come, whatever its stream still waits for. A TSN that comes again is
 * a retransmission and gives nothing; where its packet is the same one, captured by a second tap, its messages are delivered
 * once more, to be marked as copies. The fragments of a third tap are not told from those of the second.
 */
export class SctpDeliveries {
  readonly #flows: FlowTable;
  readonly #diagnostics: CaptureDiagnostics;
  readonly #protocols: ProtocolCounts;
  readonly #limits: SctpLimits;
  readonly #senders: SctpSenders;
  /** Of all senders. */
  #costBytes = 0;

  constructor({ flows, diagnostics, protocols, limits }: SctpOptions) {
    this.#flows = flows;
    this.#diagnostics = diagnostics;
    this.#protocols = protocols;
    this.#limits = { ...defaultSctpLimits, ...limits };
    this.#senders = new SctpSenders(this.#limits.associations);
  }

  receive(datagram: Datagram): readonly Delivery[] {
    const { packet } = datagram;
    const deliveries: Delivery[] = [];
    const chunks = new SctpChunks(datagram.bytes, datagram.start, datagram.end);
    let isCounted = false;
    let hasData = false;
    while (chunks.next()) {
      if (chunks.isData) {
        hasData = true;
        if (this.#receiveData(datagram, chunks, deliveries) || isCounted || !chunks.isBegin) continue;
        this.#protocols.add(sctpProtocol(chunks.payloadProtocol, datagram.sourcePort, datagram.destinationPort));
        isCounted = true;
      } else if (chunks.type === CHUNK.init || chunks.type === CHUNK.initAck) {
        this.#begin(datagram, chunks, deliveries);
      } else if (chunks.type === CHUNK.abort || chunks.type === CHUNK.shutdownComplete) {
        this.#finish(this.#senders.find(pathOf(datagram)), 'reasm-incomplete', deliveries);
        this.#finish(this.#senders.find(pathBack(datagram)), 'reasm-incomplete', deliveries);
      }
    }
    if (!hasData) this.#protocols.add(sctpWithoutData);
    if (chunks.problem !== undefined && datagram.slicedBytes === 0) {
      this.#diagnostics.report('net-sctp', { frame: packet.frame, offset: packet.offset, detail: chunks.problem });
    }
    return deliveries.length === 0 ? noDeliveries : deliveries;
  }

  /** The capture ends: the beginnings of messages that never became complete. */
  end(): readonly Delivery[] {
    const deliveries: Delivery[] = [];
    for (let sender = this.#senders.oldest; sender !== undefined; sender = this.#senders.oldest) {
      this.#finish(sender, 'reasm-incomplete', deliveries);
    }
    return deliveries;
  }

  /** True where it is, or may still become, a SIP message. */
  #receiveData(datagram: Datagram, chunks: SctpChunks, deliveries: Delivery[]): boolean {
    const { packet, bytes } = datagram;
    const { dataStart, end } = chunks;
    if (dataStart > end) {
      chunks.problem ??= `A DATA chunk of SCTP has ${end - chunks.start} bytes, less than its header.`;
      return true;
    }
    const isWhole = chunks.isBegin && (chunks.isEnd || chunks.isCut);
    if (isWhole && !startsLikeSip(bytes, skipLineBreaks(bytes, dataStart, end), end)) return false;
    if (!isWhole && (chunks.isCut || isOtherPayload(chunks.payloadProtocol))) return false;
    const sender = this.#senders.of(datagram);
    const hash = hashOf(bytes, chunks.start, end);
    const kind = sender.tsnKind(chunks.tsn, hash, datagram.ipId, packet.timeNs);
    if (kind !== 'retransmission') {
      if (isWhole) this.#deliverWhole(datagram, chunks, deliveries);
      else this.#addFragment(sender, datagram, chunks, kind === 'copy', deliveries);
    }
    this.#keepLimits(sender, deliveries);
    return true;
  }

  /** Of a chunk that has the whole message, or the first one of a message whose rest the capture did not keep. */
  #deliverWhole(datagram: Datagram, chunks: SctpChunks, deliveries: Delivery[]): void {
    const { packet, bytes, frames } = datagram;
    const start = skipLineBreaks(bytes, chunks.dataStart, chunks.end);
    const end = chunks.isCut ? cutMessageEnd(bytes, start, chunks.end) : chunks.end;
    if (end === undefined) return;
    deliveries.push({
      transport: 'SCTP',
      flow: this.#flows.flow(datagram, 'SCTP'),
      frame: packet.frame,
      index: deliveries.length,
      timeNs: packet.timeNs,
      ipId: datagram.ipId,
      bytes,
      start,
      end,
      place: placeOf(datagram, start, end),
      ...(frames === undefined ? {} : { frames }),
      ...(chunks.isCut ? { cut: true as const } : {}),
    });
  }

  #addFragment(
    sender: SctpSender,
    datagram: Datagram,
    chunks: SctpChunks,
    isCopy: boolean,
    deliveries: Delivery[],
  ): void {
    const { packet, bytes } = datagram;
    const { dataStart, end } = chunks;
    const fragment: Fragment = {
      bytes: bytes.slice(dataStart, end),
      place: placeOf(datagram, dataStart, end),
      frame: packet.frame,
      frames: datagram.frames,
      timeNs: packet.timeNs,
      ipId: datagram.ipId,
      flow: this.#flows.flow(datagram, 'SCTP'),
      next: undefined,
    };
    const run = sender.add(chunks, fragment, isCopy, this.#limits.messageBytes);
    if (run === undefined) return;
    if (!run.hasBegin || !run.hasEnd) this.#giveUp(run, 'reasm-limit', deliveries);
    else if (!this.#deliver(run, deliveries)) {
      this.#protocols.add(sctpProtocol(chunks.payloadProtocol, datagram.sourcePort, datagram.destinationPort));
    }
  }

  #deliver(run: FragmentRun, deliveries: Delivery[]): boolean {
    const delivery = runDelivery(run, deliveries.length);
    if (delivery !== undefined) deliveries.push(delivery);
    return delivery !== undefined;
  }

  /** A message that never becomes complete: it is told, and delivered as far as it goes where its beginning has come. */
  #giveUp(run: FragmentRun, code: 'reasm-incomplete' | 'reasm-limit', deliveries: Delivery[]): void {
    const frame = run.head?.frame ?? 0;
    if (code === 'reasm-limit') {
      const detail = `${run.lengthBytes} bytes of a message over SCTP were put aside before it was complete: a limit was reached.`;
      this.#diagnostics.reportDamage(code, { frame, detail });
    } else {
      const detail = `A message over SCTP is not complete: ${run.lengthBytes} of its bytes came, other fragments never did.`;
      this.#diagnostics.report(code, { frame, detail });
    }
    if (run.hasBegin) this.#deliver(run, deliveries);
  }

  /** A new association begins, unless it is the INIT of the one that is known. RFC 9260 §5.1, §5.2. */
  #begin(datagram: Datagram, chunks: SctpChunks, deliveries: Delivery[]): void {
    const sender = this.#senders.of(datagram);
    // Its first field is the tag of whoever sends it.
    const initiateTag = chunks.tsn;
    if (sender.initiateTag === initiateTag) return;
    for (const run of sender.takeWaiting()) this.#giveUp(run, 'reasm-incomplete', deliveries);
    sender.restart(initiateTag);
    this.#keepLimits(sender, deliveries);
  }

  /** The sender has nothing more to send, or is forgotten. */
  #finish(sender: SctpSender | undefined, code: 'reasm-incomplete' | 'reasm-limit', deliveries: Delivery[]): void {
    if (sender === undefined) return;
    this.#costBytes -= sender.countedBytes;
    this.#senders.remove(sender);
    for (const run of sender.takeWaiting()) this.#giveUp(run, code, deliveries);
  }

  #keepLimits(sender: SctpSender, deliveries: Delivery[]): void {
    if (sender.waitingBytes > this.#limits.directionBytes) {
      for (const run of sender.takeWaiting()) this.#giveUp(run, 'reasm-limit', deliveries);
    }
    const { costBytes } = sender;
    this.#costBytes += costBytes - sender.countedBytes;
    sender.countedBytes = costBytes;
    while (this.#senders.isFull || this.#costBytes > this.#limits.pendingBytes) {
      const { oldest } = this.#senders;
      if (oldest === undefined) return;
      this.#finish(oldest, 'reasm-limit', deliveries);
    }
  }
}

/** FNV-1a over 32 bits: tells whether a chunk is the one that had its TSN before. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash >>> 0;
}
