import { keptText } from '../message/kept-text.ts';
import type { Journal } from './journal.ts';
import type { StateReading } from './state/read-states.ts';
import type { StateHistory } from './state-history.ts';

/** What bodies may be found to be, of subscriptions and publications alike. */
export type BodyProblem = 'body-unreadable' | 'body-not-read';

type Told = {
  readonly timeNs: number;
  readonly frame: number;
  /** URIs of whom the states are, which need not be said of each. */
  readonly owners: readonly (string | undefined)[];
};

/** Adds the states that a body tells. */
export function addStates(history: StateHistory, { documents }: StateReading, { timeNs, frame, owners }: Told): void {
  for (const document of documents) {
    const { of } = document;
    const isOwn = of === undefined || owners.some((owner) => owner !== undefined && isSameResource(owner, of));
    history.add(document, isOwn ? undefined : of, timeNs, frame);
  }
}

/** Tells what could not be read of a body. */
export function addBodyProblems<Problem extends string>(
  journal: Journal<string, Problem | BodyProblem>,
  reading: StateReading | undefined,
  frame: number,
): void {
  if (reading === undefined) journal.problem('body-not-read', frame, 'too many bodies waited for their reader');
  else if (reading.more > 0) journal.problem('body-not-read', frame, `${reading.more} further documents`);
  for (const { isUnreadable, what } of reading?.documents ?? [])
    if (isUnreadable) journal.problem('body-unreadable', frame, keptText(what));
}

/** `pres:bob@example.com` is the presence of `sip:bob@example.com` (RFC 3859 §4); parameters name no other resource. */
function isSameResource(uri: string, other: string): boolean {
  return resourceOf(uri) === resourceOf(other);
}

function resourceOf(uri: string): string {
  const begin = uri.indexOf(':') + 1;
  const ends = [uri.indexOf(';', begin), uri.indexOf('?', begin)].filter((end) => end >= 0);
  return uri.slice(begin, Math.min(uri.length, ...ends)).toLowerCase();
}
