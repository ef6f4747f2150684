import type { LadderNatPair } from '../rows.ts';
import { endpointText, senderOf } from '../message/read-message.ts';
import { hostOf } from './ladder-lanes.ts';
import { isFirst, type LadderSource } from './ladder-source.ts';

/** Requests that prove a pair. */
const mostFrames = 8;

/**
 * Lanes of one element before and behind a network address translator, of captures from both sides of it: a request that leaves one address and appears with the same
 * branch from another one, where its topmost Via still names the first. A proxy would put its own Via there (RFC 3261 §16.6 step 8).
 */
export function natPairs(
  source: LadderSource,
  laneOf: (address: string) => number | undefined,
): readonly LadderNatPair[] {
  /** Who sent a request first, by Call-ID, CSeq, method and branch. */
  const senders = new Map<string, { readonly from: number; readonly frame: number; readonly address: string }>();
  const pairs = new Map<
    string,
    { readonly inside: number; readonly outside: number; sentence: string; frames: number[] }
  >();
  for (const [at, row] of source.rows.entries()) {
    const { kind, branch, callId = '', cseq = -1, method = '' } = row;
    const arrow = source.arrows[at];
    if (kind === 'response' || branch === undefined || arrow === undefined || !isFirst(arrow)) continue;
    const key = `${callId}\n${cseq}\n${method}\n${branch}`;
    const address = senderOf(row);
    const first = senders.get(key);
    if (first === undefined) {
      senders.set(key, { from: arrow.from, frame: row.frame, address });
      continue;
    }
    if (hostOf(first.address) === row.srcIp || sentBy(source, at) !== first.address) continue;
    const [inside, outside] = [laneOf(first.address), laneOf(address)];
    if (inside === undefined || outside === undefined) continue;
    const pair = pairs.get(`${inside} ${outside}`);
    if (pair === undefined) {
      const sentence = `What leaves ${first.address} comes from ${address} behind it, with the same Via.`;
      pairs.set(`${inside} ${outside}`, { inside, outside, sentence, frames: [first.frame, row.frame] });
    } else if (pair.frames.length < mostFrames) pair.frames.push(row.frame);
  }
  return [...pairs.values()];
}

/** Where the maker of a request says it is, with its port (5060 where it says none). */
function sentBy(source: LadderSource, at: number): string | undefined {
  const via = source.text(at)?.topVia;
  if (via === undefined) return undefined;
  const { host, port = 5060 } = via.sentBy;
  return endpointText(host.replace(/^\[([^\]]*)\]$/, '$1'), port);
}
