import { has } from '../message/key-reader.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { joined, textFingerprint } from '../message/fingerprint.ts';
import type { LegEvidence } from './joined-leg.ts';

/** Fields of one message that are looked at. */
const maxFields = 32;
/** A shorter value is no name of a call. */
const shortestId = 8;
const longestId = 512;

/** Something in an INVITE that another leg of the call repeats. */
export type LegId = {
  readonly by: LegEvidence;
  readonly key: number;
};

const kinds: Readonly<Record<'session-id' | 'icid' | 'vendor-id' | 'correlation-id', number>> = {
  'session-id': 1,
  icid: 2,
  'vendor-id': 3,
  'correlation-id': 4,
};

const none: readonly LegId[] = [];

/** What fields in which vendors name a call, or a leg of it, are called: `X-CID`, `X-Call-UUID`, `X-CallSid`, `X-Correlation-ID` … */
const callNames = /call|cid|corr|guid|leg|sess|track|trace|uuid/;
/** Those name who calls or is called, in all of their calls. */
const partyNames = /caller|callee|called|calling/;

/** The names that a message gives to its call, for other legs to repeat; only where it has any is it read. */
export function legIdsOf(message: CapturedMessage, correlationId: string | undefined): readonly LegId[] {
  const isNamed = (message.fields & (has.sessionId | has.legId)) !== 0;
  if (!isNamed && correlationId === undefined) return none;
  const ids: LegId[] = [];
  if ((message.fields & has.sessionId) !== 0) addSessionId(ids, message);
  if ((message.fields & has.legId) !== 0) addVendorIds(ids, message);
  if (correlationId !== undefined) addId(ids, 'correlation-id', correlationId);
  return ids;
}

/** What may be the Call-ID of another leg: values of fields of a vendor's own, and what the sender of HEP says. */
export function namedCallIds(message: CapturedMessage, correlationId: string | undefined): readonly string[] {
  const named = correlationId === undefined ? [] : [correlationId];
  if ((message.fields & has.legId) === 0) return named;
  for (const { name, value } of extensionFields(message))
    if (name.startsWith('x-') && value.length <= longestId && isIdLong(localPart(value))) named.push(value);
  return named;
}

/** The caller's half, which every element passes on unchanged (RFC 7989 §6, §7). */
export function sessionIdKey(uuid: string): number {
  return joined(kinds['session-id'], textFingerprint(uuid.toLowerCase()));
}

/** Both halves, whichever side sent it; 0 where one is not known yet. Two dialogs that have the same are of one call, also where their INVITEs were not captured. */
export function sessionPairKey(message: CapturedMessage): number {
  if ((message.fields & has.sessionId) === 0) return 0;
  const [sessionId] = message.parsed().values('Session-ID');
  const remote = sessionId?.remote;
  if (sessionId === undefined || remote === undefined || isNil(sessionId.uuid) || isNil(remote)) return 0;
  const [one, other] = [textFingerprint(sessionId.uuid.toLowerCase()), textFingerprint(remote.toLowerCase())];
  return joined(kinds['session-id'], joined(Math.min(one, other), Math.max(one, other)));
}

/** The nil UUID names nobody (RFC 7989 §5), and so does a name of zeros. */
function isNil(name: string): boolean {
  return !/[1-9a-z]/i.test(name);
}

function addSessionId(ids: LegId[], message: CapturedMessage): void {
  const [sessionId] = message.parsed().values('Session-ID');
  if (sessionId === undefined || isNil(sessionId.uuid)) return;
  ids.push({ by: 'session-id', key: sessionIdKey(sessionId.uuid) });
}

function addVendorIds(ids: LegId[], message: CapturedMessage): void {
  const icid = message.parsed().values('P-Charging-Vector')[0]?.icidValue;
  if (icid !== undefined) addId(ids, 'icid', icid);
  for (const { name, value } of extensionFields(message))
    if (name === 'cisco-guid' || namesCall(name)) addId(ids, 'vendor-id', value);
}

function namesCall(name: string): boolean {
  return name.startsWith('x-') && name.endsWith('id') && callNames.test(name) && !partyNames.test(name);
}

function addId(ids: LegId[], by: keyof typeof kinds, value: string): void {
  if (isIdLong(value) && !isNil(value)) ids.push({ by, key: joined(kinds[by], textFingerprint(value)) });
}

function isIdLong(value: string): boolean {
  return value.length >= shortestId && value.length <= longestId;
}

function extensionFields(message: CapturedMessage): readonly { readonly name: string; readonly value: string }[] {
  const fields: { readonly name: string; readonly value: string }[] = [];
  for (const { name, value } of message.parsed().headers) {
    const lower = name.toLowerCase();
    if ((lower.startsWith('x-') || lower === 'cisco-guid') && fields.length < maxFields)
      fields.push({ name: lower, value });
  }
  return fields;
}

/** Signs at which elements add something to a Call-ID. */
const separators = new Set('-_.:;=+~!');
/** How many of them are tried from either end. */
const maxCuts = 4;

/** By which a call is found by its Call-ID: without the host, which elements put their own in place of. */
export function callIdKey(callId: string): number {
  return textFingerprint(localPart(callId));
}

/** Whether they are equal, or would be but for their hosts. */
export function isCallIdAlike(one: string, other: string): boolean {
  return localPart(one) === localPart(other);
}

/**
 * Keys of the Call-IDs that this one may have been made of, by an element that put another host, or something before or behind it: `b2b_`…, …`-1`,
 * …`_b2b-1`.
 */
export function callIdsWithin(callId: string): readonly number[] {
  const local = localPart(callId);
  if (!isIdLong(local)) return [];
  const keys = [textFingerprint(local)];
  const add = (text: string): void => {
    if (text.length >= shortestId) keys.push(textFingerprint(text));
  };
  for (let at = 0, cuts = 0; at < local.length && cuts < maxCuts; at++) {
    if (!separators.has(local[at]!)) continue;
    cuts++;
    add(local.slice(at + 1));
  }
  for (let at = local.length - 1, cuts = 0; at > 0 && cuts < maxCuts; at--) {
    if (!separators.has(local[at]!)) continue;
    cuts++;
    add(local.slice(0, at));
  }
  return keys;
}

function localPart(callId: string): string {
  const at = callId.indexOf('@');
  return at > 0 ? callId.slice(0, at) : callId;
}
