import { isCapturedAgain } from '../../transport/captured-again.ts';
import { capturedAgainNs } from './report-limits.ts';
import { RTCP } from './rtcp-type.ts';

/** Datagrams remembered, of all flows. */
const places = 1024;
/** Of each: flow, hash, length, identification. */
const width = 4;
/** Of a datagram, so many bytes tell it from others: a sender report and some report blocks. */
const hashedBytes = 128;

/** The datagrams of RTCP captured last, so that one that is captured once more is known: by a second tap, or inside a tunnel and outside of it. */
export class RecentDatagrams {
  readonly #datagrams = new Int32Array(places * width).fill(-1);
  readonly #timesNs = new Float64Array(places);

  /** Whether the same datagram was captured before; else it is remembered. */
  take(bytes: Uint8Array, start: number, end: number, flow: number, ipId: number, timeNs: number): boolean {
    const hash = hashOf(bytes, start, Math.min(end, start + hashedBytes));
    const place = (hash ^ Math.imul(flow, 0x9e37_79b1)) & (places - 1);
    const at = place * width;
    const known = this.#datagrams;
    const gapNs = timeNs - this.#timesNs[place]!;
    const isSame = known[at] === flow && known[at + 1] === hash && known[at + 2] === end - start;
    // No two sender reports are equal: they have the time.
    const hasTime = bytes[start + 1] === RTCP.senderReport && Math.abs(gapNs) < capturedAgainNs;
    if (isSame && (hasTime || isCapturedAgain(known[at + 3]!, ipId, gapNs))) return true;
    known[at] = flow;
    known[at + 1] = hash;
    known[at + 2] = end - start;
    known[at + 3] = ipId;
    this.#timesNs[place] = timeNs;
    return false;
  }
}

/** FNV-1a. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c_9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x0100_0193);
  return hash;
}
