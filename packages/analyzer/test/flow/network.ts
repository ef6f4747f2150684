import { createsDialog, type Dialog, type HopRequest } from './elements.ts';
import type { Actor, DialogReference, Step, Transport } from '../../src/expect/script/script.ts';
import { type SipText, uriOf, valueOf, valuesOf } from './sip-text.ts';

/** A packet as it was captured. */
export type Packet = {
  readonly seconds: number;
  readonly from: Actor;
  readonly to: Actor;
  readonly transport: Transport;
  readonly text: string | Uint8Array;
  readonly line: number;
  readonly label: string | undefined;
  /** IP identification. */
  readonly id: number;
  readonly isUnseen: boolean;
  /** Of its IP header. */
  readonly dscp?: number;
  /** It is sent in so many IP fragments. */
  readonly fragments?: number;
  /** ICMP to who sent that one: nobody takes it at that port. */
  readonly refuses?: Packet;
  /** Other ports than those of the two. */
  readonly ports?: readonly [from: number, to: number];
};

type Sent = { readonly step: Step; readonly message: SipText };

/** What all elements together know: requests on their hops, dialogs, names of calls. */
export class Network {
  readonly requests: HopRequest[] = [];
  readonly #dialogs: Dialog[] = [];
  readonly #sent: Sent[] = [];
  /** Call-IDs by the names that the script gives calls. */
  readonly #names = new Map<string, string>();
  readonly #owners = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #challenges = new Map<string, readonly [name: string, value: string]>();
  readonly #sdp = new Map<string, { words: string; version: number }>();
  #id = 0;
  #uses = 0;

  nextId(): number {
    return ++this.#id;
  }

  /** `alice-1`, `alice-2` … */
  nextName(prefix: string): string {
    const count = (this.#counts.get(prefix) ?? 0) + 1;
    this.#counts.set(prefix, count);
    return `${prefix}-${count}`;
  }

  newTag(owner: Actor, given?: string): string {
    const tag = given ?? this.nextName(owner.name);
    this.#owners.set(tag, owner.name);
    return tag;
  }

  ownerOfTag(tag: string | undefined): string | undefined {
    return tag === undefined ? undefined : this.#owners.get(tag);
  }

  nameCall(name: string | undefined, callId: string): void {
    if (name !== undefined) this.#names.set(name, callId);
  }

  callIdOf(name: string): string {
    const callId = this.#names.get(name);
    if (callId === undefined) throw new Error(`no call is called ${name}`);
    return callId;
  }

  remember(step: Step, message: SipText): void {
    this.#sent.push({ step, message });
  }

  /** The message that this step sends once more. */
  sentBefore({ from, to, what, options }: Step): SipText {
    const found = this.#sent.findLast(({ step, message }) => {
      if (step.from !== from || step.to !== to || step.what.kind !== what.kind) return false;
      if (options.inCall !== undefined && valueOf(message, 'Call-ID') !== this.callIdOf(options.inCall)) return false;
      if (what.kind === 'request') return step.what.kind === 'request' && step.what.method === what.method;
      if (what.kind !== 'response' || step.what.kind !== 'response') return false;
      const method = valueOf(message, 'CSeq')?.split(' ')[1];
      return step.what.status === what.status && (what.method === undefined || what.method === method);
    });
    if (found === undefined) throw new Error(`${from.name} sent nothing like this to ${to.name} before`);
    return found.message;
  }

  /** The latest this sender sent there, of the call that is named. */
  lastRequest({ from, to, options }: Step, method: string): HopRequest | undefined {
    const callId = options.inCall === undefined ? undefined : this.callIdOf(options.inCall);
    return this.requests.findLast((one) => {
      if (one.from !== from || one.to !== to || one.method !== method) return false;
      return callId === undefined || one.callId === callId;
    });
  }

  /** The latest that was not forwarded there yet. */
  requestToForward({ from, to, options }: Step, method: string): HopRequest {
    const { requests } = this;
    const callId = options.inCall === undefined ? undefined : this.callIdOf(options.inCall);
    const received = requests.filter((one) => {
      return one.to === from && one.arrived && one.method === method && (callId === undefined || one.callId === callId);
    });
    const isNew = (one: HopRequest) => !requests.some((other) => other.forwards === one && other.to === to);
    const found = received.findLast(isNew) ?? received.at(-1);
    if (found === undefined) throw new Error(`${from.name} received no ${method} to forward`);
    return found;
  }

  addDialog(dialog: Omit<Dialog, 'lastUsed'>): Dialog {
    const added = { ...dialog, lastUsed: ++this.#uses };
    this.#dialogs.push(added);
    return added;
  }

  use(dialog: Dialog | undefined): void {
    if (dialog !== undefined) dialog.lastUsed = ++this.#uses;
  }

  dialogsOf(owner: Actor, callId?: string): Dialog[] {
    return this.#dialogs.filter((one) => one.owner === owner && (callId === undefined || one.callId === callId));
  }

  /** An INVITE failed: its early dialogs are over (RFC 3261 §12.3). */
  endEarly(attempt: Dialog): void {
    for (let i = this.#dialogs.length - 1; i >= 0; i--) {
      if (this.#dialogs[i]?.attempt === attempt && this.#dialogs[i]?.isConfirmed === false) this.#dialogs.splice(i, 1);
    }
  }

  /** The dialog that `owner` means where it says no more: the latest it has with this peer, or of those that `options` name. */
  dialogFor({ from, to, options }: Step): Dialog {
    let found = this.dialogsOf(from, options.inCall === undefined ? undefined : this.callIdOf(options.inCall));
    if (options.toActor !== undefined) found = found.filter(({ remoteActor }) => remoteActor === options.toActor);
    else {
      const near = found.filter(({ remoteActor, peer }) => remoteActor === to.name || peer === to.name);
      if (near.length > 0) found = near;
    }
    const [latest] = found.toSorted((a, b) => b.lastUsed - a.lastUsed);
    if (latest === undefined) throw new Error(`${from.name} has no call or dialog yet: say the URI`);
    // The dialog of an attempt, where it made one.
    const made = found.filter(({ attempt }) => attempt === latest).toSorted((a, b) => b.lastUsed - a.lastUsed);
    return made[0] ?? latest;
  }

  /** Dialogs learn from a message that their owner received. */
  learn(dialog: Dialog | undefined, message: SipText, method: string): void {
    if (dialog === undefined) return;
    this.use(dialog);
    const contact = valueOf(message, 'Contact');
    if (contact !== undefined && createsDialog.has(method)) dialog.target = uriOf(contact) ?? dialog.target;
    else if (contact !== undefined && (method === 'UPDATE' || method === 'NOTIFY')) {
      dialog.target = uriOf(contact) ?? dialog.target;
    }
  }

  routeSetOf(message: SipText): string[] {
    return valuesOf(message, 'Record-Route').flatMap((value) => value.split(/,\s*(?=<)/));
  }

  challenge(owner: Actor, message: SipText): void {
    for (const [name, answer] of [
      ['WWW-Authenticate', 'Authorization'],
      ['Proxy-Authenticate', 'Proxy-Authorization'],
    ] as const) {
      const value = valueOf(message, name);
      if (value !== undefined) this.#challenges.set(owner.name, [answer, value]);
    }
  }

  challengeOf(owner: Actor): readonly [name: string, value: string] {
    const challenge = this.#challenges.get(owner.name);
    if (challenge === undefined) throw new Error(`${owner.name} was not challenged`);
    return challenge;
  }

  /** Of the session of this sender's SDP, one more whenever it says something else (RFC 3264 §8). */
  sdpVersion(sender: Actor, callId: string, words: readonly string[]): number {
    const key = `${sender.name} ${callId}`;
    const text = words.join(' ');
    const last = this.#sdp.get(key);
    const version = last === undefined ? 1 : last.words === text ? last.version : last.version + 1;
    this.#sdp.set(key, { words: text, version });
    return version;
  }

  /** `Replaces` and `Join` of a dialog as one of its ends has it (RFC 3891 §3, §6.1). */
  reference({ call, at }: DialogReference): string {
    const callId = this.callIdOf(call);
    const dialog = this.#dialogs.findLast((one) => {
      return one.callId === callId && one.owner.name === at && one.remoteTag !== undefined;
    });
    if (dialog === undefined) throw new Error(`${at} has no dialog in ${call}`);
    return `${callId};to-tag=${dialog.localTag};from-tag=${dialog.remoteTag}`;
  }

  isAcknowledgedByHop(request: HopRequest): boolean {
    const final = request.responses.find(({ status, arrived }) => arrived && status >= 300);
    return request.method === 'INVITE' && final !== undefined && !request.isAcknowledged;
  }
}
