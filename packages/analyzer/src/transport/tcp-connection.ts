import type { Datagram } from '../network/datagram.ts';
import type { Transport } from '../rows.ts';
import type { Delivery } from './delivery.ts';
import type { FlowTable } from './flow-table.ts';
import type { RecentBytes } from './recent-bytes.ts';
import type { Connection, Direction, StreamChunk } from './stream.ts';
import type { StreamContext } from './stream-context.ts';
import { StreamProbe } from './stream-probe.ts';
import type { TcpPiece } from './tcp-pieces.ts';
import type { TcpSink } from './tcp-sink.ts';
import type { TcpLimits } from './tcp-limits.ts';
import { TcpStream } from './tcp-stream.ts';

/** The control bits of RFC 9293 §3.1. */
export const TCP = { fin: 1, syn: 2, rst: 4, ack: 16 } as const;

/** Gaps remembered of a connection of which it is not known yet whether it carries anything we read. */
const maxUntold = 10;

export type TcpContext = {
  readonly limits: TcpLimits;
  readonly recent: RecentBytes;
  readonly streams: StreamContext;
};

/** One TCP connection: both directions put in order, and who reads them. RFC 9293. */
export class TcpConnection implements Connection, TcpSink {
  /** The flow of direction 0, as the table numbers it. */
  number: number;
  #numbers: FlowTable;
  readonly #context: TcpContext;
  readonly #streams: readonly [TcpStream, TcpStream];
  /** Undefined once it is sure that nothing of this connection is read. */
  #reader: StreamProbe | undefined;
  /** What is not read, as a number of `ProtocolCounts`. */
  #other = -1;
  /** All of both directions. */
  packets = 0;
  #deliveries: Delivery[] = [];
  #flow = -1;
  #transport: Transport = 'TCP';
  isClientKnown = false;
  /** Whether an RST was seen: what is missing will not come, but what is late may. */
  #isReset = false;
  /** Since when bytes are missing that will hardly come, and how many packets have passed since then. */
  settlingSinceNs: number = Infinity;
  #settlingPackets = 0;
  #holesClosed = 0;
  #untold: { readonly frame: number; readonly lengthBytes: number }[] = [];
  #timeNs = 0;
  /** Whether the segment received last had other bytes than those that were sent before with the same numbers. */
  hasConflict = false;
  /** What the table has counted of it. */
  countedBytes = 0;
  /** By which times the table has listed it. */
  listedMissingNs: number = Infinity;
  listedSettlingNs: number = Infinity;

  /** `number`: of direction 0, in the table that numbers connections. */
  constructor(number: number, numbers: FlowTable, context: TcpContext) {
    this.number = number;
    this.#numbers = numbers;
    this.#context = context;
    this.#reader = new StreamProbe(this, context.streams);
    this.#streams = [new TcpStream(0, this), new TcpStream(1, this)];
  }

  get outOfOrderBytes(): number {
    return this.#context.limits.outOfOrderBytes;
  }

  get recent(): RecentBytes {
    return this.#context.recent;
  }

  get isOther(): boolean {
    return this.#reader === undefined;
  }

  /** Whether nothing is lost where it is forgotten: both sides have ended it, or nothing of it is read. */
  get isSilent(): boolean {
    const [there, back] = this.#streams;
    return this.isOther || ((there.isEnded || !there.isAnchored) && (back.isEnded || !back.isAnchored));
  }

  /** Bytes it keeps, out of order or of what is not complete. */
  get waitingBytes(): number {
    const [there, back] = this.#streams;
    return there.waitingBytes + back.waitingBytes + (this.#reader?.waitingBytes ?? 0);
  }

  /** Since when bytes are missing; Infinity where none are. */
  get missingSinceNs(): number {
    const [there, back] = this.#streams;
    return Math.min(there.missingSinceNs, back.missingSinceNs);
  }

  /** What it carries that is no SIP: see `StreamReader`. */
  get protocol(): number {
    return this.#reader?.protocol ?? this.#other;
  }

  hasPort(port: number): boolean {
    return this.#numbers.sourcePort(this.number) === port || this.#numbers.destinationPort(this.number) === port;
  }

  /** Takes its number from another table. */
  renumber(numbers: FlowTable): void {
    this.number = numbers.flow(this.#numbers.addressed(this.number), 'TCP');
    this.#numbers = numbers;
  }

  flow(direction: Direction, transport: Transport): number {
    const { flows } = this.#context.streams;
    if (this.#flow === -1 || this.#transport !== transport) {
      this.#flow = flows.flow(this.#numbers.addressed(this.number), transport);
      this.#transport = transport;
    }
    return direction === 0 ? this.#flow : flows.reverse(this.#flow);
  }

  /** Whether a segment begins another connection of the same ports. */
  isReusedBy(direction: Direction, { flags, sequence }: Datagram): boolean {
    const stream = this.#streams[direction];
    return (flags & TCP.syn) !== 0 ? stream.isOtherSyn(sequence | 0) : stream.isForeign(sequence | 0);
  }

  receive(direction: Direction, datagram: Datagram): readonly Delivery[] {
    const payloadBytes = datagram.end - datagram.start;
    this.packets++;
    if (this.isOther) return this.#take();
    const { flags, packet } = datagram;
    this.hasConflict = false;
    this.#timeNs = packet.timeNs;
    const stream = this.#streams[direction];
    let sequence = datagram.sequence | 0;
    if ((flags & TCP.syn) !== 0) {
      if ((direction === 0) === ((flags & TCP.ack) === 0)) this.isClientKnown = true;
      stream.syn(sequence);
      if ((flags & TCP.ack) !== 0) this.#streams[direction === 0 ? 1 : 0].syn((datagram.acknowledgement - 1) | 0);
      sequence = (sequence + 1) | 0;
    }
    if ((flags & TCP.rst) !== 0) this.#isReset = true;
    else {
      if ((flags & TCP.ack) !== 0) this.#streams[direction === 0 ? 1 : 0].acknowledge(datagram.acknowledgement | 0);
      if (payloadBytes + datagram.slicedBytes > 0) {
        this.#reader?.expectData();
        stream.data(datagram, sequence);
      }
      if ((flags & TCP.fin) !== 0) stream.fin((sequence + payloadBytes + datagram.slicedBytes) | 0, packet.timeNs);
    }
    this.#settle();
    return this.#take();
  }

  /** What is missing will not come any more. */
  giveUp(): readonly Delivery[] {
    for (const stream of this.#streams) {
      // Each turn goes on behind one hole.
      while (stream.hasHole || stream.isSettling) stream.giveUpHole(this.#timeNs);
    }
    if (this.#isReset) return this.finish();
    this.settlingSinceNs = Infinity;
    return this.#take();
  }

  /** Nothing more comes: what was not complete is given as far as it came. */
  finish(): readonly Delivery[] {
    if (!this.isOther) for (const stream of this.#streams) stream.finish(this.#timeNs);
    this.#isReset = false;
    this.settlingSinceNs = Infinity;
    return this.#take();
  }

  piece(direction: Direction, chunk: StreamChunk): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    this.#add(reader.receive(direction, chunk));
    if (!reader.isOther) return;
    this.#other = reader.protocol;
    this.#reader = undefined;
    for (const stream of this.#streams) stream.drop();
  }

  early(direction: Direction, pieces: readonly TcpPiece[]): void {
    const reader = new StreamProbe(this, this.#context.streams);
    let expected = pieces[0]?.sequence ?? 0;
    for (const { sequence, chunk, length } of pieces) {
      const missing = (sequence - expected) | 0;
      if (missing > 0) this.#add(reader.gap(direction, missing));
      this.#add(chunk === undefined ? reader.gap(direction, length) : reader.receive(direction, chunk));
      expected = (sequence + length) | 0;
    }
    this.#add(reader.end(direction));
  }

  gap(direction: Direction, lengthBytes: number, frame: number): void {
    if (this.#reader === undefined) return;
    if (this.#untold.length < maxUntold) this.#untold.push({ frame, lengthBytes });
    this.#add(this.#reader.gap(direction, lengthBytes));
    this.#tellGaps();
  }

  end(direction: Direction): void {
    if (this.#reader !== undefined) this.#add(this.#reader.end(direction));
  }

  overlap(frame: number): void {
    this.hasConflict = true;
    const detail = 'TCP data was sent a second time with other contents: what came first is read.';
    this.#context.streams.diagnostics.report('reasm-overlap', { frame, detail });
  }

  limit(frame: number): void {
    const detail = `${this.outOfOrderBytes} bytes of a TCP stream wait for others before them: those are given up.`;
    this.#context.streams.diagnostics.report('reasm-limit', { frame, detail });
  }

  #add(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) this.#deliveries.push(delivery);
    if (this.#untold.length > 0) this.#tellGaps();
  }

  #take(): readonly Delivery[] {
    const deliveries = this.#deliveries;
    if (deliveries.length > 0) this.#deliveries = [];
    return deliveries;
  }

  /** Of a connection that carries nothing we read, nothing is missed. */
  #tellGaps(): void {
    if (this.#reader?.isKnown !== true) return;
    for (const { frame, lengthBytes } of this.#untold) {
      const detail = `${lengthBytes} bytes of a TCP stream were not captured: messages may be lost.`;
      this.#context.streams.diagnostics.reportDamage('reasm-gap', { frame, detail });
    }
    this.#untold = [];
  }

  /** Missing bytes that the other side had may still come, where the capture has packets out of order; after a while they will not. */
  #settle(): void {
    const [there, back] = this.#streams;
    if (!this.#isReset && !there.isSettling && !back.isSettling) {
      this.settlingSinceNs = Infinity;
      return;
    }
    const holesClosed = there.holesClosed + back.holesClosed;
    if (this.settlingSinceNs === Infinity || holesClosed !== this.#holesClosed) {
      this.settlingSinceNs = this.#timeNs;
      this.#settlingPackets = 0;
      this.#holesClosed = holesClosed;
    }
    if (this.#settlingPackets++ < this.#context.limits.acknowledgedPackets) return;
    this.settlingSinceNs = Infinity;
    this.#settlingPackets = 0;
    for (const stream of this.#streams) {
      while (stream.isSettling || (this.#isReset && stream.hasHole)) stream.giveUpHole(this.#timeNs);
    }
    if (this.#isReset) for (const stream of this.#streams) stream.finish(this.#timeNs);
    this.#isReset = false;
  }
}
