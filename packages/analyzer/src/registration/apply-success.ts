import { isSameBinding, listedFor, type RegisterContact } from './register-contact.ts';
import { withOneMore } from '../message/compact-list.ts';
import { Binding, type FinalResponse, type Refreshing, type Registration, type Round } from './registration.ts';

/** So many bindings of a registration are kept: the latest. */
const maxBindings = 16;
/** So many contacts of other user agents are told. */
const maxOthers = 16;

export type Applied = {
  readonly outcome: 'registered' | 'refreshed' | 'removed' | 'fetched';
  /** In seconds, -1 where nothing was. */
  readonly granted: number;
};

/** What a 2xx makes of the bindings: it lists all of the address-of-record (RFC 3261 §10.3 step 8). */
export function applySuccess(registration: Registration, round: Round, response: FinalResponse): Applied {
  const wasRegistered = isRegistered(registration, response.timeNs);
  const { isAll, contacts } = round.contacts;
  if (isAll) for (const binding of registration.bindings) endActive(binding, '*', response);
  let [granted, isRefresh, isKept] = [-1, false, false];
  const touched = new Set<Binding>();
  for (const contact of contacts) {
    const known = activeBinding(registration, contact, response.timeNs);
    const binding = applyContact(registration, { contact, known }, round, response);
    touched.add(binding);
    if (binding.ended !== undefined) continue;
    isKept = true;
    isRefresh ||= known !== undefined;
    granted = Math.max(granted, binding.expiresSeconds);
  }
  applyList(registration, touched, response);
  const outcome = outcomeOf({ isAll, isKept, isRefresh, isEmpty: contacts.length === 0 });
  noteSuccess(registration, outcome, wasRegistered, response.timeNs);
  return { outcome, granted };
}

export function isRegistered({ bindings }: Registration, nowNs: number): boolean {
  return bindings.some((binding) => binding.isActive(nowNs));
}

function outcomeOf(seen: {
  isAll: boolean;
  isKept: boolean;
  isRefresh: boolean;
  isEmpty: boolean;
}): Applied['outcome'] {
  if (seen.isKept) return seen.isRefresh ? 'refreshed' : 'registered';
  return seen.isEmpty && !seen.isAll ? 'fetched' : 'removed';
}

function endActive(binding: Binding, by: '*' | 'contact' | 'registrar', { timeNs, frame }: FinalResponse): void {
  if (binding.isActive(timeNs)) binding.end('removed', by, timeNs, frame);
}

/** All bindings of another user agent of the address-of-record went with a `*`. */
export function removeAll({ bindings }: Registration, response: FinalResponse): void {
  for (const binding of bindings) endActive(binding, '*', response);
}

function activeBinding({ bindings }: Registration, contact: RegisterContact, nowNs: number): Binding | undefined {
  return bindings.find((binding) => binding.isActive(nowNs) && isSameBinding(binding.contact, contact));
}

/** One contact that was sent. */
function applyContact(
  registration: Registration,
  { contact, known }: { contact: RegisterContact; known: Binding | undefined },
  round: Round,
  response: FinalResponse,
): Binding {
  const { timeNs, frame } = response;
  const binding = known ?? addBinding(registration, new Binding(contact, timeNs, frame));
  const asked = contact.expiresSeconds ?? round.expires;
  const { contacts: listed } = response.contacts;
  const isOnly = asked !== 0 && round.contacts.contacts.length === 1;
  const others = [
    ...round.contacts.contacts.filter((other) => other !== contact),
    ...registration.bindings.filter((one) => one !== binding && one.isActive(timeNs)).map((one) => one.contact),
  ];
  const found = listedFor(contact, listed, others, isOnly);
  const isListed = found !== undefined && found.expiresSeconds !== 0;
  if (asked === 0 && !isListed) {
    if (known === undefined) {
      binding.sinceNs = -1;
      registration.isCut = true;
    }
    binding.end('removed', 'contact', timeNs, frame);
  } else if (found?.expiresSeconds === 0) {
    binding.end('removed', 'registrar', timeNs, frame);
  } else {
    grant(binding, { contact, found, asked }, response);
  }
  return binding;
}

function grant(
  binding: Binding,
  { contact, found, asked }: { contact: RegisterContact; found: RegisterContact | undefined; asked: number },
  response: FinalResponse,
): void {
  const { timeNs, frame } = response;
  if (binding.addedFrame !== frame) {
    binding.refreshes++;
    binding.refreshedFrame = frame;
  }
  binding.isAssumed = false;
  binding.changedNs = timeNs;
  binding.contact = {
    ...contact,
    q: found?.q ?? contact.q,
    publicGruu: found?.publicGruu ?? binding.contact.publicGruu,
    temporaryGruu: found?.temporaryGruu ?? binding.contact.temporaryGruu,
  };
  binding.listedAs = found === undefined || found.uri === contact.uri ? undefined : found.uri;
  const [seconds, from] = grantedSeconds(found, response.expires, asked);
  binding.expiresSeconds = seconds;
  binding.expiresFrom = from;
  binding.untilNs = seconds < 0 ? Infinity : timeNs + seconds * 1e9;
}

function grantedSeconds(
  found: RegisterContact | undefined,
  expires: number,
  asked: number,
): readonly [seconds: number, from: Binding['expiresFrom']] {
  if (found?.expiresSeconds !== undefined) return [found.expiresSeconds, 'contact'];
  if (expires > 0) return [expires, 'expires'];
  return asked > 0 ? [asked, 'request'] : [-1, undefined];
}

/** What the registrar lists beside the contacts that were sent. */
function applyList(registration: Registration, touched: ReadonlySet<Binding>, response: FinalResponse): void {
  const others: string[] = [];
  for (const one of response.contacts.contacts) {
    if (one.expiresSeconds === 0) continue;
    const own = registration.bindings.find((binding) => binding.isActive(response.timeNs) && isListedAs(binding, one));
    if (own === undefined) others.push(one.uri);
    else if (!touched.has(own) && one.expiresSeconds !== undefined)
      own.untilNs = response.timeNs + one.expiresSeconds * 1e9;
  }
  registration.otherContacts = others.slice(0, maxOthers);
  endUnlisted(registration, touched, response);
}

function isListedAs({ contact, listedAs }: Binding, one: RegisterContact): boolean {
  return listedAs === one.uri || isSameBinding(contact, one);
}

/** Older contacts of the same user agent that are listed no more while its new one is: the registrar has put that in their place. */
function endUnlisted(registration: Registration, touched: ReadonlySet<Binding>, response: FinalResponse): void {
  const { timeNs, frame, contacts } = response;
  const isListed = (binding: Binding): boolean => contacts.contacts.some((one) => isListedAs(binding, one));
  if (![...touched].some((binding) => binding.isActive(timeNs) && isListed(binding))) return;
  for (const binding of registration.bindings)
    if (!touched.has(binding) && binding.isActive(timeNs) && !isListed(binding))
      binding.end('replaced', undefined, timeNs, frame);
}

function addBinding(registration: Registration, binding: Binding): Binding {
  if (registration.bindings.length >= maxBindings) {
    registration.bindings = registration.bindings.slice(1 - maxBindings);
    registration.droppedBindings++;
  }
  registration.bindings = withOneMore(registration.bindings, binding);
  return binding;
}

function noteSuccess(
  registration: Registration,
  outcome: Applied['outcome'],
  wasRegistered: boolean,
  timeNs: number,
): void {
  if (outcome === 'fetched') return;
  if (outcome === 'removed') {
    registration.lastSuccessNs = -1;
    return;
  }
  if (!wasRegistered) registration.registeredNs = timeNs;
  if (outcome === 'refreshed') {
    const refreshing = registration.refresh();
    refreshing.count++;
    if (registration.lastSuccessNs >= 0) noteInterval(refreshing, timeNs - registration.lastSuccessNs);
  }
  registration.lastSuccessNs = timeNs;
}

function noteInterval(refreshing: Refreshing, intervalNs: number): void {
  refreshing.shortestNs = Math.min(refreshing.shortestNs, intervalNs);
  refreshing.longestNs = Math.max(refreshing.longestNs, intervalNs);
}
