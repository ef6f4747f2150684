import type { CapturedMessage } from '../message/captured-message.ts';
import { KeyTable } from '../message/key-table.ts';
import type { Slots } from '../message/slots.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { type Call, everyInvite, isAnswered } from './call.ts';
import type { CallIndex } from './call-index.ts';
import type { HostTable } from './host-table.ts';
import type { LegEvidence } from './joined-leg.ts';
import { isCallIdAlike, type LegId, namedCallIds, sessionPairKey } from './leg-ids.ts';
import type { NewInvite } from './new-invite.ts';

/** Names of one call that are kept to find it by. */
const maxLegIds = 16;
/** How many INVITEs of a call are looked through for one that the sender has received. */
const maxInvitesAsked = 32;
/** Names that are known to be shared; further ones are not noticed. */
const maxShared = 10_000;

type Tables = {
  readonly open: Slots<Call>;
  readonly index: CallIndex;
  readonly flows: FlowTable;
  readonly hosts: HostTable;
};

/** Finds calls by the names that legs repeat: Session-ID, charging vector, those of vendors, Call-IDs of other legs. */
export class LegNames {
  readonly #open: Slots<Call>;
  readonly #index: CallIndex;
  readonly #flows: FlowTable;
  readonly #hosts: HostTable;
  /** The latest call by each name that its INVITE gave. */
  readonly #byLegId = new KeyTable();
  /** Names that several calls on one way had: they tell nothing. */
  readonly #shared = new Set<number>();

  constructor({ open, index, flows, hosts }: Tables) {
    this.#open = open;
    this.#index = index;
    this.#flows = flows;
    this.#hosts = hosts;
  }

  /** The call that an INVITE names, and by what. */
  find(
    invite: NewInvite,
    ids: readonly LegId[],
  ): { readonly call: Call; readonly by: readonly LegEvidence[] } | undefined {
    const { message, correlationId } = invite;
    let found: Call | undefined;
    const by: LegEvidence[] = [];
    const count = (call: Call | undefined, evidence: LegEvidence): void => {
      if (call === undefined || (found !== undefined && call !== found)) return;
      found = call;
      if (!by.includes(evidence)) by.push(evidence);
    };
    for (const { by: evidence, key } of ids) count(this.#legOf(this.named(key), message, key), evidence);
    for (const callId of namedCallIds(message, correlationId)) {
      if (isCallIdAlike(callId, invite.callId)) continue;
      const evidence = callId === correlationId ? 'correlation-id' : 'names-call-id';
      count(this.#legOf(this.#index.byCallId(callId), message, 0), evidence);
    }
    return found === undefined ? undefined : { call: found, by };
  }

  /** The call that a message within a dialog belongs to, whose INVITE was not captured: by both halves of its Session-ID, on another way. */
  findWithin(message: CapturedMessage): Call | undefined {
    const key = sessionPairKey(message);
    const call = key === 0 ? undefined : this.named(key);
    return call === undefined || this.#isOnWayOf(call, message) ? undefined : call;
  }

  /** Both halves of its Session-ID are known once it was answered, or where a message within it comes. */
  nameSession(call: Call, message: CapturedMessage): void {
    const key = sessionPairKey(message);
    if (key === 0 || call.legIds.length >= maxLegIds || call.legIds.includes(key)) return;
    call.legIds = [...call.legIds, key];
    this.#byLegId.set(key, call.slot);
  }

  /** Between the same two hosts as its first leg. */
  #isOnWayOf({ flow }: Call, message: CapturedMessage): boolean {
    const [one, other] = [this.#hosts.source(flow), this.#hosts.destination(flow)];
    const [source, destination] = [this.#hosts.source(message.flow), this.#hosts.destination(message.flow)];
    return (source === one && destination === other) || (source === other && destination === one);
  }

  /** Names that its INVITE gave to the call. */
  name(call: Call, ids: readonly LegId[]): void {
    for (const { by, key } of ids) {
      if (call.legIds.length >= maxLegIds || call.legIds.includes(key)) continue;
      const other = this.#open.at(this.#byLegId.get(key));
      // A device keeps its half of the Session-ID from one call to the next that a transfer makes (RFC 7989 §6).
      if (other !== undefined && other !== call && by !== 'session-id') this.#share(key);
      call.legIds = [...call.legIds, key];
      this.#byLegId.set(key, call.slot);
    }
  }

  /** The call that has that name. */
  named(key: number): Call | undefined {
    return this.#shared.has(key) ? undefined : this.#open.at(this.#byLegId.get(key));
  }

  close(call: Call): void {
    for (const key of call.legIds) this.#byLegId.delete(key, call.slot);
  }

  /**
   * Whether a call of that name can have made that INVITE: it goes another way than the call's own, and where the call was answered, it leaves from who
   * received it and was asked for no transfer. A name that comes again on the same way is shared by several calls.
   */
  #legOf(call: Call | undefined, message: CapturedMessage, key: number): Call | undefined {
    if (call === undefined || call.isPartial) return undefined;
    const source = this.#hosts.source(message.flow);
    const isSameWay =
      source === this.#hosts.source(call.flow) &&
      this.#flows.destinationEndpoint(message.flow) === this.#flows.destinationEndpoint(call.flow);
    if (isSameWay) {
      // Who is transferred keeps its half of the Session-ID (RFC 7989 §6).
      if (key !== 0 && call.notes?.isTransferring() !== true) this.#share(key);
      return undefined;
    }
    if (!isAnswered(call)) return call;
    if (isHungUp(call)) return undefined;
    const isFromReceiver = everyInvite(call)
      .slice(-maxInvitesAsked)
      .some(({ flow }) => this.#hosts.destination(flow) === source);
    return isFromReceiver && call.notes?.isTransferring() !== true ? call : undefined;
  }

  #share(key: number): void {
    if (this.#shared.size < maxShared) this.#shared.add(key);
  }
}

function isHungUp({ dialogs }: Call): boolean {
  return dialogs.every(({ confirmed, ended }) => confirmed < 0 || ended >= 0);
}
