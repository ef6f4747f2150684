import type { SdpLine, SessionDescription } from '@sipscope/parser';
import { spanOf } from './sdp-places.ts';

type Described = { readonly sdp: SessionDescription };

/** Whether two descriptions say the same but for their o= lines, in whatever order their sections have the attributes. */
export function saysSame(one: Described, other: Described): boolean {
  return changedLine(one.sdp, other.sdp) === undefined;
}

/** The first line of the later description that the earlier one has not in the same section; of one that only lost lines, `no ` and the line lost. o= lines are not compared. */
export function changedLine(before: SessionDescription, now: SessionDescription): string | undefined {
  const known = new Map<string, number>();
  for (const key of keysOf(before)) known.set(key, (known.get(key) ?? 0) + 1);
  for (const key of keysOf(now)) {
    const left = known.get(key) ?? 0;
    if (left === 0) return textOf(key);
    known.set(key, left - 1);
  }
  for (const [key, left] of known) if (left > 0) return `no ${textOf(key)}`;
  return undefined;
}

/** Each line behind the number of its section. */
function keysOf(sdp: SessionDescription): readonly string[] {
  const keys: string[] = [];
  let section = 0;
  for (const line of sdp.lines) {
    if (line.type === 'm') section++;
    if (line.type !== 'o') keys.push(`${section} ${lineText(sdp, line)}`);
  }
  return keys;
}

function textOf(key: string): string {
  return key.slice(key.indexOf(' ') + 1);
}

/** A line of a description as text, without its line break. */
export function lineText(sdp: SessionDescription, line: SdpLine): string {
  const [start, end] = spanOf(line);
  return decoder.decode(sdp.bytes.subarray(start - sdp.span[0], end - sdp.span[0]));
}

const decoder = new TextDecoder('latin1');
