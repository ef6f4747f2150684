import { joined } from '../message/fingerprint.ts';
import { KeyTable } from '../message/key-table.ts';
import type { Party } from '../message/party.ts';
import type { Slots } from '../message/slots.ts';
import type { Call } from './call.ts';
import { callIdKey, isCallIdAlike } from './leg-ids.ts';

/** Finds open calls by their Call-IDs, and by who talks to whom: of several, the latest. */
export class CallIndex {
  readonly #open: Slots<Call>;
  readonly #byCallId = new KeyTable();
  readonly #byParties = new KeyTable();

  constructor(open: Slots<Call>) {
    this.#open = open;
  }

  add(call: Call): void {
    for (const callId of call.callIds) this.addCallId(call, callId);
    const key = partiesKey(call.from, call.to);
    if (key === 0) return;
    const other = this.#open.at(this.#byParties.get(key));
    if (other !== undefined) {
      other.isLikeOthers = true;
      call.isLikeOthers = true;
    }
    this.#byParties.set(key, call.slot);
  }

  addCallId(call: Call, callId: string): void {
    this.#byCallId.set(callIdKey(callId), call.slot);
  }

  /** Before it leaves its slot. */
  remove(call: Call): void {
    for (const callId of call.callIds) this.#byCallId.delete(callIdKey(callId), call.slot);
    const key = partiesKey(call.from, call.to);
    if (key !== 0) this.#byParties.delete(key, call.slot);
  }

  /** The call of which that is a Call-ID, whatever the host in it. */
  byCallId(callId: string): Call | undefined {
    const call = this.byCallIdKey(callIdKey(callId));
    return call?.callIds.some((one) => isCallIdAlike(one, callId)) === true ? call : undefined;
  }

  byCallIdKey(key: number): Call | undefined {
    return this.#open.at(this.#byCallId.get(key));
  }

  /** The latest call between two users, whoever called. */
  byUsers(one: number, other: number): Call | undefined {
    return one === 0 || other === 0 ? undefined : this.#open.at(this.#byParties.get(usersKey(one, other)));
  }
}

function partiesKey(from: Party | undefined, to: Party | undefined): number {
  const [one, other] = [from?.userKey ?? 0, to?.userKey ?? 0];
  return one === 0 || other === 0 ? 0 : usersKey(one, other);
}

function usersKey(one: number, other: number): number {
  return joined(Math.min(one, other), Math.max(one, other));
}
