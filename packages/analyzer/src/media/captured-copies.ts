import { isCapturedAgain } from '../transport/captured-again.ts';

/** Packets remembered, of all streams: at 50,000 a second those of the last 150 ms or so. */
const places = 8192;
/** Of each: stream, sequence number, timestamp, identification. */
const width = 4;

/** The packets of streams captured last, so that one that is captured once more is known: by a second tap, or inside a tunnel and outside of it. */
export class CapturedCopies {
  readonly #packets = new Int32Array(places * width).fill(-1);
  readonly #timesNs = new Float64Array(places);

  /** Whether the same packet was captured before; else it is remembered. `stream`: a number that it has alone. */
  take(stream: number, sequence: number, timestamp: number, ipId: number, timeNs: number): boolean {
    const place = (Math.imul(stream, 0x9e37_79b1) + sequence) & (places - 1);
    const at = place * width;
    const packets = this.#packets;
    const isSame = packets[at] === stream && packets[at + 1] === sequence && packets[at + 2] === (timestamp | 0);
    if (isSame && isCapturedAgain(packets[at + 3]!, ipId, timeNs - this.#timesNs[place]!)) return true;
    packets[at] = stream;
    packets[at + 1] = sequence;
    packets[at + 2] = timestamp;
    packets[at + 3] = ipId;
    this.#timesNs[place] = timeNs;
    return false;
  }
}
