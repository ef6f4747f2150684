import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { isRegistered } from './apply-success.ts';
import type { RegisterContact } from './register-contact.ts';
import type { Registration } from './registration.ts';
import { toldBindings } from './told-bindings.ts';

/** Who sends a REGISTER. */
export type Registrant = {
  readonly callId: number;
  /** From, where that is not the address-of-record. */
  readonly registrant: string | undefined;
  readonly contacts: readonly RegisterContact[];
  /** An endpoint of the `FlowTable`. */
  readonly source: number;
  readonly isFirstHop: boolean;
  readonly hasCredentials: boolean;
};

/**
 * The registration that a REGISTER goes on with, of those of its address-of-record. A user agent keeps its Call-ID (RFC 3261 §10.2.4) until it starts anew: then its
 * instance tells that it is the same, or its contact and address, or that where it comes from nobody is registered any more.
 */
export function findRegistration(
  first: Registration | undefined,
  registrant: Registrant,
  nowNs: number,
  flows: FlowTable,
): Registration | undefined {
  let found: Registration | undefined;
  let likeness = 0;
  for (let one = first; one !== undefined; one = one.next) {
    if (one.registrant !== registrant.registrant) continue;
    const alike = likenessOf(one, registrant, nowNs, flows);
    if (alike <= likeness) continue;
    [found, likeness] = [one, alike];
  }
  return found;
}

/** 0 where it is another user agent. */
function likenessOf(one: Registration, registrant: Registrant, nowNs: number, flows: FlowTable): number {
  if (one.threads.some(({ callId }) => callId === registrant.callId)) return 4;
  const instance = registrant.contacts[0]?.instance;
  if (instance !== undefined && one.instance !== undefined) return one.instance === instance ? 3 : 0;
  if (hasSameContact(one, registrant, flows)) return 2;
  return isIdleAt(one, registrant, nowNs) ? 1 : 0;
}

function hasSameContact(one: Registration, { contacts, source }: Registrant, flows: FlowTable): boolean {
  const uri = contacts[0]?.uri;
  if (uri === undefined || !one.bindings.some(({ contact }) => contact.uri === uri)) return false;
  if (one.clients.length === 0) return true;
  const host = hostOf(source, flows);
  return one.clients.some((client) => hostOf(client, flows) === host);
}

/** Without the port: it is another one of each connection. */
function hostOf(endpoint: number, flows: FlowTable): string {
  const text = flows.endpoint(endpoint);
  return text.slice(0, text.lastIndexOf(':'));
}

/** Whether it came from there and nothing of it goes on: not its bindings, and no attempt but one that waits for these credentials. */
function isIdleAt(one: Registration, { source, isFirstHop, hasCredentials }: Registrant, nowNs: number): boolean {
  if (!isFirstHop || !one.clients.includes(source) || isRegistered(one, nowNs)) return false;
  return one.threads.every(({ attempt }) => {
    if (attempt === undefined || attempt.outcome !== undefined) return true;
    return (hasCredentials && attempt.waits === 'credentials') || nowNs - attempt.startedNs > timeoutNs;
  });
}

/** How long more is waited for: of who was registered or tried to sign in, and of anybody else. */
const longNs = 600e9;
const shortNs = 2 * timeoutNs;
/** A binding of which nobody said how long it holds. RFC 3261 §10.2: an hour is the default of many. */
const unknownNs = 3600e9;

/** Whether nothing more is expected of it: its bindings ended, and no attempt came for long. */
export function isOverAt(registration: Registration, nowNs: number): boolean {
  const { authentication, lastNs } = registration;
  const bindings = toldBindings(registration);
  let endNs = lastNs;
  for (const { untilNs } of bindings) endNs = Math.max(endNs, untilNs === Infinity ? lastNs + unknownNs : untilNs);
  const isKnown = bindings.length > 0 || (authentication?.last.length ?? 0) > 0;
  return nowNs - endNs > (isKnown ? longNs : shortNs);
}
