import type { CallStream } from './call-streams.ts';
import type { MediaProblem } from './media-problem.ts';

/** Packets with another code point may be a few, such as the first ones. */
const fewestPackets = 50;

/**
 * Where audio of a call is marked otherwise than the same audio a hop before, or than that of the other direction (RFC 4594 §4.1 and RFC 8837 want EF of all of it). A call whose audio is all marked alike
 * is nobody's fault: what its network does with it, the capture does not tell.
 */
export function dscpProblem(stream: CallStream, all: readonly CallStream[]): MediaProblem | undefined {
  const own = markOf(stream);
  if (own === undefined) return undefined;
  const before = all.find(({ number }) => number === stream.relayOf);
  const mark = before === undefined ? undefined : markOf(before);
  if (before !== undefined && mark !== undefined && mark !== own)
    return problem(stream, before, `Marked ${nameOf(own)} here, and ${nameOf(mark)} a hop before.`);
  const other = all.find(
    (one) => one.from !== stream.from && one.from !== undefined && isOrigin(one) && isOrigin(stream),
  );
  const otherMark = other === undefined || stream.from === undefined ? undefined : markOf(other);
  // Of the two, the one with less.
  if (other === undefined || otherMark === undefined || otherMark <= own) return undefined;
  return problem(stream, other, `Marked ${nameOf(own)}, where the other direction is marked ${nameOf(otherMark)}.`);
}

function isOrigin({ relayOf, isAudio }: CallStream): boolean {
  return relayOf < 0 && isAudio;
}

function markOf({ dscp, packets, isAudio }: CallStream): number | undefined {
  return isAudio && packets >= fewestPackets ? dscp : undefined;
}

function problem(stream: CallStream, other: CallStream, text: string): MediaProblem {
  return { code: 'dscp-differs', text, frames: [stream.firstFrame, other.firstFrame] };
}

/** `EF (46)`: RFC 3246, RFC 2597, RFC 2474 §4.2.2, RFC 5865. */
export function nameOf(dscp: number): string {
  if (dscp === 46) return `EF (${dscp})`;
  if (dscp === 44) return `VOICE-ADMIT (${dscp})`;
  if (dscp % 8 === 0) return `CS${dscp / 8} (${dscp})`;
  const [group, drop] = [dscp >> 3, (dscp & 7) / 2];
  return group >= 1 && group <= 4 && Number.isInteger(drop) ? `AF${group}${drop} (${dscp})` : `${dscp}`;
}
