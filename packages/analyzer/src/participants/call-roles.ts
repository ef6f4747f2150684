import { type HopPair, isInitial, Makers } from '../identity/hop-pairs.ts';
import { isFirstCopy, type ReadMessage, senderOf } from '../message/read-message.ts';
import type { Evidence, ParticipantRole, RoleRow } from '../rows.ts';
import { Sentences } from '../ims/sentences.ts';

/** What each endpoint does in a call, with what shows it. */
export class CallRoles {
  /** By endpoint. */
  readonly #roles = new Map<string, Map<ParticipantRole, Sentences>>();

  add(endpoint: string, role: ParticipantRole, sentence: string, ...frames: readonly number[]): void {
    let roles = this.#roles.get(endpoint);
    if (roles === undefined) this.#roles.set(endpoint, (roles = new Map()));
    let sentences = roles.get(role);
    if (sentences === undefined) roles.set(role, (sentences = new Sentences()));
    sentences.add(sentence, ...frames);
  }

  /** Of a device: those of all its endpoints. */
  rowsOf(endpoints: readonly string[]): readonly RoleRow[] {
    const rows = new Map<ParticipantRole, Evidence[]>();
    for (const endpoint of endpoints) {
      for (const [role, sentences] of this.#roles.get(endpoint) ?? []) {
        const evidence = rows.get(role);
        if (evidence === undefined) rows.set(role, [...sentences.list()]);
        else evidence.push(...sentences.list());
      }
    }
    return [...rows].map(([role, evidence]) => ({ role, evidence }));
  }
}

/** What the messages of a call show of who does what in it. `pairs`: the requests that elements sent on. */
export function callRoles(messages: readonly ReadMessage[], pairs: readonly HopPair[]): CallRoles {
  const roles = new CallRoles();
  for (const { by, at, incoming, outgoing } of pairs) {
    const { method } = outgoing.row;
    const frames = [incoming.row.frame, outgoing.row.frame];
    if (by === 'proxy') roles.add(at, 'proxy', `It sends the ${method} on with a Via of its own.`, ...frames);
    else roles.add(at, 'B2BUA', 'It sends an INVITE of its own while one waits there.', ...frames);
  }
  const sentOn = new Set(pairs.map(({ incoming }) => incoming));
  const made = new Set(pairs.map(({ outgoing }) => outgoing));
  addParties(roles, messages, { sentOn, made });
  const makers = new Makers();
  for (const message of messages) {
    const isMaker = makers.receive(message);
    if (isMaker && isFirstCopy(message.row)) addOwn(roles, message);
  }
  return roles;
}

type Passed = { readonly sentOn: ReadonlySet<ReadMessage>; readonly made: ReadonlySet<ReadMessage> };

function addParties(roles: CallRoles, messages: readonly ReadMessage[], { sentOn, made }: Passed): void {
  /** Initial INVITEs that were not sent on, by Call-ID, CSeq and branch. */
  const ended = new Map<string, ReadMessage>();
  let hasCaller = false;
  for (const message of messages) {
    const { row, parsed } = message;
    if (!isFirstCopy(row)) continue;
    if (isInitial(message)) {
      if (!hasCaller && !made.has(message) && parsed.via.length === 1)
        roles.add(senderOf(row), 'caller', 'It sends the first INVITE, with no Via but its own.', row.frame);
      hasCaller = true;
      if (!sentOn.has(message)) ended.set(keyOf(message), message);
    } else if (row.kind === 'response') addAnswerer(roles, message, ended.get(keyOf(message)));
  }
}

/** `invite`: the one it answers, where its receiver sent none on. */
function addAnswerer(roles: CallRoles, { row, parsed }: ReadMessage, invite: ReadMessage | undefined): void {
  const status = row.status ?? 0;
  const sender = senderOf(row);
  if (invite === undefined || row.method !== 'INVITE') return;
  const frames = [invite.row.frame, row.frame];
  if (status >= 300 && status < 400 && parsed.contacts.length > 0)
    roles.add(sender, 'redirect server', `It answers ${status} and names other places.`, ...frames);
  else if (isOwnRoute(parsed, sender))
    roles.add(sender, 'proxy', 'It stands in the Record-Route of a response.', row.frame);
  else if (isOfCallee(status))
    roles.add(sender, 'callee', `It answers ${status} and sends the INVITE nowhere.`, ...frames);
}

/** What the called user, or a device of theirs, says: ringing, busy, declined. Other failures may be those of servers. */
function isOfCallee(status: number): boolean {
  return (status > 100 && status < 300) || [480, 486, 600, 603, 607].includes(status);
}

/** A proxy of which only one side was captured. */
function isOwnRoute(parsed: ReadMessage['parsed'], endpoint: string): boolean {
  return parsed.get('Record-Route').some(({ uri }) => {
    if (uri?.kind !== 'sip') return false;
    return endpoint === `${uri.host}:${uri.port ?? 5060}`;
  });
}

/** What Contacts and bodies say of who made them: RFC 4579 §5.1, RFC 7866 §6.1, §7.1, RFC 4904, RFC 3204. */
function addOwn(roles: CallRoles, { row, parsed }: ReadMessage): void {
  const sender = senderOf(row);
  if (row.method === 'REGISTER' && row.status !== undefined && row.status >= 200 && row.status < 300)
    roles.add(sender, 'registrar', 'It accepts registrations.', row.frame);
  if (row.method !== 'INVITE') return;
  for (const contact of parsed.contacts.slice(0, 3)) {
    if (contact === '*' || (row.status ?? 0) >= 300) continue;
    const isTagged = (name: string): boolean => contact.params.some((one) => one.name.toLowerCase() === name);
    if (contact.isFocus) roles.add(sender, 'conference focus', 'Its Contact says that it is one (isfocus).', row.frame);
    if (isTagged('+sip.src')) roles.add(sender, 'recording client', 'Its Contact says so (+sip.src).', row.frame);
    if (isTagged('+sip.srs')) roles.add(sender, 'recording server', 'Its Contact says so (+sip.srs).', row.frame);
    if (/[;:]tgrp=/i.test(contact.uriText))
      roles.add(sender, 'gateway', 'Its Contact names a trunk group (tgrp).', row.frame);
  }
  if (parsed.body?.find('application/isup') !== undefined)
    roles.add(sender, 'gateway', 'It sends ISUP, the signalling of telephone networks.', row.frame);
}

/** Of one hop: a server may answer from another port. */
function keyOf({ row }: ReadMessage): string {
  return `${row.callId ?? ''} ${row.cseq ?? -1} ${row.branch ?? ''}`;
}
