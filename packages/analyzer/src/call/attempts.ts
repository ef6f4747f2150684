import { joined } from '../message/fingerprint.ts';
import { KeyTable } from '../message/key-table.ts';
import type { Slots } from '../message/slots.ts';
import type { Call } from './call.ts';

/** Finds open calls by the Call-ID and From tag of their INVITEs: of their first, and of those that go on with it or are further legs. */
export class Attempts {
  readonly #open: Slots<Call>;
  readonly #byKey = new KeyTable();

  constructor(open: Slots<Call>) {
    this.#open = open;
  }

  of(callId: number, fromTag: number): Call | undefined {
    return this.#open.at(this.#byKey.get(attemptKey({ callId, fromTag })));
  }

  /** Of its first INVITE. */
  begin(call: Call): void {
    this.#byKey.set(call.key, call.slot);
  }

  add(call: Call, key: number): void {
    call.moreKeys = [...call.moreKeys, key];
    this.#byKey.set(key, call.slot);
  }

  /** Before it leaves its slot. */
  remove(call: Call): void {
    this.#byKey.delete(call.key, call.slot);
    for (const key of call.moreKeys) this.#byKey.delete(key, call.slot);
  }
}

export function attemptKey({ callId, fromTag }: { readonly callId: number; readonly fromTag: number }): number {
  return joined(callId, fromTag);
}
