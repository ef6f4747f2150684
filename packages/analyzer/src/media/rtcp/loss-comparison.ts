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

/**
 * Sets the losses that a receiver reports beside those at the tap, up to the same sequence number each: from report to report, so that it does not matter what was before the capture. A
 * receiver that begins to count anew is followed from there.
 */
export class LossComparison {
  #first: Sample | undefined;
  #last: Sample | undefined;
  /** Of runs that are over. */
  #packets = 0;
  #atTap = 0;
  #atReceiver = 0;
  #doubt = 0;
  #duplicates = 0;
  #lostBefore = 0;

  receive(block: ReportBlock, counts: StreamCounts): void {
    const sample = sampleOf(block, counts, this.#lostBefore);
    this.#lostBefore = counts.lost;
    if (sample === undefined) return;
    const last = this.#last;
    if (last === undefined) this.#first = beginOf(sample);
    else if (!isNext(last, sample)) {
      this.#endRun();
      this.#first = sample;
    }
    this.#last = sample;
  }

  row(): RtcpLossRow | undefined {
    const first = this.#first;
    const last = this.#last;
    if (first === undefined || last === undefined) return undefined;
    const packets = this.#packets + last.expected - first.expected;
    if (packets <= 0) return undefined;
    const atTap = this.#atTap + last.atTap - first.atTap;
    const atReceiver = this.#atReceiver + last.atReceiver - first.atReceiver;
    return rowOf({
      packets,
      lostAtTap: Math.max(0, atTap),
      lostAtReceiver: atReceiver,
      precision: this.#doubt + first.doubt + last.doubt,
      duplicates: this.#duplicates + last.duplicates - first.duplicates,
    });
  }

  #endRun(): void {
    const first = this.#first;
    const last = this.#last;
    if (first === undefined || last === undefined) return;
    this.#packets += last.expected - first.expected;
    this.#atTap += last.atTap - first.atTap;
    this.#atReceiver += last.atReceiver - first.atReceiver;
    this.#doubt += first.doubt + last.doubt;
    this.#duplicates += last.duplicates - first.duplicates;
  }
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

/**
 * Where a comparison begins. A receiver that has lost no more than the tap up to its first report has lost nothing before: it is compared from the first packet at the tap. Else it may have
 * lost that before the capture began.
 */
function beginOf(sample: Sample): Sample {
  const { atTap, atReceiver, doubt } = sample;
  if (atReceiver > atTap || doubt > 0) return sample;
  return { expected: 0, atTap: 0, atReceiver: 0, doubt: 0, duplicates: 0 };
}

/** Whether a receiver has gone on counting. It cannot have lost more than there was. */
function isNext(last: Sample, { expected, atReceiver }: Sample): boolean {
  const packets = expected - last.expected;
  const lost = atReceiver - last.atReceiver;
  return packets >= 0 && lost <= packets && lost >= -packets;
}

type Compared = Pick<RtcpLossRow, 'packets' | 'lostAtTap' | 'precision'> & {
  readonly lostAtReceiver: number;
  readonly duplicates: number;
};

function rowOf({ packets, lostAtTap, lostAtReceiver, precision, duplicates }: Compared): RtcpLossRow {
  const difference = lostAtReceiver - lostAtTap;
  const isAfter = difference > precision;
  const isMissed = -difference > precision + duplicates + tolerance && lostAtReceiver >= 0;
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
