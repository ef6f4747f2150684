import { type NameAddr, parameterValue, parseUri, type RemoteParty, SipUri, TelUri } from '@sipscope/parser';
import { isFirstCopy, type ReadMessage, senderOf } from '../message/read-message.ts';
import type { IdentityClaim, IdentityField } from '../rows.ts';
import { isAnonymous } from './anonymous.ts';

/** Further claims of a call are not listed; so many values of a field of one message are read. */
const maxClaims = 100;
const maxValues = 5;
/** Of each claim. */
const maxFrames = 20;
const maxSenders = 20;

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One thing that one message says of a party. */
export type Said = Omit<IdentityClaim, 'senders' | 'frames'>;

export type Claims = { readonly claims: readonly IdentityClaim[]; readonly more: number };

/** Who calls and who is called by the words of the initial INVITEs and of the responses to INVITEs, each claim once. */
export function identityClaims(messages: readonly ReadMessage[]): Claims {
  const claims = new Map<string, { readonly said: Said; readonly senders: string[]; readonly frames: number[] }>();
  const others = new Set<string>();
  for (const message of messages) {
    if (!isFirstCopy(message.row)) continue;
    for (const said of saidBy(message)) {
      const key = JSON.stringify([said.party, said.field, said.uri, said.displayName, said.verstat, said.privacy]);
      let claim = claims.get(key);
      if (claim === undefined && claims.size >= maxClaims) others.add(key);
      if (claim === undefined && claims.size < maxClaims) claims.set(key, (claim = { said, senders: [], frames: [] }));
      if (claim !== undefined) addTo(claim, message);
    }
  }
  return { claims: [...claims.values()].map(({ said, ...seen }) => ({ ...said, ...seen })), more: others.size };
}

function addTo(claim: { readonly senders: string[]; readonly frames: number[] }, { row }: ReadMessage): void {
  const sender = senderOf(row);
  if (claim.senders.length < maxSenders && !claim.senders.includes(sender)) claim.senders.push(sender);
  if (claim.frames.length < maxFrames) claim.frames.push(row.frame);
}

/** What one message says. Only what is of the call's parties: INVITEs that begin, and what answers them. */
export function saidBy({ row, parsed }: ReadMessage): readonly Said[] {
  if (row.method !== 'INVITE') return [];
  if (row.kind === 'response') return (row.status ?? 0) <= 100 ? [] : saidOfParty(parsed, 'called');
  if (row.toTag !== undefined) return [];
  const said: Said[] = [];
  if (parsed.from !== undefined) said.push(saidOf('From', 'caller', parsed.from));
  if (parsed.to !== undefined) said.push(saidOf('To', 'called', parsed.to));
  said.push(...saidOfParty(parsed, 'caller'));
  const called = parsed.get('P-Called-Party-ID');
  if (called !== undefined) said.push(saidOf('P-Called-Party-ID', 'called', called));
  return said;
}

/** What the fields say that tell of whoever made the message. */
function saidOfParty(parsed: ReadMessage['parsed'], party: IdentityClaim['party']): readonly Said[] {
  const said: Said[] = [];
  for (const field of ['P-Asserted-Identity', 'P-Preferred-Identity'] as const)
    for (const address of parsed.get(field).slice(0, maxValues)) said.push(saidOf(field, party, address));
  for (const address of parsed.get('Remote-Party-ID').slice(0, maxValues)) {
    // Its `party` says whom it is about, the maker of the message where it does not.
    const about = address.party === 'called' ? 'called' : address.party === 'calling' ? 'caller' : party;
    said.push(saidOfRemoteParty(about, address));
  }
  return said;
}

function saidOfRemoteParty(party: IdentityClaim['party'], address: RemoteParty): Said {
  const { screen, privacy } = address;
  return {
    ...saidOf('Remote-Party-ID', party, address),
    ...(screen === undefined ? {} : { screen }),
    ...(privacy.length === 0 ? {} : { privacy }),
  };
}

function saidOf(field: IdentityField, party: IdentityClaim['party'], address: NameAddr): Said {
  const { uriText, displayName } = address;
  const said: Writable<Said> = { field, party, uri: uriText };
  if (displayName !== undefined && displayName !== '') said.displayName = displayName;
  const verstat = verstatOf(address);
  if (verstat !== undefined) said.verstat = verstat;
  if (isAnonymous(uriText)) said.anonymous = true;
  return said;
}

/** Of the URI, or of its user part, which then is a telephone-subscriber. TS 24.229 §7.2A.20. */
function verstatOf({ uriText, params }: NameAddr): string | undefined {
  const { uri } = parseUri(uriText);
  const ofField = parameterValue(params, 'verstat');
  if (uri instanceof TelUri) return parameterValue(uri.params, 'verstat') ?? ofField;
  if (!(uri instanceof SipUri)) return ofField;
  const ofUser = /;verstat=([^;]*)/i.exec(uri.user ?? '')?.[1];
  return uri.param('verstat') ?? ofUser ?? ofField;
}
