import type { RtcpLossRow } from '../../rows/rtcp-row.ts';
import type { ReportBlock } from './rtcp-packet.ts';
import type { SentPackets } from './sender-figures.ts';
import type { StreamCounts } from './stream-counts.ts';

/** What both had lost up to one sequence number. */
type Sample = {
  /** Since the tap saw the first packet. */
  readonly expected: number;
  readonly atTap: number;
  readonly atReceiver: number;
  /** By so many `atTap` may be too large. */
  readonly doubt: number;
  /** Of duplicates at the tap, which may make a receiver count less loss. */
  readonly duplicates: number;
};

/** So far behind the highest number at the tap a report may be: some seconds of video. */
const maxBehind = 10_000;
/** And so far ahead of it, if packets took another way. */
const maxAhead = 500;

/** What was lost over some packets. */
type Losses = {
  packets: number;
  atTap: number;
  atReceiver: number;
  doubt: number;
  duplicates: number;
};

/**
 * Sets the losses that a receiver reports beside those at the tap, up to the same sequence number each: from report to report, so that it does not matter what was before the capture. A
 * receiver that begins to count anew is followed from there.
 */
export class LossComparison {
  /** The first report of all, and of those that count on, and the last. */
  #first: Sample | undefined;
  #begin: Sample | undefined;
  #last: Sample | undefined;
  /** Of what was counted before it began anew. */
  readonly #before: Losses = { packets: 0, atTap: 0, atReceiver: 0, doubt: 0, duplicates: 0 };
  #lostBefore = 0;

  receive(block: ReportBlock, counts: StreamCounts): void {
    const sample = sampleOf(block, counts, this.#lostBefore);
    this.#lostBefore = counts.lost;
    if (sample === undefined) return;
    this.#first ??= sample;
    if (this.#begin === undefined) this.#begin = sample;
    else if (this.#last !== undefined && !isNext(this.#last, sample)) {
      add(this.#before, this.#begin, this.#last);
      this.#begin = sample;
    }
    this.#last = sample;
  }

  /** `isSinceStart`: all that the sender has sent was captured, or lost. */
  row(isSinceStart: boolean): RtcpLossRow | undefined {
    const first = this.#first;
    if (first === undefined || this.#begin === undefined || this.#last === undefined) return undefined;
    const between = { ...this.#before };
    add(between, this.#begin, this.#last);
    const row = between.packets > 0 ? rowOf(between, true) : undefined;
    // What its first report tells counts too, unless it may be of what was before the capture.
    if (first.doubt > 0 || !(isSinceStart || first.atReceiver <= first.atTap)) return row;
    const whole = { ...between };
    add(whole, nothing, first);
    // A receiver may begin later than the tap: what it has not lost then, it need not have.
    return row?.missedByCapture === undefined ? rowOf(whole, false) : row;
  }
}

const nothing: Sample = { expected: 0, atTap: 0, atReceiver: 0, doubt: 0, duplicates: 0 };

function add(losses: Losses, from: Sample, to: Sample): void {
  losses.packets += to.expected - from.expected;
  losses.atTap += to.atTap - from.atTap;
  losses.atReceiver += to.atReceiver - from.atReceiver;
  losses.doubt += from.doubt + to.doubt;
  losses.duplicates += to.duplicates - from.duplicates;
}

/** `lostBefore`: at the tap, when the report before came. */
function sampleOf(block: ReportBlock, counts: StreamCounts, lostBefore: number): Sample | undefined {
  const { expected, lost, highest, duplicates } = counts;
  const behind = ((highest - block.extendedHighest) << 16) >> 16;
  // What is far away is of another sequence.
  if (expected === 0 || behind > Math.min(maxBehind, expected - 1) || behind < -maxAhead) return undefined;
  const atReceiver = block.cumulativeLost;
  // What the tap has not seen yet may have taken another way.
  if (behind < 0) return { expected: expected - behind, atTap: lost - behind, atReceiver, doubt: -behind, duplicates };
  const among = behind === 0 ? 0 : counts.lostAmong(behind);
  const doubt = among >= 0 ? 0 : Math.min(behind, Math.max(0, lost - lostBefore));
  return { expected: expected - behind, atTap: lost - Math.max(0, among), atReceiver, doubt, duplicates };
}

/** Whether a receiver has gone on counting. It cannot have lost more than there was. */
function isNext(last: Sample, { expected, atReceiver }: Sample): boolean {
  const packets = expected - last.expected;
  const lost = atReceiver - last.atReceiver;
  return packets >= 0 && lost <= packets && lost >= -packets;
}

/** `mayMiss`: whether what the receiver has lost less was missed by the capture. */
function rowOf({ packets, atTap, atReceiver, doubt: precision, duplicates }: Losses, mayMiss: boolean): RtcpLossRow {
  const lostAtTap = Math.max(0, atTap);
  const lostAtReceiver = atReceiver;
  const difference = lostAtReceiver - lostAtTap;
  const isAfter = difference > precision;
  const isMissed = mayMiss && -difference > precision + duplicates + tolerance && lostAtReceiver >= 0;
  const missedByCapture = isMissed ? -difference : 0;
  const lostBeforeTap = lostAtTap - missedByCapture;
  const lostAfterTap = isAfter ? difference : 0;
  return {
    packets,
    lostAtTap,
    lostAtReceiver,
    lostBeforeTap,
    lostAfterTap,
    ...(isMissed ? { missedByCapture } : {}),
    precision,
    text: sentence(packets, lostBeforeTap, lostAfterTap, missedByCapture),
  };
}

/** A duplicate or two on the way make a receiver count less loss than there was. */
const tolerance = 2;

function sentence(packets: number, before: number, after: number, missed: number): string {
  const capture =
    missed === 0 ? '' : ` The receiver got ${missed} that the capture has not: they were missed by the capture.`;
  if (before === 0 && after === 0)
    return missed === 0
      ? `Of ${packets} packets none was lost, neither before the tap nor behind it.`
      : `Of ${packets} packets none was lost.${capture}`;
  if (after === 0) return `Of ${packets} packets ${were(before)} lost before the tap and none behind it.${capture}`;
  if (before === 0) return `All of ${packets} packets passed the tap, and ${were(after)} lost behind it.`;
  return `Of ${packets} packets ${were(before)} lost before the tap and ${after} more behind it.`;
}

function were(count: number): string {
  return count === 1 ? '1 was' : `${count} were`;
}

/** Of a stream that nobody reports on: by what its sender counts. Packets and reports may overtake each other. */
export function lossBySender({ sent, seen, expected }: SentPackets): RtcpLossRow | undefined {
  if (sent <= 0 || expected < seen) return undefined;
  const isOne = Math.abs(sent - expected) <= tolerance;
  const lostBeforeTap = isOne ? expected - seen : Math.max(0, sent - seen);
  const lost = lostBeforeTap === 0 ? 'and none was' : `of which ${were(lostBeforeTap)}`;
  return {
    packets: sent,
    lostAtTap: expected - seen,
    lostBeforeTap,
    precision: isOne ? 0 : tolerance,
    text: `Between its reports the sender counts ${sent} packets, ${lost} lost before the tap.`,
  };
}
