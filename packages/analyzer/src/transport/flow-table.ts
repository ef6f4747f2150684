import type { Datagram } from '../network/datagram.ts';
import type { Transport } from '../rows.ts';
import { EndpointTable } from './endpoint-table.ts';
import { RecentFlows } from './recent-flows.ts';
import { TabulationHash } from './tabulation-hash.ts';

/** Two addresses in some bytes, and their ports. */
export type Addressed = Pick<
  Datagram,
  'bytes' | 'addressLength' | 'sourceAt' | 'destinationAt' | 'sourcePort' | 'destinationPort'
>;

/** An address of 4 or 16 bytes at `at`, and a port. */
export type Address = {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly length: 4 | 16;
  readonly port: number;
};

/** Transport (1) lower endpoint (4) higher endpoint (4). */
const KEY_BYTES = 9;

const transports: readonly Transport[] = ['UDP', 'TCP', 'TLS', 'SCTP', 'WS', 'WSS'];

export type FlowTableSize = { readonly endpoints: number; readonly pairs: number };

/** Endpoints as their table keeps them; of each pair its transport, its lower and its higher endpoint. */
export type AddedFlows = { readonly endpoints: Uint8Array; readonly pairs: readonly number[] };

/**
 * Numbers the flows of a capture: a transport, two endpoints and a direction. The two directions of one pair of endpoints
 * have neighbouring numbers, 2n and 2n + 1.
 */
export class FlowTable {
  readonly #endpoints = new EndpointTable();
  readonly #hash = new TabulationHash(KEY_BYTES);
  readonly #key = new Uint8Array(KEY_BYTES);
  /** Pair + 1, 0 where free. */
  #slots = new Int32Array(128);
  readonly #recent = new RecentFlows();
  readonly #pairTransport: number[] = [];
  readonly #pairLow: number[] = [];
  readonly #pairHigh: number[] = [];

  /** How many pairs of endpoints are numbered. */
  get pairs(): number {
    return this.#pairLow.length;
  }

  /** The number of the flow that carried `datagram`. */
  flow(datagram: Addressed, transport: Transport = 'UDP'): number {
    const isRemembered = RecentFlows.takes(datagram, transport);
    const recent = isRemembered ? this.#recent.find(datagram) : -1;
    if (recent >= 0) return recent;
    const flow = this.#flow(this.#source(datagram), this.#destination(datagram), transport);
    if (isRemembered) this.#recent.add(flow);
    return flow;
  }

  #source({ bytes, sourceAt, addressLength, sourcePort }: Addressed): number {
    return this.#endpoints.endpoint(bytes, sourceAt, addressLength, sourcePort);
  }

  #destination({ bytes, destinationAt, addressLength, destinationPort }: Addressed): number {
    return this.#endpoints.endpoint(bytes, destinationAt, addressLength, destinationPort);
  }

  /** The number of the flow from one address to another, which may be of different versions of IP. */
  flowBetween(from: Address, to: Address, transport: Transport): number {
    const source = this.#endpoints.endpoint(from.bytes, from.at, from.length, from.port);
    const destination = this.#endpoints.endpoint(to.bytes, to.at, to.length, to.port);
    return this.#flow(source, destination, transport);
  }

  #flow(source: number, destination: number, transport: Transport): number {
    const code = transports.indexOf(transport);
    return source <= destination
      ? 2 * this.#pair(code, source, destination)
      : 2 * this.#pair(code, destination, source) + 1;
  }

  /** The addresses of a flow, for another table: to be used before this one gets more flows. */
  addressed(flow: number): Addressed {
    const source = this.#endpoints.address(this.sourceEndpoint(flow));
    const destination = this.#endpoints.address(this.destinationEndpoint(flow));
    return {
      bytes: source.bytes,
      addressLength: source.length,
      sourceAt: source.at,
      destinationAt: destination.at,
      sourcePort: this.sourcePort(flow),
      destinationPort: this.destinationPort(flow),
    };
  }

  /** How many endpoints and pairs of them there are: what is added from here on, `from` gives. */
  get size(): FlowTableSize {
    return { endpoints: this.#endpoints.count, pairs: this.#pairLow.length };
  }

  /** What came after the table was of that size, for `adopt`. */
  from({ endpoints, pairs }: FlowTableSize): AddedFlows {
    const added: number[] = [];
    for (let pair = pairs; pair < this.#pairLow.length; pair++)
      added.push(this.#pairTransport[pair]!, this.#pairLow[pair]!, this.#pairHigh[pair]!);
    return { endpoints: this.#endpoints.from(endpoints), pairs: added };
  }

  /** Takes the next numbers for the flows that another table has given them. None is looked up here any more. */
  adopt({ endpoints, pairs }: AddedFlows): void {
    this.#endpoints.adopt(endpoints);
    for (let at = 0; at < pairs.length; at += 3) {
      this.#pairTransport.push(pairs[at]!);
      this.#pairLow.push(pairs[at + 1]!);
      this.#pairHigh.push(pairs[at + 2]!);
    }
  }

  /** The flow of the opposite direction. */
  reverse(flow: number): number {
    // An endpoint that sends to itself has one direction.
    return this.sourceEndpoint(flow) === this.destinationEndpoint(flow) ? flow : flow ^ 1;
  }

  transport(flow: number): Transport {
    // Every pair was made with an index into `transports`.
    return transports[this.#pairTransport[flow >> 1]!]!;
  }

  sourceEndpoint(flow: number): number {
    return ((flow & 1) === 0 ? this.#pairLow : this.#pairHigh)[flow >> 1] ?? -1;
  }

  destinationEndpoint(flow: number): number {
    return ((flow & 1) === 0 ? this.#pairHigh : this.#pairLow)[flow >> 1] ?? -1;
  }

  sourceIp(flow: number): string {
    return this.#endpoints.ip(this.sourceEndpoint(flow));
  }

  sourcePort(flow: number): number {
    return this.#endpoints.port(this.sourceEndpoint(flow));
  }

  destinationIp(flow: number): string {
    return this.#endpoints.ip(this.destinationEndpoint(flow));
  }

  destinationPort(flow: number): number {
    return this.#endpoints.port(this.destinationEndpoint(flow));
  }

  /** `ip:port`, an IPv6 address in brackets. */
  source(flow: number): string {
    return this.endpoint(this.sourceEndpoint(flow));
  }

  destination(flow: number): string {
    return this.endpoint(this.destinationEndpoint(flow));
  }

  /** The `ip:port` of an endpoint's number. */
  endpoint(endpoint: number): string {
    return this.#endpoints.text(endpoint);
  }

  #pair(transport: number, low: number, high: number): number {
    if (2 * this.#pairLow.length >= this.#slots.length) this.#grow();
    const slot = this.#slotOf(transport, low, high);
    const found = this.#slots[slot]! - 1;
    if (found >= 0) return found;
    this.#pairTransport.push(transport);
    this.#pairLow.push(low);
    this.#slots[slot] = this.#pairHigh.push(high);
    return this.#pairLow.length - 1;
  }

  /** Where the pair stands, or the free place where it belongs. */
  #slotOf(transport: number, low: number, high: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hashOf(transport, low, high) & mask;
    for (;;) {
      const pair = this.#slots[slot]! - 1;
      if (pair < 0) return slot;
      const isSame = this.#pairLow[pair] === low && this.#pairHigh[pair] === high;
      if (isSame && this.#pairTransport[pair] === transport) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #hashOf(transport: number, low: number, high: number): number {
    const key = this.#key;
    key[0] = transport;
    for (let i = 0; i < 4; i++) {
      key[1 + i] = low >>> (8 * i);
      key[5 + i] = high >>> (8 * i);
    }
    return this.#hash.of(key, 0, KEY_BYTES);
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let pair = 0; pair < this.#pairLow.length; pair++) {
      const slot = this.#slotOf(this.#pairTransport[pair]!, this.#pairLow[pair]!, this.#pairHigh[pair]!);
      this.#slots[slot] = pair + 1;
    }
  }
}
