import type { RegistrationOutcome } from '../rows/registration-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Attempt, Round } from './registration.ts';

/** What a refusal means, that asks for nothing more. RFC 3261 §10.3, §21. */
export function refusalOutcome(status: number, hasCredentials: boolean): RegistrationOutcome {
  switch (status) {
    case 401:
    case 407:
      return 'auth-failed';
    case 403:
      return hasCredentials ? 'auth-failed' : 'forbidden';
    case 404:
    case 410:
    case 485:
    case 604:
      return 'not-found';
    case 408:
      return 'timeout';
    default:
  }
  if (status < 400) return 'redirected';
  return status >= 500 && status < 600 ? 'service-unavailable' : 'rejected';
}

/** Of an attempt at `nowNs`, if nothing more came of it until then. Undefined where more may still come. */
export function outcomeAt(attempt: Attempt, round: Round | undefined, nowNs: number): RegistrationOutcome | undefined {
  if (attempt.outcome !== undefined) return attempt.outcome;
  if (attempt.waits !== undefined) return nowNs - attempt.waitsSinceNs >= timeoutNs ? unanswered(attempt) : undefined;
  if (round === undefined || round.transaction < 0) return undefined;
  // Timer F: RFC 3261 §17.1.2.2.
  return nowNs - round.startedNs >= timeoutNs ? 'timeout' : undefined;
}

/** Nothing came after what was asked for. */
function unanswered({ waits, why }: Attempt): RegistrationOutcome {
  if (waits === 'interval') return 'interval-too-brief';
  return why === 'realm-differs' ? 'auth-failed' : 'auth-challenge-only';
}

export function isFailure(outcome: RegistrationOutcome): boolean {
  return !successes.has(outcome);
}

const successes: ReadonlySet<RegistrationOutcome> = new Set<RegistrationOutcome>([
  'registered',
  'refreshed',
  'removed',
  'fetched',
  'interval-negotiated',
]);
