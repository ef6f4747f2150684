import type { RtcpFault } from './rtcp-packet.ts';

/** Beyond, a datagram is not read any further: it is not meant to be read. */
const maxFaults = 8;

/** What is wrong with a datagram of RTCP, in the order in which it was found. */
export class Faults {
  readonly list: RtcpFault[] = [];
  /** The end of the datagram was not captured. */
  readonly isCut: boolean;
  readonly #start: number;

  constructor(start: number, isCut: boolean) {
    this.#start = start;
    this.isCut = isCut;
  }

  get isFull(): boolean {
    return this.list.length >= maxFaults;
  }

  /** `at`: an offset into the bytes that the datagram stands in. Of what was cut nothing is told: all that can be wrong there is that it ends. */
  add(at: number, detail: string): void {
    if (!this.isCut && !this.isFull) this.list.push({ at: at - this.#start, detail });
  }
}
