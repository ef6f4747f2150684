import type { Ladder, LadderArrow } from '@sipscope/analyzer';
import type { LadderLayout } from './ladder-row.ts';

const texts = new WeakMap<Ladder, readonly string[]>();

/** Rows of the arrows in which a text is, itself or folded: in what is written, its Call-ID, its session description, its frame number; `#17` is that frame alone. */
export function findInLadder({ ladder, rowOfArrow }: LadderLayout, query: string): readonly number[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [];
  const frame = /^#\d{1,15}$/.test(wanted) ? Number(wanted.slice(1)) : undefined;
  const searched = textsOf(ladder);
  const rows = new Set<number>();
  for (const [at, arrow] of ladder.arrows.entries()) {
    const isFound = frame === undefined ? searched[at]?.includes(wanted) === true : arrow.frame === frame;
    if (isFound) rows.add(rowOfArrow[at] ?? 0);
  }
  return [...rows].toSorted((one, other) => one - other);
}

/** Written once a ladder: looking for the next letter takes milliseconds, of twenty thousand arrows too. */
function textsOf(ladder: Ladder): readonly string[] {
  const known = texts.get(ladder);
  if (known !== undefined) return known;
  const written = ladder.arrows.map((arrow) => searchText(arrow).toLowerCase());
  texts.set(ladder, written);
  return written;
}

function searchText(arrow: LadderArrow): string {
  const { frame, label, method, callId, transport, sdp, agreed, cseq, notes = [] } = arrow;
  const media = sdp?.media.map((one) => [one.kind, one.address, one.port, one.direction, ...one.codecs].join(' '));
  return [
    `#${frame}`,
    label,
    method,
    cseq === undefined ? '' : `${cseq} ${method}`,
    callId,
    transport,
    ...(sdp === undefined ? [] : ['sdp', sdp.role, ...(media ?? [])]),
    ...notes,
    ...(agreed ?? []).map(({ codec }) => codec),
  ]
    .filter((part) => part !== undefined)
    .join('\n');
}

/** The match after, or before, a row; round and round. */
export function nextMatch(matches: readonly number[], row: number, step: 1 | -1): number | undefined {
  const found = step === 1 ? matches.find((match) => match > row) : matches.findLast((match) => match < row);
  return found ?? (step === 1 ? matches[0] : matches.at(-1));
}
