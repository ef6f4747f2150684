import { align, type AlignedPair, type Costs } from './align.ts';
import { type Casting, castings } from './casting.ts';
import { messageProblems } from './check-message.ts';
import type { Expected, ExpectedStep } from './expected-steps.ts';
import { fitsKind, isOtherStatus } from './fits.ts';
import type { ReadSeen, SeenMessage } from './seen-message.ts';

/** A step of another status than expected is still the same step: less than one that is missing and one that is not expected. */
const otherStatusCost = 3000;
const missingCost = 2000;
const extraCost = 2000;
/** Of a message that is not as its step says. */
const problemCost = 1000;
/** Of what may be there or not: what is there is rather matched than left out. */
const allowedCost = 1;
/** Below it nothing departs from what is expected. */
export const departureCost = 900;

type ScopeMatch = {
  readonly casting: Casting;
  /** How far it is from what is expected. What has more of the steps is closer, whatever else there is: else who sends nothing of interest would be closest. */
  readonly distance: number;
  readonly pairs: readonly AlignedPair[];
};

/** More than all messages that are not expected can cost. */
const missingDistance = 1e9;

export type MatchOptions = {
  readonly stated: Casting;
  /** What lower layers send by themselves is told too. */
  readonly isStrict: boolean;
};

/** The best that the messages of a scope come to, by who sends what to whom. */
export function matchOutline(expected: Expected, messages: readonly SeenMessage[], options: MatchOptions): ScopeMatch {
  let best: ScopeMatch | undefined;
  const steps = expected.units.flat();
  for (const casting of castings(options.stated, steps, messages)) {
    const match = matchWith(casting, expected, messages, options.isStrict, outlineProblems);
    if (best === undefined || match.distance < best.distance) best = match;
    if (best.distance < departureCost) break;
  }
  return best ?? matchWith(options.stated, expected, messages, options.isStrict, outlineProblems);
}

function outlineProblems(): readonly string[] {
  return [];
}

/** The same with all that the steps state. `problems`: of a message that is taken for a step. */
export function matchTexts(
  casting: Casting,
  expected: Expected,
  messages: readonly ReadSeen[],
  isStrict: boolean,
): ScopeMatch & { problems(step: ExpectedStep, message: number): readonly string[] } {
  const copies = copyFlags(messages);
  const known = new Map<ExpectedStep, Map<number, readonly string[]>>();
  const problems = (step: ExpectedStep, message: number): readonly string[] => {
    const ofStep = known.get(step) ?? new Map<number, readonly string[]>();
    known.set(step, ofStep);
    const before = ofStep.get(message);
    if (before !== undefined) return before;
    const seen = messages[message];
    const found =
      seen === undefined ? [] : [...copyProblems(step, copies[message] === true), ...messageProblems(step, seen)];
    ofStep.set(message, found);
    return found;
  };
  return { ...matchWith(casting, expected, messages, isStrict, problems), problems };
}

function copyProblems({ isAgain }: ExpectedStep, isCopy: boolean): string[] {
  return isAgain && !isCopy ? ['expected a message that was sent before, and this is another'] : [];
}

/** Whether a message is one that was seen before: by what its transaction tells, or by its branch, CSeq and status. */
function copyFlags(messages: readonly ReadSeen[]): boolean[] {
  const before = new Set<string>();
  return messages.map(({ row }) => {
    const key = [row.kind, row.method, row.status, row.branch, row.cseq, row.callId, row.srcIp, row.dstIp].join(' ');
    const isKnown = before.has(key);
    before.add(key);
    return isKnown || row.retransmission === true || row.duplicate === true;
  });
}

function matchWith(
  casting: Casting,
  { units }: Expected,
  messages: readonly SeenMessage[],
  isStrict: boolean,
  problems: (step: ExpectedStep, message: number) => readonly string[],
): ScopeMatch {
  const failures = failedInvites(messages);
  const costs: Costs = {
    match(step, message) {
      const seen = messages[message];
      if (seen === undefined || !isBetween(casting, step, seen)) return Number.POSITIVE_INFINITY;
      if (!fitsKind(step, seen)) {
        return isOtherStatus(step, seen) && !isRepeated(seen) ? otherStatusCost : Number.POSITIVE_INFINITY;
      }
      const departs = problems(step, message).length;
      // A first copy is rather the first step of its kind, a further one a step that is sent again.
      const unlike = isRepeated(seen) === step.isAgain ? 0 : 2 * allowedCost;
      return unlike + (departs === 0 ? 0 : problemCost + departs);
    },
    extra(message) {
      const seen = messages[message];
      return seen === undefined || isAllowed(seen, { casting, failures, isStrict }) ? allowedCost : extraCost;
    },
    missing: ({ isOptional }) => (isOptional ? allowedCost : missingCost),
  };
  const { cost, pairs } = align(units, messages.length, costs);
  const missing = pairs.filter(({ step, message }) => step?.isOptional === false && message === undefined).length;
  return { casting, pairs, distance: missing * missingDistance + cost };
}

function isBetween(casting: Casting, { step }: ExpectedStep, seen: SeenMessage): boolean {
  return casting.isAt(step.from.name, seen.from) && casting.isAt(step.to.name, seen.to);
}

function isRepeated({ row }: SeenMessage): boolean {
  return row.retransmission === true || row.duplicate === true;
}

/** Transactions of INVITEs that failed: the ACK to that is of the same one (RFC 3261 §17.1.1.3). */
function failedInvites(messages: readonly SeenMessage[]): ReadonlySet<string> {
  const failed = messages.filter(({ row }) => row.method === 'INVITE' && (row.status ?? 0) >= 300);
  return new Set(failed.flatMap(({ row }) => row.transaction ?? []));
}

/** Whether a message that no step expects may be there: it is sent again, or the transaction layer sends it by itself, or it is between others. */
export function isAllowed(
  seen: SeenMessage,
  {
    casting,
    failures,
    isStrict,
  }: { readonly casting: Casting; readonly failures: ReadonlySet<string>; readonly isStrict: boolean },
): boolean {
  const { row, from, to } = seen;
  if (row.duplicate === true) return true;
  if (isStrict) return false;
  if (row.retransmission === true || row.status === 100) return true;
  if (casting.nameAt(from) === '' || casting.nameAt(to) === '') return true;
  return row.method === 'ACK' && row.kind === 'request' && failures.has(row.transaction ?? '');
}

export { failedInvites };
