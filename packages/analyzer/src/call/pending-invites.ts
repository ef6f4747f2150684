import { joined } from '../message/fingerprint.ts';
import { KeyTable } from '../message/key-table.ts';
import { Slots } from '../message/slots.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { Call } from './call.ts';

/** An initial INVITE without a final response: whoever received it may be making another leg of it. */
export type PendingInvite = {
  readonly call: Call;
  readonly invite: Transaction;
  readonly timeNs: number;
  readonly frame: number;
  readonly sourceHost: number;
  readonly sourceEndpoint: number;
  readonly destinationHost: number;
  readonly destinationEndpoint: number;
  /** What another leg of it is known by, each with the host that received it; 0 where there is none. */
  readonly fromKey: number;
  readonly toKey: number;
  readonly usersKey: number;
  readonly originKey: number;
  readonly mediaKey: number;
  /** What it offered, and whether with credentials: another attempt does otherwise. */
  readonly formatsKey: number;
  readonly hasCredentials: boolean;
};

/** INVITEs that are alike in one thing. */
type Group = {
  slot: number;
  readonly key: number;
  size: number;
  newest: PendingInvite | undefined;
  /** Whether more than one call was among them while it was not empty. */
  isMixed: boolean;
};

/** Finds the one pending INVITE that has a key; where several calls have it, none. */
class PendingGroups {
  readonly #groups = new Slots<Group>();
  readonly #byKey = new KeyTable();

  add(key: number, pending: PendingInvite): void {
    if (key === 0) return;
    const group = this.#groups.at(this.#byKey.get(key));
    if (group === undefined) {
      const made = { slot: -1, key, size: 1, newest: pending, isMixed: false };
      this.#groups.add(made);
      this.#byKey.set(key, made.slot);
      return;
    }
    group.size++;
    group.isMixed ||= group.newest?.call !== pending.call;
    group.newest = pending;
  }

  remove(key: number, pending: PendingInvite): void {
    if (key === 0) return;
    const group = this.#groups.at(this.#byKey.get(key));
    if (group === undefined) return;
    if (group.newest === pending) group.newest = undefined;
    if (--group.size > 0) return;
    this.#byKey.delete(key, group.slot);
    this.#groups.remove(group);
  }

  only(key: number): PendingInvite | undefined {
    if (key === 0) return undefined;
    const group = this.#groups.at(this.#byKey.get(key));
    return group === undefined || (group.isMixed && group.size > 1) ? undefined : group.newest;
  }
}

/** The initial INVITEs without a final response, by what another leg of them would have in common with them. */
export class PendingInvites {
  readonly #byUsers = new PendingGroups();
  readonly #byOrigin = new PendingGroups();
  readonly #byMedia = new PendingGroups();
  readonly #byHost = new PendingGroups();
  /** By the slot of the transaction. */
  readonly #ofTransaction: (PendingInvite | undefined)[] = [];
  /** How many each host has received. */
  readonly #atHost: number[] = [];

  /** Whether that host has received any. */
  isAt(host: number): boolean {
    return (this.#atHost[host] ?? 0) > 0;
  }

  add(pending: PendingInvite): void {
    const { slot } = pending.invite;
    while (this.#ofTransaction.length < slot) this.#ofTransaction.push(undefined);
    this.#ofTransaction[slot] = pending;
    this.#count(pending.destinationHost, 1);
    this.#byHost.add(at(pending.destinationHost, anyone), pending);
    this.#byUsers.add(at(pending.destinationHost, pending.usersKey), pending);
    this.#byOrigin.add(at(pending.destinationHost, pending.originKey), pending);
    this.#byMedia.add(at(pending.destinationHost, pending.mediaKey), pending);
  }

  /** It was answered, or given up. */
  remove(invite: Transaction): PendingInvite | undefined {
    const pending = this.of(invite);
    if (pending === undefined) return undefined;
    this.#ofTransaction[invite.slot] = undefined;
    this.#count(pending.destinationHost, -1);
    this.#byHost.remove(at(pending.destinationHost, anyone), pending);
    this.#byUsers.remove(at(pending.destinationHost, pending.usersKey), pending);
    this.#byOrigin.remove(at(pending.destinationHost, pending.originKey), pending);
    this.#byMedia.remove(at(pending.destinationHost, pending.mediaKey), pending);
    return pending;
  }

  of({ slot }: Transaction): PendingInvite | undefined {
    return slot < 0 ? undefined : this.#ofTransaction[slot];
  }

  /** The only call received by that host and not yet answered that has the key. */
  byUsers(host: number, usersKey: number): PendingInvite | undefined {
    return this.#byUsers.only(at(host, usersKey));
  }

  /** The only call received by that host and not yet answered. */
  only(host: number): PendingInvite | undefined {
    return this.#byHost.only(at(host, anyone));
  }

  byOrigin(host: number, originKey: number): PendingInvite | undefined {
    return this.#byOrigin.only(at(host, originKey));
  }

  byMedia(host: number, mediaKey: number): PendingInvite | undefined {
    return this.#byMedia.only(at(host, mediaKey));
  }

  #count(host: number, change: number): void {
    while (this.#atHost.length <= host) this.#atHost.push(0);
    this.#atHost[host] = this.#atHost[host]! + change;
  }
}

/** A key that all have. */
const anyone = 1;

function at(host: number, key: number): number {
  return key === 0 ? 0 : joined(key, host + 1);
}
