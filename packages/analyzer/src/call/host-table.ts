import { joined } from '../message/fingerprint.ts';
import type { FlowTable } from '../transport/flow-table.ts';

/** Hosts that are told to be one; further ones are not joined. */
const maxAliases = 10_000;
/** Calls that must have come in on one address and gone out from the other. */
const callsThatShow = 2;

/** Addresses as numbers, whatever their ports; and which of them are one host, as joined legs have shown. */
export class HostTable {
  readonly #flows: FlowTable;
  readonly #hostsByIp = new Map<string, number>();
  /** By endpoint. */
  readonly #hosts: (number | undefined)[] = [];
  /** By host, where it is not the host itself: a lower one that stands for it. */
  readonly #standsFor = new Map<number, number>();
  /** By the fingerprint of two hosts: how many calls came in on one and went out from the other. */
  readonly #shown = new Map<number, number>();

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  /** Who sends. */
  source(flow: number): number {
    const endpoint = this.#flows.sourceEndpoint(flow);
    return this.#whole(this.#hosts[endpoint] ?? this.#newHost(endpoint, this.#flows.sourceIp(flow)));
  }

  destination(flow: number): number {
    const endpoint = this.#flows.destinationEndpoint(flow);
    return this.#whole(this.#hosts[endpoint] ?? this.#newHost(endpoint, this.#flows.destinationIp(flow)));
  }

  /** A call came in on one and went out from the other: once more, and they are one host. */
  show(one: number, other: number): void {
    if (one === other || this.#shown.size >= maxAliases) return;
    const [low, high] = one < other ? [one, other] : [other, one];
    const pair = joined(low, high);
    const calls = (this.#shown.get(pair) ?? 0) + 1;
    this.#shown.set(pair, calls);
    if (calls === callsThatShow) this.#standsFor.set(high, low);
  }

  #whole(host: number): number {
    let whole = host;
    for (let next = this.#standsFor.get(host); next !== undefined; next = this.#standsFor.get(next)) whole = next;
    return whole;
  }

  #newHost(endpoint: number, ip: string): number {
    let host = this.#hostsByIp.get(ip);
    if (host === undefined) this.#hostsByIp.set(ip, (host = this.#hostsByIp.size));
    while (this.#hosts.length < endpoint) this.#hosts.push(undefined);
    this.#hosts[endpoint] = host;
    return host;
  }
}
