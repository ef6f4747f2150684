import type { RegistrationOutcome, RegistrationState } from '../rows/registration-row.ts';
import { isFailure } from './attempt-outcome.ts';
import type { Attempt, Binding } from './registration.ts';

/** `last`: the latest attempt, and what came of it. What is bound tells; then what ended last, and what was tried since. */
export function registrationState(
  last: Attempt | undefined,
  outcome: RegistrationOutcome | undefined,
  bindings: readonly Binding[],
  nowNs: number,
): RegistrationState {
  if (bindings.some((binding) => binding.isActive(nowNs))) return 'registered';
  const ended = lastEnded(bindings);
  const isTriedSince = last !== undefined && (ended === undefined || last.startedNs > ended.untilNs);
  if (isTriedSince && (outcome === undefined || isFailure(outcome) || ended === undefined))
    return stateAfter(last, outcome);
  if (ended === undefined) return 'unknown';
  return ended.ended === undefined ? 'expired' : 'removed';
}

function lastEnded(bindings: readonly Binding[]): Binding | undefined {
  let last: Binding | undefined;
  for (const binding of bindings) if (last === undefined || binding.untilNs >= last.untilNs) last = binding;
  return last;
}

/** Of an attempt that bound nothing. */
function stateAfter({ waits, challenges }: Attempt, outcome: RegistrationOutcome | undefined): RegistrationState {
  switch (outcome) {
    case undefined:
      return waits === 'credentials' && challenges > 0 ? 'challenged' : 'unknown';
    case 'auth-challenge-only':
      return 'challenged';
    case 'timeout':
      return 'timed-out';
    case 'removed':
      return 'removed';
    case 'registered':
    case 'refreshed':
    case 'interval-negotiated':
    case 'fetched':
      return 'unknown';
    default:
      return 'rejected';
  }
}
