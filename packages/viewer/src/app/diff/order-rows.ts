import { alignInOrder, litMiddle } from '@sipscope/analyzer';
import { diffArrays } from 'diff';
import { textLines } from '../message/byte-text.ts';
import type { DiffRow, DiffRows } from './diff-row.ts';

/** Differences beyond these are not followed: two texts that have nothing in common cost the square of their lengths. */
const limits = { timeout: 500, maxEditLength: 4000 } as const;

/** A line as it is shown, what it is compared by, and where it stands. */
export type OrderedLine = {
  readonly text: string;
  readonly key: string;
  /** The same where only what always differs is different. */
  readonly steadyKey: string;
  readonly start: number;
  readonly end: number;
};

/** Lines of two texts that stand together. */
export type LineHunk = {
  readonly isSame: boolean;
  readonly left: readonly OrderedLine[];
  readonly right: readonly OrderedLine[];
};

/** Line by line as they come, what is common found by jsdiff. */
export function orderRows(left: Uint8Array, right: Uint8Array): DiffRows {
  const { hunks, gaveUp } = lineHunks(orderedLines(left), orderedLines(right));
  return { rows: hunks.flatMap(hunkRows), gaveUp };
}

const latin1 = new TextDecoder('latin1');

export function orderedLines(bytes: Uint8Array): readonly OrderedLine[] {
  return textLines(bytes).map(({ start, end, runs }) => {
    const key = latin1.decode(bytes.subarray(start, end));
    return { text: runs.map((run) => run.text).join(''), key, steadyKey: steady(key), start, end };
  });
}

/** What differs between any two messages, put to rest. Each pattern stands at the line's start or takes what no separator is in, so none looks back. */
export function steady(line: string): string {
  if (/^(?:call-id|i|timestamp|date|content-length|l|session-id|rseq|rack)[ \t]*:/i.test(line))
    return line.slice(0, line.indexOf(':'));
  if (/^cseq[ \t]*:/i.test(line)) return line.replace(/\d+/, '');
  if (line.startsWith('o=')) return 'o=';
  return line
    .replaceAll(/;[ \t]*(branch|tag)[ \t]*=[^;,\s>]*/gi, ';$1')
    .replaceAll(/\b(nonce|cnonce|response|opaque|nc|icid-value)="?[^",;\s]*"?/gi, '$1');
}

export function lineHunks(
  left: readonly OrderedLine[],
  right: readonly OrderedLine[],
): { readonly hunks: readonly LineHunk[]; readonly gaveUp: boolean } {
  const changes = diffArrays([...left], [...right], { comparator: (one, other) => one.key === other.key, ...limits });
  if (changes === undefined) return { hunks: [{ isSame: false, left, right }], gaveUp: true };
  const hunks: LineHunk[] = [];
  let [leftAt, rightAt] = [0, 0];
  for (const { added, removed, count } of changes) {
    const isSame = !added && !removed;
    const before = leftAt;
    const beforeRight = rightAt;
    if (!added) leftAt += count;
    if (!removed) rightAt += count;
    const hunk = { isSame, left: left.slice(before, leftAt), right: right.slice(beforeRight, rightAt) };
    const last = hunks.at(-1);
    // What was taken out and what was put in its place belong together.
    if (!isSame && last?.isSame === false)
      hunks[hunks.length - 1] = { isSame, left: [...last.left, ...hunk.left], right: [...last.right, ...hunk.right] };
    else hunks.push(hunk);
  }
  return { hunks, gaveUp: false };
}

function hunkRows(hunk: LineHunk): readonly DiffRow[] {
  if (hunk.isSame) return hunk.left.map(({ text }) => ({ kind: 'same', left: [{ text }], right: [{ text }] }));
  return linePairs(hunk).map(([left, right]) => lineRow(left, right));
}

/** The lines of both sides that stand beside each other: within what differs, those of the same header or the same type of line. */
export function linePairs({
  isSame,
  left,
  right,
}: LineHunk): readonly (readonly [OrderedLine | undefined, OrderedLine | undefined])[] {
  if (isSame) return left.map((line, at) => [line, right[at]]);
  return alignInOrder(left, right, ({ key }) => nameOf(key)).map((pair) => [pair.left, pair.right]);
}

/** `via` of `Via: …`, `a=rtpmap` of `a=rtpmap:0 …`. */
function nameOf(line: string): string {
  const colon = line.slice(0, 60).indexOf(':');
  return colon === -1 ? line.slice(0, 2) : line.slice(0, colon).trimEnd().toLowerCase();
}

function lineRow(left: OrderedLine | undefined, right: OrderedLine | undefined): DiffRow {
  if (left === undefined) return { kind: 'right', right: [{ text: right?.text ?? '', lit: true }] };
  if (right === undefined) return { kind: 'left', left: [{ text: left.text, lit: true }] };
  const varying = left.steadyKey === right.steadyKey ? { varying: true as const } : {};
  // Two lines may look alike and be of different bytes.
  if (left.text === right.text)
    return {
      kind: 'changed',
      left: [{ text: left.text, lit: true }],
      right: [{ text: right.text, lit: true }],
      ...varying,
    };
  return {
    kind: 'changed',
    left: litMiddle(left.text, right.text),
    right: litMiddle(right.text, left.text),
    ...varying,
  };
}
