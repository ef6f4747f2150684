import type { RegistrationOutcome, RegistrationState } from '../rows/registration-row.ts';
import { isFailure } from './attempt-outcome.ts';
import { isRegistered } from './apply-success.ts';
import type { Attempt, Binding, Registration } from './registration.ts';

/** `outcome`: of the latest attempt. What is bound tells; then what ended last, and what was tried since. */
export function registrationState(
  registration: Registration,
  outcome: RegistrationOutcome | undefined,
  nowNs: number,
): RegistrationState {
  if (isRegistered(registration, nowNs)) return 'registered';
  const last = registration.attempts.last;
  const ended = lastEnded(registration.bindings);
  const isTriedSince = last !== undefined && (ended === undefined || last.startedNs > ended.untilNs);
  if (isTriedSince && (outcome === undefined || isFailure(outcome) || ended === undefined))
    return stateAfter(last, outcome);
  return ended?.ended === undefined ? 'expired' : 'removed';
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
