import type { FlowTable } from '../transport/flow-table.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { has } from '../message/key-reader.ts';
import type { Slots } from '../message/slots.ts';
import { type Call, everyInvite } from './call.ts';
import type { CallIndex } from './call-index.ts';
import type { HostTable } from './host-table.ts';
import type { JoinedLeg, LegConfidence, LegEvidence } from './joined-leg.ts';
import { callIdsWithin, isCallIdAlike, type LegId, legIdsOf } from './leg-ids.ts';
import { LegNames } from './leg-names.ts';
import { legOf, type NewInvite } from './new-invite.ts';
import { type PendingInvite, PendingInvites } from './pending-invites.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** A call with more legs takes no more: an INVITE that belongs to it begins a call of its own. */
const maxLegs = 32;
/** The same users are no evidence for longer than that. */
const usersNs = 2e9;
/** How many INVITEs of a call are looked through for one that the sender has received. */
const maxInvitesAsked = 32;

type Found = { readonly call: Call; readonly leg: JoinedLeg };
type Evidence = { readonly pending: PendingInvite; readonly by: readonly LegEvidence[] };

/**
 * Tells which INVITEs are further legs of a call: of what a back-to-back user agent makes of it. Names that legs repeat (Session-ID, those of vendors) are
 * enough by themselves; weaker evidence counts only where the INVITE leaves from the host that has received another one and not answered it yet, and only
 * where that is the only one it fits.
 */
export class LegJoiner {
  readonly names: LegNames;
  readonly #index: CallIndex;
  readonly #flows: FlowTable;
  readonly #hosts: HostTable;
  readonly #pending = new PendingInvites();

  constructor(tables: {
    readonly open: Slots<Call>;
    readonly index: CallIndex;
    readonly flows: FlowTable;
    readonly hosts: HostTable;
  }) {
    this.names = new LegNames(tables);
    this.#index = tables.index;
    this.#flows = tables.flows;
    this.#hosts = tables.hosts;
  }

  /** The call that the INVITE is a further leg of. */
  find(invite: NewInvite, ids: readonly LegId[]): Found | undefined {
    const named = this.names.find(invite, ids);
    if (named !== undefined && named.call.legs.length < maxLegs) return this.#named(invite, named);
    // What takes over or joins another call is no copy of what the sender has received.
    if ((invite.message.fields & (has.replaces | has.join)) !== 0) return undefined;
    if (!this.#pending.isAt(this.#hosts.source(invite.message.flow))) return undefined;
    const evidence = this.#byCallId(invite) ?? this.#byDescription(invite) ?? this.#byUsers(invite);
    if (evidence === undefined) return undefined;
    const { pending, by } = evidence;
    if (pending.call.legs.length >= maxLegs) return undefined;
    return { call: pending.call, leg: legOf(invite, by, confidenceOf(by), pending.frame) };
  }

  /** The same of a message within a dialog whose INVITE was not captured. */
  findWithin(message: CapturedMessage): Found | undefined {
    const call = this.names.findWithin(message);
    if (call === undefined || call.legs.length >= maxLegs) return undefined;
    const invite = { message, callId: message.callIdText() };
    return { call, leg: legOf(invite, ['session-id'], 'high', call.firstFrame) };
  }

  idsOf({ message, correlationId }: NewInvite): readonly LegId[] {
    return legIdsOf(message, correlationId);
  }

  /** Remembers an initial INVITE: other legs may be made of it. */
  add(call: Call, invite: Transaction, { message, scan, fromKey, toKey }: NewInvite): void {
    const { flow } = message;
    this.#pending.add({
      call,
      invite,
      timeNs: message.timeNs,
      frame: message.frame,
      sourceHost: this.#hosts.source(flow),
      sourceEndpoint: this.#flows.sourceEndpoint(flow),
      destinationHost: this.#hosts.destination(flow),
      destinationEndpoint: this.#flows.destinationEndpoint(flow),
      fromKey,
      toKey,
      usersKey: usersKeyOf(fromKey, toKey),
      originKey: scan.originKey,
      mediaKey: scan.mediaKey,
      formatsKey: scan.formatsKey,
      hasCredentials: scan.hasCredentials,
    });
  }

  /** The INVITE was answered, or nothing more is expected of it. Gives what was remembered of it. */
  answered(invite: Transaction): PendingInvite | undefined {
    return this.#pending.remove(invite);
  }

  #named(invite: NewInvite, { call, by }: { readonly call: Call; readonly by: readonly LegEvidence[] }): Found {
    const { message } = invite;
    const [first] = call.invites;
    const told = first === undefined ? undefined : this.#pending.of(first);
    if (message.viaCount === 1 && told !== undefined)
      this.#hosts.show(told.destinationHost, this.#hosts.source(message.flow));
    return { call, leg: legOf(invite, by, 'high', call.firstFrame) };
  }

  /** Its Call-ID, or the one it was made of, is that of a call that the sender has received. */
  #byCallId({ message, callId }: NewInvite): Evidence | undefined {
    for (const key of callIdsWithin(callId)) {
      const call = this.#index.byCallIdKey(key);
      const pending = call === undefined ? undefined : this.#pendingAt(call, message);
      if (pending !== undefined) return { pending, by: ['call-id'] };
    }
    // The same one with another From tag, however short.
    const same = this.#index.byCallId(callId);
    const pending = same === undefined || !isSame(same, callId) ? undefined : this.#pendingAt(same, message);
    return pending === undefined ? undefined : { pending, by: ['call-id'] };
  }

  #pendingAt(call: Call, message: CapturedMessage): PendingInvite | undefined {
    for (const invite of everyInvite(call).slice(-maxInvitesAsked)) {
      const pending = this.#pending.of(invite);
      if (pending !== undefined && this.#isMadeOf(pending, message)) return pending;
    }
    return undefined;
  }

  /** Its session description, or at least where its media go, is that of a call that the sender has received. */
  #byDescription(invite: NewInvite): Evidence | undefined {
    const { message, scan } = invite;
    const host = this.#hosts.source(message.flow);
    const origin = this.#pending.byOrigin(host, scan.originKey);
    const media = this.#pending.byMedia(host, scan.mediaKey);
    const pending = origin ?? media;
    if (pending === undefined || !this.#isMadeOf(pending, message)) return undefined;
    const by: LegEvidence[] = [];
    if (origin?.call === pending.call) by.push('sdp-origin');
    if (media?.call === pending.call) by.push('media-address');
    if (this.#pending.byUsers(host, usersKeyOf(invite.fromKey, invite.toKey))?.call === pending.call) by.push('users');
    return { pending, by };
  }

  /** The same two users; or one of them, where the sender has received no other call at the time: dial plans change numbers. */
  #byUsers({ message, fromKey, toKey }: NewInvite): Evidence | undefined {
    const host = this.#hosts.source(message.flow);
    const both = this.#pending.byUsers(host, usersKeyOf(fromKey, toKey));
    const pending = both ?? this.#pending.only(host);
    if (pending === undefined || !this.#isMadeOf(pending, message)) return undefined;
    const isFromSame = fromKey !== 0 && fromKey === pending.fromKey;
    const isToSame = toKey !== 0 && toKey === pending.toKey;
    if (!isFromSame && !isToSame) return undefined;
    if (message.timeNs - pending.timeNs > usersNs) return undefined;
    // Back to where it came from, it is as likely a call in return.
    if (this.#hosts.destination(message.flow) === pending.sourceHost) return undefined;
    return { pending, by: [isFromSame && isToSame ? 'users' : isFromSame ? 'from-user' : 'to-user'] };
  }

  /** It comes after, from who has received, with a way of its own (§16.6: a proxy would have left its Via). */
  #isMadeOf(pending: PendingInvite, { flow, timeNs, viaCount }: CapturedMessage): boolean {
    if (viaCount !== 1 || timeNs < pending.timeNs) return false;
    if (this.#hosts.source(flow) !== pending.destinationHost) return false;
    const source = this.#flows.sourceEndpoint(flow);
    if (source === pending.sourceEndpoint) return false;
    // Where all elements are on one host, their ports tell them apart.
    return pending.sourceHost !== pending.destinationHost || source === pending.destinationEndpoint;
  }
}

function isSame({ callIds }: Call, callId: string): boolean {
  return callIds.some((one) => isCallIdAlike(one, callId));
}

/** 0 where either is unknown: `anonymous` is many. */
function usersKeyOf(fromKey: number, toKey: number): number {
  return fromKey === 0 || toKey === 0 ? 0 : joined(fromKey, toKey);
}

function confidenceOf(by: readonly LegEvidence[]): LegConfidence {
  if (by.includes('call-id')) return 'high';
  if (by.length > 1) return by.includes('users') ? 'high' : 'medium';
  return by[0] === 'sdp-origin' || by[0] === 'media-address' ? 'medium' : 'low';
}
