import type { FollowerContext } from '../follow/follower.ts';
import { milliseconds } from '../follow/format-time.ts';
import { registrationId } from '../follow/row-id.ts';
import type {
  RegistrationAttempt,
  RegistrationAuthentication,
  RegistrationBinding,
  RegistrationHop,
  RegistrationNotification,
  RegistrationOutbound,
  RegistrationOutcome,
  RegistrationRow,
} from '../rows/registration-row.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { isFailure, outcomeAt } from './attempt-outcome.ts';
import { settle } from './follow-attempt.ts';
import type { Attempt, Binding, Login, Registration } from './registration.ts';
import { registrationState } from './registration-state.ts';
import { isTerminatedBetween, toldBindings } from './told-bindings.ts';

/** Its row as things stand at `nowNs`. */
export function describeRegistration(
  registration: Registration,
  nowNs: number,
  { flows, times }: FollowerContext,
): RegistrationRow {
  for (const thread of registration.threads) settle(registration, thread, nowNs);
  const iso = (timeNs: number): string => times.iso(timeNs);
  const outcomeOf = outcomesAt(registration, nowNs);
  const attempts = registration.attempts.list();
  const last = registration.attempts.last;
  const outcome = last && outcomeOf(last);
  const { aor, registrant, frames, callIds, callIdCount, flow } = registration;
  const bindings = toldBindings(registration);
  return {
    id: registrationId(registration.number),
    aor,
    ...(registrant === undefined ? {} : { registrant }),
    state: registrationState(registration.attempts.last, outcome, bindings, nowNs),
    ...(outcome === undefined ? {} : { outcome }),
    outcomes: allOutcomes(registration, attempts, outcomeOf),
    callIds,
    ...some('moreCallIds', callIdCount - callIds.length),
    started: iso(registration.startedNs),
    ended: iso(registration.lastNs),
    ...periodOf(bindings, registration.registeredNs, nowNs, iso),
    clients: registration.clients.map((client) => flows.endpoint(client)),
    ...partiesOf(registration, flows),
    ...(flow < 0 ? {} : { transport: flows.transport(flow) }),
    ...text('instance', registration.instance),
    contacts: contactsAt(bindings, nowNs),
    bindings: bindings.map((binding) => describeBinding(binding, nowNs, iso)),
    ...some('moreBindings', registration.droppedBindings),
    ...list('otherContacts', registration.otherContacts),
    attempts: attempts.map((attempt) => describeAttempt(attempt, outcomeOf(attempt), iso)),
    ...some('moreAttempts', registration.attempts.more),
    ...countsOf(registration, outcomeOf),
    ...(registration.login === undefined ? {} : { authentication: describeLogin(registration.login) }),
    ...outboundOf(registration, bindings, nowNs),
    ...routesOf(registration),
    ...(registration.nat === undefined ? {} : { nat: registration.nat }),
    hops: describeHops(registration, flows),
    ...notificationsOf(registration, iso),
    ...some('retransmissions', registration.retransmissions),
    messages: frames.list(),
    ...some('moreMessages', frames.more),
    complete: !registration.isCut,
  };
}

type Iso = (timeNs: number) => string;
type OutcomeOf = (attempt: Attempt) => RegistrationOutcome | undefined;

/** What came of each attempt: of those that go on, by what was captured until then. */
function outcomesAt(registration: Registration, nowNs: number): OutcomeOf {
  return (attempt) => {
    const { outcome, succeededNs, lastSuccessNs } = attempt;
    const isNew = outcome === 'refreshed' && isTerminatedBetween(registration, lastSuccessNs, succeededNs);
    const thread = registration.threads.find((one) => one.attempt === attempt);
    return isNew ? 'registered' : thread === undefined ? outcome : outcomeAt(attempt, thread.round, nowNs);
  };
}

function allOutcomes(
  { outcomes }: Registration,
  attempts: readonly Attempt[],
  outcomeOf: OutcomeOf,
): readonly RegistrationOutcome[] {
  const ends = attempts.map(outcomeOf).filter((outcome) => outcome !== undefined);
  return [...new Set([...outcomes, ...ends])];
}

/** A field that is there where its value is. */
function text<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined || value === '' ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}

/** A count that is told where there is any. */
function some<Name extends string>(name: Name, count: number): { readonly [Key in Name]?: number } {
  return count <= 0 ? {} : ({ [name]: count } as { readonly [Key in Name]: number });
}

/** A number that is told where it is known: not below 0. */
function known<Name extends string>(name: Name, value: number): { readonly [Key in Name]?: number } {
  return value < 0 ? {} : ({ [name]: value } as { readonly [Key in Name]: number });
}

function list<Name extends string>(
  name: Name,
  values: readonly string[],
): { readonly [Key in Name]?: readonly string[] } {
  return values.length === 0 ? {} : ({ [name]: values } as { readonly [Key in Name]: readonly string[] });
}

/** Since when it is registered, or was last, and until when. */
function periodOf(
  bindings: readonly Binding[],
  registeredNs: number,
  nowNs: number,
  iso: Iso,
): Pick<RegistrationRow, 'since' | 'until' | 'expiresSeconds'> {
  if (bindings.length === 0) return {};
  const active = bindings.filter((binding) => binding.isActive(nowNs));
  const of = active.length > 0 ? active : bindings;
  const untilNs = Math.max(...of.map((binding) => binding.untilNs));
  const sinceNs = registeredNs < 0 ? (of[0]?.sinceNs ?? -1) : registeredNs;
  return {
    ...(sinceNs < 0 ? {} : { since: iso(sinceNs) }),
    ...(untilNs === Infinity ? {} : { until: iso(untilNs) }),
    ...known('expiresSeconds', of.at(-1)?.expiresSeconds ?? -1),
  };
}

/** Of what is bound, or was bound last. */
function contactsAt(bindings: readonly Binding[], nowNs: number): readonly string[] {
  const active = bindings.filter((binding) => binding.isActive(nowNs));
  const lastNs = Math.max(...bindings.map(({ untilNs }) => untilNs));
  const of = active.length > 0 ? active : bindings.filter(({ untilNs }) => untilNs === lastNs);
  return of.map(({ contact }) => contact.uri);
}

function partiesOf(
  { hops, registrarUri, userAgent, server }: Registration,
  flows: FlowTable,
): Pick<RegistrationRow, 'registrar' | 'registrarUri' | 'userAgent' | 'server'> {
  const deepest = inOrder(hops).at(-1);
  return {
    ...(deepest === undefined ? {} : { registrar: flows.destination(deepest.flow) }),
    ...text('registrarUri', registrarUri),
    ...text('userAgent', userAgent),
    ...text('server', server),
  };
}

function inOrder(hops: Registration['hops']): Registration['hops'] {
  return hops.toSorted((a, b) => a.viaCount - b.viaCount);
}

function describeHops({ hops }: Registration, flows: FlowTable): readonly RegistrationHop[] {
  return inOrder(hops).map(({ flow, frame }) => ({ from: flows.source(flow), to: flows.destination(flow), frame }));
}

function describeBinding(binding: Binding, nowNs: number, iso: Iso): RegistrationBinding {
  const { contact, sinceNs, untilNs, listedAs, expiresSeconds, expiresFrom, removedBy } = binding;
  const frames = [binding.addedFrame, binding.refreshedFrame, binding.endedFrame].filter((frame) => frame >= 0);
  return {
    contact: contact.uri,
    ...text('listedAs', listedAs),
    state: binding.ended ?? (binding.isActive(nowNs) ? 'active' : 'expired'),
    ...(sinceNs < 0 ? {} : { since: iso(sinceNs) }),
    ...(untilNs === Infinity ? {} : { until: iso(untilNs) }),
    ...known('expiresSeconds', expiresSeconds),
    ...(expiresFrom === undefined ? {} : { expiresFrom }),
    ...some('refreshes', binding.refreshes),
    ...(contact.q === undefined ? {} : { q: contact.q }),
    ...text('instance', contact.instance),
    ...(contact.regId === undefined ? {} : { regId: contact.regId }),
    ...text('publicGruu', contact.publicGruu),
    ...text('temporaryGruu', contact.temporaryGruu),
    ...(removedBy === undefined ? {} : { removedBy }),
    ...(binding.isAssumed ? { assumed: true } : {}),
    frames: [...new Set(frames)],
  };
}

function describeAttempt(attempt: Attempt, outcome: RegistrationOutcome | undefined, iso: Iso): RegistrationAttempt {
  const { startedNs, succeededNs, status, reason, why, lateNs, redirectedTo } = attempt;
  const isSuccess = succeededNs >= 0 && !attempt.isAnsweredFurtherOn;
  return {
    started: iso(startedNs),
    ...(outcome === undefined ? {} : { outcome }),
    ...some('status', status),
    ...text('reason', reason),
    ...(why === undefined || outcome === undefined ? {} : { why }),
    ...(isSuccess ? { delayMs: milliseconds(startedNs, succeededNs) } : {}),
    ...known('requestedSeconds', attempt.requestedSeconds),
    ...known('grantedSeconds', attempt.grantedSeconds),
    ...known('minExpiresSeconds', attempt.minExpiresSeconds),
    ...some('challenges', attempt.challenges),
    ...(lateNs < 0 ? {} : { lateSeconds: Math.round(lateNs / 1e6) / 1e3 }),
    ...known('retryAfterSeconds', attempt.retryAfterSeconds),
    ...list('redirectedTo', redirectedTo),
    ...(attempt.isAnsweredFurtherOn ? { answeredFurtherOn: true } : {}),
    frames: attempt.frames,
  };
}

type Counts = Pick<RegistrationRow, 'failures' | 'refreshes' | 'refreshSeconds' | 'lateRefreshes' | 'delayMs'>;

function countsOf(registration: Registration, outcomeOf: OutcomeOf): Counts {
  const { refreshing, firstDelayNs } = registration;
  const { count = 0, late = 0, shortestNs = 0, longestNs = -1 } = refreshing ?? {};
  const failed = registration.threads.filter(({ attempt }) => {
    const outcome = attempt === undefined || attempt.outcome !== undefined ? undefined : outcomeOf(attempt);
    return outcome !== undefined && isFailure(outcome);
  });
  const seconds = (ns: number): number => Math.round(ns / 1e6) / 1e3;
  return {
    ...some('failures', registration.failures + failed.length),
    ...some('refreshes', count),
    ...(longestNs < 0 ? {} : { refreshSeconds: { min: seconds(shortestNs), max: seconds(longestNs) } }),
    ...some('lateRefreshes', late),
    ...(firstDelayNs < 0 ? {} : { delayMs: milliseconds(0, firstDelayNs) }),
  };
}

function describeLogin(login: Login): RegistrationAuthentication {
  const { scheme, realm, username, algorithm, qop, challenges, stale, refused, password, serverPassword } = login;
  return {
    scheme,
    ...text('realm', realm),
    ...text('username', username),
    ...text('algorithm', algorithm),
    ...text('qop', qop),
    challenges,
    ...some('stale', stale),
    ...some('refused', refused),
    ...(password === undefined ? {} : { password }),
    ...(serverPassword === undefined ? {} : { serverPassword }),
    ...(login.problems.length === 0 ? {} : { problems: login.problems.map((problem) => ({ ...problem })) }),
  };
}

function routesOf({
  extensions,
}: Registration): Pick<RegistrationRow, 'path' | 'serviceRoute' | 'associatedUris' | 'securityMechanisms'> {
  if (extensions === undefined) return {};
  return {
    ...list('path', extensions.path),
    ...list('serviceRoute', extensions.serviceRoute),
    ...list('associatedUris', extensions.associatedUris),
    ...list('securityMechanisms', extensions.securityMechanisms),
  };
}

function outboundOf(
  { extensions }: Registration,
  bindings: readonly Binding[],
  nowNs: number,
): { readonly outbound?: RegistrationOutbound } {
  if (extensions === undefined || !(extensions.asksOutbound || extensions.usesOutbound)) return {};
  const { usesOutbound, flowTimerSeconds } = extensions;
  const flows = bindings.filter((binding) => binding.contact.regId !== undefined && binding.isActive(nowNs));
  const state = usesOutbound ? 'used' : 'asked';
  return { outbound: { state, flows: flows.length, ...known('flowTimerSeconds', flowTimerSeconds) } };
}

function notificationsOf(
  { notifications }: Registration,
  iso: Iso,
): Pick<RegistrationRow, 'notifications' | 'moreNotifications'> {
  if (notifications === undefined) return {};
  const told = notifications
    .list()
    .map(({ timeNs, contact, state, event, expiresSeconds, frame }): RegistrationNotification => ({
      time: iso(timeNs),
      ...text('contact', contact),
      state,
      ...text('event', event),
      ...known('expiresSeconds', expiresSeconds),
      frame,
    }));
  return { notifications: told, ...some('moreNotifications', notifications.more) };
}
