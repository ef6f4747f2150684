import type { Datagram } from '../network/datagram.ts';
import { type Delivery, noDeliveries } from './delivery.ts';
import { FlowTable } from './flow-table.ts';
import { RecentBytes } from './recent-bytes.ts';
import type { ProtocolCounts } from './protocol-counts.ts';
import type { StreamContext } from './stream-context.ts';
import { TCP, TcpConnection, type TcpContext } from './tcp-connection.ts';
import { TcpCopies } from './tcp-copies.ts';
import { defaultTcpLimits, type TcpLimits } from './tcp-limits.ts';

/** The endpoints' numbers are made anew when there are so many times as many as connections are followed. */
const pairsAConnection = 4;

/** TCP segments to the SIP messages that their connections carry. */
export class TcpDeliveries {
  readonly #limits: TcpLimits;
  readonly #context: TcpContext;
  /** Numbers connections by their addresses: a table of its own, for most carry nothing that is read. */
  #numbers = new FlowTable();
  /** By pair of endpoints; once there are many, the one that was silent longest comes first. */
  #connections = new Map<number, TcpConnection>();
  /** Connections that keep bytes, in the order in which they began to. */
  readonly #waiting = new Set<TcpConnection>();
  #waitingBytes = 0;
  /** Connections with missing bytes, and with missing bytes that will hardly come; first those that miss them longest. */
  readonly #missing = new Set<TcpConnection>();
  readonly #settling = new Set<TcpConnection>();
  readonly #copies = new TcpCopies();
  #deliveries: Delivery[] = [];

  constructor(streams: StreamContext, limits: Partial<TcpLimits> = {}) {
    this.#limits = { ...defaultTcpLimits, ...limits };
    this.#context = { limits: this.#limits, recent: new RecentBytes(), streams };
  }

  receive(datagram: Datagram): readonly Delivery[] {
    if (this.#numbers.pairs > pairsAConnection * this.#limits.connections) this.#renumber();
    const flow = this.#numbers.flow(datagram, 'TCP');
    const connection = this.#connection(flow, datagram);
    const isRead = !connection.isOther && datagram.end > datagram.start;
    const earlier = isRead ? this.#copies.earlier(flow, datagram) : undefined;
    this.#add(connection.receive(connection.number === flow ? 0 : 1, datagram));
    if (earlier !== undefined && !connection.hasConflict) this.#copies.add(earlier, datagram);
    this.#account(connection);
    this.#sweep(datagram);
    return this.#take();
  }

  /** Messages that were decrypted later than they were received, and those of their copies that are known. */
  receiveLate(deliveries: readonly Delivery[]): readonly Delivery[] {
    return deliveries.length === 0 ? deliveries : this.#copies.follow(deliveries);
  }

  /** The capture ends: gives what is not complete. */
  end(): readonly Delivery[] {
    for (const connection of this.#connections.values()) this.#add(connection.finish());
    return this.#take();
  }

  /** Of the connections that are followed, those that carry no SIP. */
  countOpen(counts: ProtocolCounts): void {
    for (const connection of this.#connections.values()) countConnection(connection, counts);
  }

  #connection(flow: number, datagram: Datagram): TcpConnection {
    const pair = flow >> 1;
    const known = this.#connections.get(pair);
    if (known === undefined) return this.#open(flow, datagram);
    if (known.isReusedBy(known.number === flow ? 0 : 1, datagram)) {
      this.#close(pair, known);
      return this.#open(flow, datagram);
    }
    // Far from the limit the order does not matter.
    if (2 * this.#connections.size > this.#limits.connections) {
      this.#connections.delete(pair);
      this.#connections.set(pair, known);
    }
    return known;
  }

  #open(flow: number, datagram: Datagram): TcpConnection {
    if (this.#connections.size >= this.#limits.connections) this.#giveUpOldest(datagram);
    // Who answers a SYN did not send it.
    const isAnswer = (datagram.flags & (TCP.syn | TCP.ack)) === (TCP.syn | TCP.ack);
    const number = isAnswer ? this.#numbers.reverse(flow) : flow;
    const connection = new TcpConnection(number, this.#numbers, this.#context);
    this.#connections.set(flow >> 1, connection);
    return connection;
  }

  #close(pair: number, connection: TcpConnection): void {
    this.#add(connection.finish());
    countConnection(connection, this.#context.streams.protocols);
    this.#connections.delete(pair);
    this.#account(connection);
  }

  #giveUpOldest({ packet }: Datagram): void {
    for (const [pair, connection] of this.#connections) {
      if (!connection.isSilent) {
        const detail = `More than ${this.#limits.connections} TCP connections at a time: the one that was silent longest is given up.`;
        this.#context.streams.diagnostics.report('reasm-limit', { frame: packet.frame, detail });
      }
      this.#close(pair, connection);
      return;
    }
  }

  /** Forgets the numbers of connections that are followed no more. */
  #renumber(): void {
    const numbers = new FlowTable();
    const connections = new Map<number, TcpConnection>();
    for (const connection of this.#connections.values()) {
      connection.renumber(numbers);
      connections.set(connection.number >> 1, connection);
    }
    this.#numbers = numbers;
    this.#connections = connections;
    this.#copies.renumber();
  }

  /** Notes what the connection keeps and misses now. */
  #account(connection: TcpConnection): void {
    const { waitingBytes, missingSinceNs, settlingSinceNs } = connection;
    if (waitingBytes !== connection.countedBytes) {
      if (waitingBytes === 0) this.#waiting.delete(connection);
      else if (connection.countedBytes === 0) this.#waiting.add(connection);
      this.#waitingBytes += waitingBytes - connection.countedBytes;
      connection.countedBytes = waitingBytes;
    }
    if (missingSinceNs !== connection.listedMissingNs) {
      list(this.#missing, connection, missingSinceNs);
      connection.listedMissingNs = missingSinceNs;
    }
    if (settlingSinceNs !== connection.listedSettlingNs) {
      list(this.#settling, connection, settlingSinceNs);
      connection.listedSettlingNs = settlingSinceNs;
    }
  }

  /** Gives up what has been waited for long enough, and what there is no room for. */
  #sweep({ packet }: Datagram): void {
    if (this.#settling.size > 0) this.#giveUpDue(this.#settling, packet.timeNs - this.#limits.acknowledgedNs);
    if (this.#missing.size > 0) this.#giveUpDue(this.#missing, packet.timeNs - this.#limits.missingNs);
    if (this.#waitingBytes <= this.#limits.waitingBytes) return;
    const detail = `More than ${this.#limits.waitingBytes} bytes of TCP connections wait for others: the oldest are given up.`;
    this.#context.streams.diagnostics.report('reasm-limit', { frame: packet.frame, detail });
    for (const connection of this.#waiting) {
      if (this.#waitingBytes <= this.#limits.waitingBytes) return;
      this.#add(connection.finish());
      this.#account(connection);
    }
  }

  #giveUpDue(connections: Set<TcpConnection>, sinceNs: number): void {
    for (const connection of connections) {
      const listedNs = connections === this.#missing ? connection.listedMissingNs : connection.listedSettlingNs;
      if (listedNs > sinceNs) return;
      this.#add(connection.giveUp());
      this.#account(connection);
    }
  }

  #add(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) this.#deliveries.push(delivery);
  }

  #take(): readonly Delivery[] {
    if (this.#deliveries.length === 0 && !this.#copies.isReady) return noDeliveries;
    const deliveries = this.#deliveries;
    this.#deliveries = [];
    return this.#copies.follow(deliveries);
  }
}

function countConnection({ protocol, packets }: TcpConnection, counts: ProtocolCounts): void {
  if (protocol >= 0) counts.addConnection(protocol, packets);
}

/** Sets keep the order in which their members came. */
function list(connections: Set<TcpConnection>, connection: TcpConnection, sinceNs: number): void {
  connections.delete(connection);
  if (sinceNs !== Infinity) connections.add(connection);
}
