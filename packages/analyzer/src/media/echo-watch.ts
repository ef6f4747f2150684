import type { RtpPacket } from './rtp-packet.ts';

/** Packets of each direction that are remembered, by what is looked at of them. */
const places = 32;
/** Bytes that are looked at of a payload, from its middle on; as many of them at least are different, for silence is the same everywhere. */
const looked = 8;
const fewestValues = 5;
const shortest = 2 * looked;
/** What comes back later is no echo of a network. */
const latestMs = 500;

export type EchoFacts = {
  /** Packets that were compared, those that the other direction had shortly before, and the first of these. */
  readonly compared: number;
  readonly returned: number;
  readonly frame: number;
};

/** Whether payloads that went one way between two addresses come back the other way. What is encrypted, or encoded anew, is not known again. */
export class EchoWatch {
  readonly #sums = [new Int32Array(places), new Int32Array(places)] as const;
  readonly #times = [new Int32Array(places).fill(-0x8000_0000), new Int32Array(places).fill(-0x8000_0000)] as const;
  readonly #compared: [number, number] = [0, 0];
  readonly #returned: [number, number] = [0, 0];
  readonly #frames: [number, number] = [0, 0];

  receive(direction: 0 | 1, { bytes, payloadStart, payloadEnd, timeNs, frame }: RtpPacket): void {
    if (payloadEnd - payloadStart < shortest) return;
    const from = (payloadStart + payloadEnd) >> 1;
    let sum = 0x811c_9dc5 | 0;
    let values = 0;
    let seen = 0;
    for (let at = from; at < from + looked; at++) {
      const byte = bytes[at]!;
      sum = Math.imul(sum ^ byte, 0x0100_0193);
      const bit = 1 << (byte & 31);
      if ((seen & bit) === 0) values++;
      seen |= bit;
    }
    if (values < fewestValues) return;
    const place = (sum >>> 27) & (places - 1);
    const ms = (timeNs / 1e6) | 0;
    const isAgain = this.#sums[direction][place] === sum && ms - this.#times[direction][place]! <= latestMs;
    this.#times[direction][place] = ms;
    // A tone is the same in many packets, of whoever plays it.
    if (isAgain) return;
    const other = direction === 0 ? 1 : 0;
    this.#compared[direction]++;
    if (
      this.#sums[other][place] === sum &&
      ms - this.#times[other][place]! <= latestMs &&
      this.#returned[direction]++ === 0
    )
      this.#frames[direction] = frame;
    this.#sums[direction][place] = sum;
  }

  facts(direction: 0 | 1): EchoFacts {
    return {
      compared: this.#compared[direction],
      returned: this.#returned[direction],
      frame: this.#frames[direction],
    };
  }
}
