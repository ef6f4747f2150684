import type { SipMessage } from '@sipscope/parser';
import type { CallRow, Ladder, LadderMedia, MessageRow, StreamRow } from '../rows.ts';
import type { Negotiation } from '../session/negotiation.ts';
import type { ArrowDraft } from './ladder-arrows.ts';
import { addLegs, addTimers, ladderDialogs, ladderTransactions } from './ladder-bands.ts';
import type { LadderClock } from './ladder-clock.ts';
import { LadderEnds } from './ladder-ends.ts';
import { ladderLinks } from './ladder-links.ts';
import { ladderLosses } from './ladder-losses.ts';
import { mediaParts } from './ladder-media-parts.ts';
import { natPairs } from './ladder-nat.ts';
import { sessionTimers } from './ladder-session-timers.ts';
import { ArrowIndex, type LadderSource } from './ladder-source.ts';
import { addStates } from './ladder-states.ts';
import { ladderWaits } from './ladder-waits.ts';
import type { KnownToLadder } from './ladder.ts';

type Drawn = {
  readonly arrows: readonly ArrowDraft[];
  readonly rows: readonly MessageRow[];
  readonly text: (at: number) => SipMessage | undefined;
  readonly clock: LadderClock;
  readonly calls: readonly CallRow[];
  readonly media: readonly LadderMedia[];
  /** One each. */
  readonly streams: readonly StreamRow[];
  readonly negotiations: readonly Negotiation[];
  readonly laneOf: (address: string) => number;
  readonly known: KnownToLadder;
};

/** Everything of a ladder beside its lanes and arrows; arrows are told what is known of them besides. What there is none of is missing. */
export function ladderParts(drawn: Drawn): Omit<Ladder, 'lanes' | 'arrows' | 'started' | 'call' | 'calls'> {
  const source = sourceOf(drawn);
  addTimers(source);
  const legs = addLegs(source);
  const states = addStates(source, drawn.negotiations);
  const masksDigits = drawn.known.maskDigits === true;
  const { media, earlyMedia, digits } = mediaParts(source, drawn.streams, { media: drawn.media, masksDigits });
  const waits = ladderWaits(source);
  const timers = [...waits.timers, ...sessionTimers(source)].toSorted((a, b) => a.sinceStartMs - b.sinceStartMs);
  return present({
    media,
    legs,
    transactions: ladderTransactions(source),
    dialogs: ladderDialogs(source),
    links: ladderLinks(source),
    timers,
    ghosts: waits.ghosts.toSorted((a, b) => a.sinceStartMs - b.sinceStartMs),
    losses: ladderLosses(source),
    states,
    earlyMedia,
    digits,
    natPairs: natPairs(source, drawn.laneOf),
  });
}

function sourceOf({ arrows, rows, text, clock, calls, known }: Drawn): LadderSource {
  const ends = new LadderEnds();
  const acks = new Set<string>();
  for (const [at, row] of rows.entries()) {
    const arrow = arrows[at];
    if (arrow === undefined) continue;
    ends.receive(row, arrow.from, arrow.to);
    if (row.method === 'ACK') acks.add(`${row.callId ?? ''}\n${row.cseq ?? -1}`);
  }
  const index = new ArrowIndex(rows);
  const shown = (known.transactions ?? []).filter(({ id }) => index.ofTransaction(id).length > 0);
  const { started, ended } = known.captured ?? {};
  return {
    arrows,
    rows,
    text,
    clock,
    ends,
    calls,
    index,
    hasAck: (callId, cseq) => acks.has(`${callId}\n${cseq}`),
    transactions: new Map(shown.map((row) => [row.id, row])),
    capturedFromMs: started === undefined ? undefined : clock.sinceStartMs(started),
    capturedUntilMs: ended === undefined ? undefined : clock.sinceStartMs(ended),
  };
}

/** Without the lists that are empty. */
function present<Lists extends Readonly<Record<string, readonly unknown[]>>>(lists: Lists): Partial<Lists> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<Lists>;
}
