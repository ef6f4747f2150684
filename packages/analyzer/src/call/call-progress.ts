import type { CapturedMessage } from '../message/captured-message.ts';
import { has } from '../message/key-reader.ts';
import { keptText } from '../message/kept-text.ts';
import { method } from '../message/method.ts';
import { isFinal, isSuccess, type Transaction } from '../transaction/transaction.ts';
import { type Call, notesOf } from './call.ts';
import { forwardingOf } from './forwarding.ts';
import { InviteScan } from './invite-scan.ts';
import { isRedirection, type Redirects } from './redirects.ts';
import { noteFocus, type SpecialInvites } from './special-invites.ts';

/** Packets that prove one thing are not listed beyond these. */
const maxFrames = 32;

const useProxy = 305;
/** How many INVITEs of a call are looked through for the one before. */
const maxInvitesAsked = 32;

/** What messages tell of how a call goes on: that it rings, is answered, acknowledged, refreshed, why it ends. */
export class CallProgress {
  readonly #redirects: Redirects;
  readonly #special: SpecialInvites;
  readonly #scan = new InviteScan();

  constructor(redirects: Redirects, special: SpecialInvites) {
    this.#redirects = redirects;
    this.#special = special;
  }

  /** A message of its first leg that is no answer to an initial INVITE. */
  receive(call: Call, message: CapturedMessage, transaction: Transaction): void {
    const { method: name } = transaction;
    if (name === method.ack) {
      if (call.acked < 0) call.acked = message.number;
      return;
    }
    if ((message.fields & has.reason) !== 0) noteReasons(call, message, transaction);
    if (!transaction.inDialog) return;
    if (message.isRequest && call.notes !== undefined) this.#special.receiveWithin(call, message);
    if (name !== method.invite && name !== method.update) return;
    if (name === method.invite && mayTellFocus(message)) this.#noteFocus(call, message);
    if (transaction.final === message.number) noteGlare(call, message);
  }

  /** A message that came before in its transaction. */
  receiveAgain(call: Call, message: CapturedMessage): void {
    if (call.acked >= 0 || message.isRequest || message.method !== method.invite || !isSuccess(message.status)) return;
    call.answerCopies++;
  }

  /** An answer to an initial INVITE of its first leg. */
  receiveAnswer(call: Call, message: CapturedMessage, transaction: Transaction): void {
    const { status } = message;
    if (status === 180) noteRinging(call, message, transaction);
    this.receiveAnswerOfLeg(call, message, transaction);
    if (transaction.final !== message.number) return;
    if ((message.fields & has.reason) !== 0) noteReasons(call, message, transaction);
    if (isSuccess(status)) this.#special.answered(call, message);
    else if (isRedirection(status)) this.#noteRedirection(call, message);
    else if (status === 401 || status === 407) noteStale(call, message, transaction);
  }

  /** What counts of any leg. */
  receiveAnswerOfLeg(call: Call, message: CapturedMessage, transaction: Transaction): void {
    if (message.status === 181 && call.notes?.forwarding === undefined) noteForwarded(call, message);
    if (transaction.final !== message.number) return;
    transaction.reason = message.rawReason();
    if (isSuccess(message.status)) this.#noteFocus(call, message);
  }

  #noteFocus(call: Call, message: CapturedMessage): void {
    if (this.#scan.readHeader(message.raw()).isFocus) noteFocus(call, message);
  }

  #noteRedirection(call: Call, message: CapturedMessage): void {
    const targets = this.#redirects.expect(call, message);
    if (targets.length === 0) return;
    const notes = notesOf(call);
    notes.redirectTargets = targets;
    // The next hop is another one then, whom it is for stays the same (RFC 3261 §21.3.4).
    if (message.status === useProxy) return;
    notes.forwarding ??= {
      by: '3xx',
      from: call.to?.uri,
      to: targets[0],
      reason: message.rawReason(),
      frame: message.frame,
    };
  }
}

/** Messages with a Contact of their sender. */
function mayTellFocus({ method: name, isRequest, status }: CapturedMessage): boolean {
  return name === method.invite && (isRequest || isSuccess(status));
}

/** On the hop nearest the caller. */
function noteRinging(call: Call, message: CapturedMessage, { viaCount }: Transaction): void {
  if (call.alerted >= 0 && viaCount >= call.alertedVias) return;
  call.alerted = message.number;
  call.alertedVias = viaCount;
}

/** 181 says that the call goes elsewhere (RFC 3261 §21.1.3); where, only its History-Info does. */
function noteForwarded(call: Call, message: CapturedMessage): void {
  const told = (message.fields & has.forwarding) === 0 ? undefined : forwardingOf(message);
  notesOf(call).forwarding = {
    by: '181',
    from: told?.from ?? call.to?.uri,
    to: told?.to,
    reason: told?.reason ?? reasonOfRefusal(call),
    frame: message.frame,
  };
}

/** Why it goes elsewhere, by how the branch before ended; in the words of RFC 5806 §4. */
function reasonOfRefusal({ invites }: Call): string | undefined {
  const refused = invites.findLast(({ finalStatus }) => finalStatus >= 400);
  if (refused === undefined) return undefined;
  if (refused.finalStatus === 486 || refused.finalStatus === 600) return 'user-busy';
  return refused.finalStatus === 408 || refused.finalStatus === 480 || refused.finalStatus === 487
    ? 'no-answer'
    : undefined;
}

function noteReasons(call: Call, message: CapturedMessage, transaction: Transaction): void {
  const isOfEnd =
    message.method === method.bye ||
    message.method === method.cancel ||
    (!message.isRequest && isFinal(message.status));
  if (!isOfEnd) return;
  const notes = notesOf(call);
  for (const reason of message.parsed().reason) {
    const { protocol, cause, text, location } = reason;
    notes.addReason({
      message: message.number,
      frame: message.frame,
      protocol: keptText(protocol),
      cause,
      text: text === undefined ? undefined : keptText(text),
      location: location === undefined ? undefined : keptText(location),
    });
    const isElsewhere = protocol.toUpperCase() === 'SIP' && cause === 200;
    if (isElsewhere && message.isRequest && transaction.method === method.cancel) notes.elsewhere = message.number;
  }
}

/** Credentials were sent, and the server asks again: with `stale` only because the nonce was old (RFC 7616 §3.3). */
function noteStale(call: Call, message: CapturedMessage, { number, hop }: Transaction): void {
  const wasAsked = call.invites
    .slice(-maxInvitesAsked)
    .some((invite) => invite.finalStatus === message.status && invite.hop === hop && invite.number < number);
  if (!wasAsked) return;
  const parsed = message.parsed();
  const challenges = message.status === 401 ? parsed.wwwAuthenticate : parsed.proxyAuthenticate;
  notesOf(call).isStale = challenges.some((challenge) => challenge.stale === true);
}

/** Final responses to INVITEs and UPDATEs within the first leg: those of both sides may have met (RFC 3261 §14.1). */
function noteGlare(call: Call, message: CapturedMessage): void {
  const { notes } = call;
  if (message.status === 491) {
    const own = notesOf(call);
    if (own.glareFrames.length < maxFrames) own.glareFrames = [...own.glareFrames, message.frame];
    own.isGlareOver = false;
  } else if (isSuccess(message.status)) {
    if (notes !== undefined && notes.glareFrames.length > 0) notes.isGlareOver = true;
  }
}
