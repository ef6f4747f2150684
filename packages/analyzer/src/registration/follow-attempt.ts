import type { SipMessage } from '@sipscope/parser';
import { withOneMore } from '../message/compact-list.ts';
import type { RegistrationOutcome } from '../rows/registration-row.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { applySuccess } from './apply-success.ts';
import { isFailure, outcomeAt, refusalOutcome } from './attempt-outcome.ts';
import { receiveAcceptance, receiveChallenge } from './login.ts';
import { isSameBinding } from './register-contact.ts';
import { Attempt, type FinalResponse, type Registration, type Round, type Thread } from './registration.ts';

/** So many frames prove an attempt. */
const maxFrames = 32;

/** A new REGISTER of the Call-ID, which answers a challenge or a 423, or begins an attempt. */
export function beginRound(
  registration: Registration,
  thread: Thread,
  round: Round,
  { hasCredentials, frame }: { hasCredentials: boolean; frame: number },
): void {
  const going = thread.attempt ?? (hasCredentials ? takeWaiting(registration, thread) : undefined);
  settle(registration, thread, round.startedNs, true);
  const goesOn = going !== undefined && going.outcome === undefined && continues(going, round, hasCredentials);
  const attempt = goesOn ? going : beginAttempt(registration, thread, round);
  attempt.waits = undefined;
  attempt.hasCredentials ||= hasCredentials;
  attempt.requestedSeconds = requestedSeconds(round);
  thread.cseq = round.cseq;
  thread.round = round;
  addFrame(attempt, frame);
}

/** Some user agents answer a challenge with a new Call-ID: their attempt goes on there. */
function takeWaiting({ threads }: Registration, thread: Thread): Attempt | undefined {
  const other = threads.find(({ attempt }) => attempt?.waits === 'credentials');
  if (other === undefined) return undefined;
  thread.attempt = other.attempt;
  other.attempt = undefined;
  return thread.attempt;
}

function continues(attempt: Attempt, { startedNs }: Round, hasCredentials: boolean): boolean {
  if (attempt.waits === undefined || startedNs - attempt.waitsSinceNs >= timeoutNs) return false;
  return attempt.waits === 'interval' || hasCredentials;
}

function beginAttempt(registration: Registration, thread: Thread, round: Round): Attempt {
  const attempt = new Attempt(round.startedNs);
  const { attempt: before } = thread;
  if (before !== undefined && before.outcome === undefined) {
    // Asked again without credentials: that is the answer to the challenge.
    const untilNs = before.waits === undefined ? round.startedNs : before.waitsSinceNs + timeoutNs;
    const outcome = outcomeAt(before, thread.round, untilNs);
    if (outcome !== undefined) finish(registration, before, outcome);
  }
  attempt.lateNs = lateness(registration, round);
  if (attempt.lateNs >= 0) registration.refresh().late++;
  thread.attempt = attempt;
  registration.attempts.add(attempt);
  return attempt;
}

/** How long ago what is to be refreshed expired; -1 where it has not. */
function lateness({ bindings }: Registration, { contacts, expires, startedNs }: Round): number {
  const wanted = contacts.contacts.filter((contact) => (contact.expiresSeconds ?? expires) !== 0);
  let untilNs = -1;
  for (const binding of bindings) {
    if (binding.ended !== undefined || !wanted.some((contact) => isSameBinding(binding.contact, contact))) continue;
    untilNs = Math.max(untilNs, binding.untilNs);
  }
  return untilNs >= 0 && untilNs < startedNs ? startedNs - untilNs : -1;
}

function requestedSeconds({ contacts, expires }: Round): number {
  const [first] = contacts.contacts;
  return first?.expiresSeconds ?? expires;
}

/** A response that was seen only further on its way has to do, once none can come on the user agent's own hop, or it goes on. */
export function settle(registration: Registration, thread: Thread, nowNs: number, goesOn = false): void {
  const { round, attempt } = thread;
  if (round?.further === undefined || attempt === undefined) return;
  if (!goesOn && nowNs - round.startedNs < timeoutNs) return;
  attempt.isAnsweredFurtherOn = true;
  receiveFinal(registration, thread, round.further, undefined);
}

/** Its Call-ID is followed no more: what came of its latest attempt until then. */
export function leave(registration: Registration, thread: Thread, nowNs: number): void {
  settle(registration, thread, nowNs);
  const { attempt, round } = thread;
  if (attempt === undefined || attempt.outcome !== undefined) return;
  const outcome = outcomeAt(attempt, round, nowNs);
  if (outcome !== undefined) finish(registration, attempt, outcome);
}

/** The final response to the latest REGISTER; `message` is at hand where it is being received. */
export function receiveFinal(
  registration: Registration,
  thread: Thread,
  response: FinalResponse,
  message: SipMessage | undefined,
): void {
  const { round, attempt } = thread;
  if (round === undefined || attempt === undefined) return;
  thread.round = undefined;
  attempt.status = response.status;
  attempt.reason = response.reason;
  addFrame(attempt, response.frame);
  if (response.retryAfter >= 0) attempt.retryAfterSeconds = response.retryAfter;
  if (response.status < 300) receiveSuccess(registration, { attempt, round }, response, message);
  else if (response.status === 401 || response.status === 407)
    receiveUnauthorized(registration, attempt, response, message);
  else receiveRefusal(registration, attempt, response);
}

function receiveSuccess(
  registration: Registration,
  { attempt, round }: { attempt: Attempt; round: Round },
  response: FinalResponse,
  message: SipMessage | undefined,
): void {
  if (message !== undefined) receiveAcceptance(registration, message, response.timeNs);
  attempt.lastSuccessNs = registration.lastSuccessNs;
  const { outcome, granted } = applySuccess(registration, round, response);
  attempt.grantedSeconds = granted;
  attempt.succeededNs = response.timeNs;
  attempt.why = undefined;
  // Nobody knows when a request was sent, or its response came, that was not captured.
  if (round.transaction >= 0 && message !== undefined && registration.firstDelayNs < 0)
    registration.firstDelayNs = response.timeNs - attempt.startedNs;
  const isKept = outcome === 'registered' || outcome === 'refreshed';
  finish(registration, attempt, isKept && attempt.minExpiresSeconds >= 0 ? 'interval-negotiated' : outcome);
}

function receiveUnauthorized(
  registration: Registration,
  attempt: Attempt,
  response: FinalResponse,
  message: SipMessage | undefined,
): void {
  attempt.challenges++;
  const challenge = message && receiveChallenge(registration, message, response);
  if (challenge?.isRefusal === true) {
    attempt.why = challenge.why;
    finish(registration, attempt, 'auth-failed');
    return;
  }
  attempt.why = challenge?.why ?? 'no-credentials';
  attempt.waits = 'credentials';
  attempt.waitsSinceNs = response.timeNs;
}

function receiveRefusal(registration: Registration, attempt: Attempt, response: FinalResponse): void {
  const { status, minExpires, timeNs } = response;
  attempt.why = undefined;
  if (status === 423) {
    attempt.minExpiresSeconds = Math.max(0, minExpires);
    attempt.waits = 'interval';
    attempt.waitsSinceNs = timeNs;
    return;
  }
  if (status < 400) attempt.redirectedTo = response.contacts.contacts.slice(0, 8).map(({ uri }) => uri);
  const outcome = refusalOutcome(status, attempt.hasCredentials);
  const password = registration.login?.password;
  if (outcome === 'auth-failed') attempt.why = password === undefined ? 'credentials-refused' : `${password}-password`;
  // The registrar knows who it is, and does not let them in.
  const isLetOut = outcome === 'auth-failed' && password === 'right';
  finish(registration, attempt, isLetOut ? 'forbidden' : outcome);
}

function finish(registration: Registration, attempt: Attempt, outcome: RegistrationOutcome): void {
  if (attempt.outcome !== undefined && isFailure(attempt.outcome)) registration.failures--;
  attempt.outcome = outcome;
  attempt.waits = undefined;
  if (isFailure(outcome)) registration.failures++;
  if (!registration.outcomes.includes(outcome)) registration.outcomes = withOneMore(registration.outcomes, outcome);
}

function addFrame(attempt: Attempt, frame: number): void {
  if (attempt.frames.length < maxFrames) attempt.frames = withOneMore(attempt.frames, frame);
}
