import type { Credentials } from '@sipscope/parser';
import { isDigest } from '../identity/check-credentials.ts';
import { credentialsIn, type GivenChallenge, GivenChallenges, type Placed, repeatsCredentials } from './credentials.ts';
import type { Fault, Outcome, Watch } from './rule.ts';
import type { Seen } from './seen.ts';

type Answer = (
  credentials: Placed<Credentials>,
  challenges: readonly GivenChallenge[],
  seen: Seen,
) => undefined | 'kept' | Fault;

/** Asks of each digest whose challenge was seen. */
export function watchAnswers(check: Answer): Watch {
  const given = new GivenChallenges();
  return (seen) => {
    if (!seen.isRequest) given.take(seen);
    if (!seen.isRequest || repeatsCredentials(seen)) return undefined;
    const outcomes = credentialsIn(seen.message).map((one) => {
      if (!isDigest(one.value)) return undefined;
      const challenges = given.withNonce(one.value);
      return challenges.length === 0 ? undefined : check(one, challenges, seen);
    });
    return summed(outcomes);
  };
}

/** Of several in one message. */
export function summed(outcomes: readonly (undefined | 'kept' | Fault)[]): Outcome {
  const faults = outcomes.filter((one) => typeof one === 'object');
  if (faults.length > 0) return faults;
  return outcomes.includes('kept') ? 'kept' : undefined;
}
