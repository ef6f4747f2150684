import type { CaptureDiagnostics } from '../capture/capture-diagnostics.ts';
import { Follower, type FollowerContext } from '../follow/follower.ts';
import type { Position } from '../follow/position.ts';
import { Authentication } from '../identity/authentication.ts';
import type { Passwords } from '../identity/passwords.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import { method } from '../message/method.ts';
import { defaultMessageLimits } from '../message/message-limits.ts';
import { Parties } from '../message/party.ts';
import type { Summary } from '../rows.ts';
import type { RegistrationRow } from '../rows/registration-row.ts';
import { AddressesOfRecord } from './address-of-record.ts';
import { removeAll } from './apply-success.ts';
import { describeRegistration } from './describe-registration.ts';
import { findRegistration, isOverAt, type Registrant } from './find-registration.ts';
import { beginRound, receiveFinal } from './follow-attempt.ts';
import { finalResponse, learnFromHop, learnFromRequest, learnFromResponse } from './learn.ts';
import { receiveCredentials } from './login.ts';
import { RegEventReader, reginfoOf } from './reg-event-reader.ts';
import { registerContacts, type RegisterContacts } from './register-contact.ts';
import { type Extensions, Registration, Round, type Thread } from './registration.ts';
import { beginUnseen, note, threadOf } from './thread.ts';

/** More registrations of one address-of-record than this are not looked through: the oldest are left alone. */
const maxOfAddress = 64;
/** So many NOTIFYs are remembered. */
const maxNotifies = 4096;

export type RegistrationOptions = {
  readonly passwords?: Passwords | undefined;
  /** See `MessageLimits`. */
  readonly atOnce?: number | undefined;
  readonly diagnostics?: CaptureDiagnostics | undefined;
};

/** Who is registered, since when, from where, and why not (RFC 3261 §10). A row: see `RegistrationRow`. */
export class RegistrationTable extends Follower<Registration, RegistrationRow> {
  readonly #passwords: Passwords | undefined;
  readonly #digests = { right: 0, wrong: 0, unchecked: 0 };
  readonly #addresses = new AddressesOfRecord();
  readonly #parties = new Parties();
  /** The latest one of each address-of-record; the others by `next`. */
  readonly #byAddress = new Map<string, Registration>();
  /** NOTIFYs seen lately: the same one is seen on several hops. */
  readonly #notifies = new Set<number>();
  /** By the other identities that are registered with it (P-Associated-URI). */
  readonly #byIdentity = new Map<string, Registration>();
  readonly #regEvents = new RegEventReader();

  readonly #atOnce: number;
  readonly #diagnostics: CaptureDiagnostics | undefined;
  #isLimitTold = false;
  #lastFrame = 0;

  constructor(context: FollowerContext, tell?: (row: RegistrationRow) => void, options: RegistrationOptions = {}) {
    super(context, tell);
    this.#passwords = options.passwords;
    this.#atOnce = options.atOnce ?? defaultMessageLimits.registrationsAtOnce;
    this.#diagnostics = options.diagnostics;
  }

  /** See `Summary`. */
  get digests(): Summary['digests'] {
    return this.#passwords === undefined ? undefined : { ...this.#digests };
  }

  /** A registration stays open for as long as was granted: there may be many more of them than of anything else. */
  override closeOver(nowNs: number): void {
    super.closeOver(nowNs);
    if (this.openCount <= this.#atOnce) return;
    if (!this.#isLimitTold) this.#tellLimit();
    this.#isLimitTold = true;
    this.closeLongestSilent(this.#atOnce >> 1, nowNs);
  }

  #tellLimit(): void {
    const detail = `More than ${this.#atOnce} registrations are open at once: those silent for longest are taken to be over.`;
    this.#diagnostics?.report('limit-dialogs', { frame: this.#lastFrame, detail });
  }

  override get isWaiting(): boolean {
    return this.#regEvents.isWaiting;
  }

  override readWaiting(): Promise<void> {
    return this.#regEvents.readWaiting();
  }

  receive(message: CapturedMessage, { copy, transaction }: Position): void {
    if (message.method === method.notify) {
      if (message.isRequest && copy === 'none') this.#receiveNotify(message);
      return;
    }
    const aor = copy === 'duplicate' ? undefined : this.#addressOf(message);
    if (aor === undefined) return;
    this.#lastFrame = message.frame;
    if (message.isRequest) this.#receiveRequest(message, aor, copy === 'retransmission', transaction.number);
    else this.#receiveResponse(message, aor, copy === 'retransmission', transaction.number);
  }

  /** What the registrar tells of the bindings, once of all hops: it notifies of the address it is asked for. */
  #receiveNotify(message: CapturedMessage): void {
    const body = reginfoOf(message);
    const party = message.fromParty(this.#parties);
    const notify = joined(message.callId, message.cseq);
    if (body === undefined || party === undefined || this.#notifies.has(notify)) return;
    if (this.#notifies.size >= maxNotifies) this.#notifies.clear();
    this.#notifies.add(notify);
    const aor = this.#addresses.of(party.uri);
    const known = [...this.#of(aor)];
    const told = known.length > 0 ? known : [this.#byIdentity.get(aor) ?? this.#addTold(aor, message.timeNs)];
    for (const registration of told) registration.lastNs = Math.max(registration.lastNs, message.timeNs);
    this.#regEvents.receive(message, body, told);
  }

  *#of(aor: string): Generator<Registration, void, undefined> {
    for (let one = this.#byAddress.get(aor); one !== undefined; one = one.next) yield one;
  }

  #addressOf(message: CapturedMessage): string | undefined {
    const party = message.toParty(this.#parties);
    return party === undefined ? undefined : this.#addresses.of(party.uri);
  }

  /** Undefined where it is the address-of-record itself. */
  #registrantOf(message: CapturedMessage, aor: string): string | undefined {
    const party = message.fromParty(this.#parties);
    const from = party === undefined ? aor : this.#addresses.of(party.uri);
    return from === aor ? undefined : from;
  }

  #receiveRequest(message: CapturedMessage, aor: string, isRepeated: boolean, transaction: number): void {
    const parsed = message.parsed();
    const contacts = registerContacts(parsed);
    const registrant = {
      callId: message.callId,
      registrant: this.#registrantOf(message, aor),
      contacts: contacts.contacts,
      source: this.context.flows.sourceEndpoint(message.flow),
      isFirstHop: message.viaCount === 1,
      hasCredentials: parsed.authorization.length > 0 || parsed.proxyAuthorization.length > 0,
    };
    const registration =
      this.#find(aor, registrant, message.timeNs) ?? this.#add(message.timeNs, aor, registrant.registrant);
    note(registration, message, isRepeated);
    const thread = threadOf(registration, message);
    if (isRepeated || message.cseq < thread.cseq) return;
    const { round } = thread;
    const ofThis =
      message.cseq > thread.cseq
        ? this.#beginRound({ registration, thread }, message, contacts, transaction)
        : round && this.#seeAgain(round, message, contacts, transaction);
    if (ofThis !== undefined) learnFromHop(registration, message, parsed, ofThis, this.context.flows);
  }

  #beginRound(
    { registration, thread }: { registration: Registration; thread: Thread },
    message: CapturedMessage,
    contacts: RegisterContacts,
    transaction: number,
  ): Round {
    const { cseq, viaCount, timeNs, frame } = message;
    const parsed = message.parsed();
    const round = new Round(cseq, transaction, viaCount, timeNs, contacts, parsed.expires ?? -1);
    if (parsed.authorization.length > 0 || parsed.proxyAuthorization.length > 0)
      registration.authentication ??= new Authentication(this.#passwords);
    const hasCredentials = receiveCredentials(registration, parsed, { frame, request: joined(message.callId, cseq) });
    if (hasCredentials) this.#digests[registration.login?.password ?? 'unchecked']++;
    beginRound(registration, thread, round, { hasCredentials, frame });
    learnFromRequest(registration, message, parsed, contacts, this.context.flows);
    return round;
  }

  /** The same REGISTER on another hop, or to another server (RFC 3263 §4.3). */
  #seeAgain(round: Round, { viaCount }: CapturedMessage, contacts: RegisterContacts, transaction: number): Round {
    const isNearer = viaCount < round.viaCount;
    if (isNearer || (viaCount === round.viaCount && round.further === undefined)) {
      round.transaction = transaction;
      round.viaCount = viaCount;
      if (isNearer) round.contacts = contacts;
    }
    return round;
  }

  #receiveResponse(message: CapturedMessage, aor: string, isRepeated: boolean, transaction: number): void {
    if (message.status < 200 && this.#ofCallId(aor, message.callId) === undefined) return;
    const registration = this.#ofCallId(aor, message.callId) ?? this.#addCut(message, aor);
    note(registration, message, isRepeated);
    const thread = threadOf(registration, message);
    if (isRepeated || message.status < 200 || message.cseq < thread.cseq) return;
    const parsed = message.parsed();
    const contacts = registerContacts(parsed);
    learnFromResponse(registration, message, parsed, this.context.flows);
    if (message.cseq > thread.cseq) beginUnseen(registration, thread, message, contacts);
    const { round } = thread;
    if (round === undefined) return;
    const response = finalResponse(message, parsed, contacts);
    if (round.transaction >= 0 && round.transaction !== transaction) {
      round.further = response;
      return;
    }
    if (message.status === 401 || message.status === 407)
      registration.authentication ??= new Authentication(this.#passwords);
    receiveFinal(registration, thread, response, parsed);
    if (message.status >= 300) return;
    if (round.contacts.isAll) this.#removeOthers(registration, response);
    if (registration.extensions !== undefined)
      this.#setIdentities(registration.extensions, registration, registration.extensions.associatedUris);
  }

  #setIdentities(extensions: Extensions, registration: Registration, uris: readonly string[]): void {
    for (const identity of extensions.identities)
      if (this.#byIdentity.get(identity) === registration) this.#byIdentity.delete(identity);
    extensions.identities = uris.map((uri) => this.#addresses.of(uri));
    for (const identity of extensions.identities) this.#byIdentity.set(identity, registration);
  }

  #removeOthers(registration: Registration, response: Parameters<typeof removeAll>[1]): void {
    for (let other = this.#byAddress.get(registration.aor); other !== undefined; other = other.next)
      if (other !== registration) removeAll(other, response);
  }

  #find(aor: string, registrant: Registrant, nowNs: number): Registration | undefined {
    return findRegistration(this.#byAddress.get(aor), registrant, nowNs, this.context.flows);
  }

  #ofCallId(aor: string, callId: number): Registration | undefined {
    for (let one = this.#byAddress.get(aor); one !== undefined; one = one.next)
      if (one.threads.some((thread) => thread.callId === callId)) return one;
    return undefined;
  }

  /** Of which only the registrar told. */
  #addTold(aor: string, timeNs: number): Registration {
    const registration = this.#add(timeNs, aor, undefined);
    registration.isCut = true;
    return registration;
  }

  #add(startedNs: number, aor: string, registrant: string | undefined): Registration {
    const registration = this.begin((number) => new Registration(number, startedNs, aor, registrant));
    registration.next = this.#byAddress.get(aor);
    this.#byAddress.set(aor, registration);
    dropOldest(registration);
    return registration;
  }

  /** Its request was not captured. */
  #addCut(message: CapturedMessage, aor: string): Registration {
    const registration = this.#add(message.timeNs, aor, this.#registrantOf(message, aor));
    registration.isCut = true;
    const { flows } = this.context;
    registration.flow = flows.reverse(message.flow);
    registration.clients = [flows.sourceEndpoint(registration.flow)];
    registration.hops = [{ flow: registration.flow, viaCount: message.viaCount, frame: message.frame }];
    return registration;
  }

  protected isOver(registration: Registration, nowNs: number): boolean {
    return isOverAt(registration, nowNs);
  }

  protected rowOf(registration: Registration, nowNs: number): RegistrationRow {
    return describeRegistration(registration, nowNs, this.context);
  }

  protected forget(registration: Registration): void {
    const { aor, next } = registration;
    let before = this.#byAddress.get(aor);
    if (before === registration) {
      if (next === undefined) this.#byAddress.delete(aor);
      else this.#byAddress.set(aor, next);
    } else {
      while (before !== undefined && before.next !== registration) before = before.next;
      if (before !== undefined) before.next = next;
    }
    registration.next = undefined;
    if (registration.extensions !== undefined) this.#setIdentities(registration.extensions, registration, []);
  }
}

/** Those beyond are found no more; they are told when they are over. */
function dropOldest(newest: Registration): void {
  let one: Registration | undefined = newest;
  for (let count = 1; one !== undefined && count < maxOfAddress; count++) one = one.next;
  if (one !== undefined) one.next = undefined;
}
