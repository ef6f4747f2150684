import type { Transport } from '../rows.ts';
import type { Addressed } from './flow-table.ts';
import { wordView } from './word-view.ts';

const places = 256;
const width = 4;

/** Flows of UDP between IPv4 addresses seen lately: most datagrams are of few flows, and comparing three numbers is cheaper than looking up two endpoints. */
export class RecentFlows {
  /** Both addresses, the ports, and the flow's number plus one. */
  readonly #seen = new Int32Array(width * places);
  #source = 0;
  #destination = 0;
  #ports = 0;
  #at = 0;

  static takes({ addressLength }: Addressed, transport: Transport): boolean {
    return addressLength === 4 && transport === 'UDP';
  }

  /** -1 where it was not seen lately: `add` then remembers it. */
  find({ bytes, sourceAt, destinationAt, sourcePort, destinationPort }: Addressed): number {
    const words = wordView(bytes);
    this.#source = words.getInt32(bytes.byteOffset + sourceAt);
    this.#destination = words.getInt32(bytes.byteOffset + destinationAt);
    this.#ports = (sourcePort << 16) | destinationPort;
    const mixed = Math.imul(this.#source ^ Math.imul(this.#destination, 0x9e3779b1) ^ this.#ports, 0x85ebca6b);
    this.#at = width * (mixed >>> 24);
    const seen = this.#seen;
    const isSame =
      seen[this.#at] === this.#source && seen[this.#at + 1] === this.#destination && seen[this.#at + 2] === this.#ports;
    return isSame ? seen[this.#at + 3]! - 1 : -1;
  }

  /** The flow of the addresses that were looked for last. */
  add(flow: number): void {
    this.#seen[this.#at] = this.#source;
    this.#seen[this.#at + 1] = this.#destination;
    this.#seen[this.#at + 2] = this.#ports;
    this.#seen[this.#at + 3] = flow + 1;
  }
}
