import type { TimeFormat } from '../follow/format-time.ts';
import type { SuspicionKind, SuspicionRow } from '../rows.ts';
import type { Sighting } from '../traffic/sighting.ts';
import type { Suspect } from '../traffic/suspect.ts';

/** A phone that registers is challenged once; so many refusals in a row are more. */
const leastRefusals = 10;
/** A phone with a wrong password tries every half minute or so; guessers do not wait. */
const guessingNs = 10e9;
/** Users that one address tries, where it is no proxy of so many phones. */
const leastUsers = 20;
/** Of calls to a range of numbers, or one number in many forms, so many are in vain. */
const vainShare = 0.8;

/** What the addresses did that attackers do, by kind. */
export function* suspicionRows(suspects: Iterable<Suspect>, times: TimeFormat): Generator<SuspicionRow> {
  for (const suspect of suspects) {
    const row = (kind: SuspicionKind, sighting: Sighting, detail: string): SuspicionRow => ({
      kind,
      address: suspect.address,
      detail,
      count: sighting.count,
      started: times.iso(sighting.firstNs),
      ended: times.iso(sighting.lastNs),
      frames: sighting.frames,
    });
    const { scanner, scans } = suspect;
    if (scanner !== undefined)
      yield row(
        'scanner',
        scans,
        `${scans.count} requests of a user agent that calls itself ${scanner}, a scanning tool.`,
      );
    yield* enumeration(suspect, row);
    yield* passwords(suspect, row);
    yield* numbers(suspect, row);
  }
}

type MakeRow = (kind: SuspicionKind, sighting: Sighting, detail: string) => SuspicionRow;

function* enumeration({ refusals, refused, accepted }: Suspect, row: MakeRow): Generator<SuspicionRow> {
  if (refusals.size < leastUsers || accepted * 4 > refusals.size) return;
  yield row('enumeration', refused, `${refusals.size} users were tried, and ${accepted} registrations succeeded.`);
}

function* passwords({ refusals }: Suspect, row: MakeRow): Generator<SuspicionRow> {
  for (const [user, { worst }] of refusals) {
    if (worst.count < leastRefusals) continue;
    const everyNs = (worst.lastNs - worst.firstNs) / (worst.count - 1);
    const often = `${worst.count} registrations of ${user} in a row were refused`;
    if (everyNs < guessingNs) yield row('password-guessing', worst, `${often}, one every ${seconds(everyNs)} s.`);
    else yield row('password-refused', worst, `${often}, one every ${seconds(everyNs)} s: its password may be wrong.`);
  }
}

function* numbers({ numbers: tried, vain, calls }: Suspect, row: MakeRow): Generator<SuspicionRow> {
  if (vain.count < vainShare * calls) return;
  const plan = tried.dialPlan();
  if (plan !== undefined)
    yield row(
      'dial-plan',
      vain,
      `The number that ends in ${plan.number} was tried with ${plan.forms} different prefixes.`,
    );
  const range = tried.range();
  if (range !== undefined)
    yield row(
      'number-range',
      vain,
      `${range.numbers} numbers from ${range.from} to ${range.to} were called one after the other.`,
    );
}

function seconds(ns: number): string {
  return (ns / 1e9).toFixed(1);
}
