import type { FlowTable } from '../transport/flow-table.ts';

/** Hops: the unordered pairs of addresses between which messages travel, whatever their ports (NAT may change those). */
export class HopTable {
  readonly #flows: FlowTable;
  readonly #hopsByAddresses = new Map<string, number>();
  readonly #hopsByFlow: number[] = [];

  constructor(flows: FlowTable) {
    this.#flows = flows;
  }

  hop(flow: number): number {
    return (this.#hopsByFlow[flow] ??= this.#newHop(flow));
  }

  #newHop(flow: number): number {
    const source = this.#flows.sourceIp(flow);
    const destination = this.#flows.destinationIp(flow);
    const key = source < destination ? `${source} ${destination}` : `${destination} ${source}`;
    const hop = this.#hopsByAddresses.get(key) ?? this.#hopsByAddresses.size;
    this.#hopsByAddresses.set(key, hop);
    return hop;
  }
}
