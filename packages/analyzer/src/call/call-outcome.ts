import { q850OfStatus } from '@sipscope/parser/registry';
import type { CallOutcome, CallVerdict } from '../rows.ts';
import type { MessageTable } from '../message/message-table.ts';
import { depthOf } from '../transaction/passage.ts';
import { isCancelCrossed } from '../transaction/cancel-crossed.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timeoutNs, timerCNs } from '../transaction/transaction-timers.ts';
import { dropOf, wasNotAcknowledged } from './answered-call.ts';
import type { Call } from './call.ts';
import { outcomeOf, verdictOfCause, verdictOfStatus } from './verdict.ts';

export type CallResult = {
  readonly outcome: CallOutcome;
  readonly verdict: CallVerdict;
  /** The INVITE transaction that decided, on the hop nearest the caller. */
  readonly deciding: Transaction | undefined;
  /** The message that proves it; -1 where it is that something did not come. */
  readonly decidedBy: number;
  /** Where no final response did: what a person is told instead. */
  readonly why?: string;
};

/**
 * How the call ended, by the table of outcomes: the last transaction on the hop nearest the caller decides. Further legs have no say: what the caller got
 * stands on the first.
 */
export function callResult(call: Call, messages: MessageTable, nowNs: number): CallResult {
  const invites = nearestTheCaller(call.invites);
  const answered =
    invites.find((invite) => isSuccess(invite.finalStatus)) ??
    call.invites.find((invite) => isSuccess(invite.finalStatus));
  if (answered !== undefined)
    return dropped(call, answered, messages, nowNs) ?? resultOfAnswered(call, answered, messages);
  const proof = proofOfAnswer(call);
  if (proof >= 0) return dropped(call, undefined, messages, nowNs) ?? resultOfUnseenAnswer(call, proof);
  if (invites.length === 0) return { outcome: 'ongoing', verdict: 'unknown-start', deciding: undefined, decidedBy: -1 };
  const deciding = decidingOf(invites);
  if (deciding.final < 0) return unfinished(call, deciding, messages, nowNs);
  const verdict = verdictOfFinal(call, deciding, messages);
  const outcome = outcomeOf(verdict);
  // Credentials may still come (64*T1): whether the call was given up, the capture does not say.
  const isOpen = verdict === 'auth-only' && nowNs - messages.timeNs(deciding.final) < timeoutNs;
  return { outcome, verdict: isOpen ? 'unknown-end' : verdict, deciding, decidedBy: deciding.final };
}

function dropped(
  call: Call,
  deciding: Transaction | undefined,
  messages: MessageTable,
  nowNs: number,
): CallResult | undefined {
  const drop = dropOf(call, messages, nowNs);
  if (drop === undefined) return undefined;
  const result = { outcome: 'answered', verdict: 'dropped', deciding, decidedBy: drop.message } as const;
  return drop.why === undefined ? result : { ...result, why: drop.why };
}

function resultOfAnswered(call: Call, deciding: Transaction, messages: MessageTable): CallResult {
  const verdict = wasNotAcknowledged(call, deciding, messages) ? 'answered-noack' : 'answered';
  return { outcome: 'answered', verdict, deciding, decidedBy: deciding.final };
}

function resultOfUnseenAnswer(call: Call, proof: number): CallResult {
  const verdict = call.isPartial ? 'unknown-start' : 'answered';
  return { outcome: 'answered', verdict, deciding: undefined, decidedBy: proof };
}

/** A request within a dialog proves an answer that was not captured; not where that peer was seen to refuse. */
function proofOfAnswer({ dialogs, invites }: Call): number {
  const refusedBy = new Set(invites.filter(({ final }) => final >= 0).map(({ finalToTag }) => finalToTag));
  const answered = dialogs.find(
    ({ confirmed, localTag, remoteTag }) => confirmed >= 0 && !refusedBy.has(localTag) && !refusedBy.has(remoteTag),
  );
  return answered?.confirmed ?? -1;
}

/** The transactions nearest the caller on the path of their requests; those of which that is not known only where there are no others. */
export function nearestTheCaller(invites: readonly Transaction[]): readonly Transaction[] {
  if (invites.length < 2) return invites;
  const seen = invites.filter((invite) => depthOf(invite) > 0);
  if (seen.length === 0) return invites;
  let fewest = Infinity;
  for (const invite of seen) fewest = Math.min(fewest, depthOf(invite));
  return seen.filter((invite) => depthOf(invite) === fewest);
}

/**
 * Of the last round (the INVITEs with the last one's CSeq: more than one where a proxy before the capture forked), the
 * response a proxy would have passed on (RFC 3261 §16.7 step 6): an open one before all, then 6xx, then the lowest class, a challenge only where there is
 * nothing else.
 */
function decidingOf(invites: readonly Transaction[]): Transaction {
  // `invites` is never empty: the caller has looked.
  const last = invites.at(-1)!;
  const rank = ({ finalStatus }: Transaction): number => {
    if (finalStatus === 0) return 0;
    if (finalStatus >= 600) return 1;
    return Math.floor(finalStatus / 100) + (isChallenge(finalStatus) ? 0.5 : 0);
  };
  let best = last;
  for (const invite of invites) {
    if (invite.cseq === last.cseq && invite.callId === last.callId && rank(invite) < rank(best)) best = invite;
  }
  return best;
}

function unfinished(call: Call, invite: Transaction, messages: MessageTable, nowNs: number): CallResult {
  if (invite.cancel !== undefined) {
    return {
      outcome: 'cancelled',
      verdict: verdictOfCancelled(call, invite),
      deciding: invite,
      decidedBy: invite.cancel.first,
      why: 'Cancelled; no final response to the INVITE was captured',
    };
  }
  if (isTimedOut(invite, messages, nowNs)) {
    const sent = invite.requestCount === 1 ? 'the INVITE' : `${invite.requestCount} INVITEs`;
    const why = `No response to ${sent} in 32 s (Timer B)`;
    return { outcome: 'failed', verdict: 'timeout', deciding: invite, decidedBy: invite.request, why };
  }
  if (invite.firstResponse >= 0 && nowNs - messages.timeNs(call.last) > timerCNs) {
    return {
      outcome: 'abandoned',
      verdict: 'timeout',
      deciding: invite,
      decidedBy: call.last,
      why: 'No final response for over 3 minutes (Timer C), and no CANCEL',
    };
  }
  const verdict = call.isPartial ? 'unknown-start' : 'unknown-end';
  return { outcome: 'ongoing', verdict, deciding: invite, decidedBy: -1 };
}

function verdictOfFinal(call: Call, deciding: Transaction, messages: MessageTable): CallVerdict {
  const status = deciding.finalStatus;
  // A server that gives up before its 487 answers with another status (RFC 3261 §9.1).
  const isCancelled = deciding.cancel !== undefined && deciding.cancel.first < deciding.final;
  if (isCancelled && !isCancelCrossed(deciding)) return verdictOfCancelled(call, deciding);
  if (status < 400) return 'redirected';
  if (isChallenge(status)) return wasRefusedAgain(call, deciding) ? 'auth-failed' : 'auth-only';
  const hasRung = deciding.firstRinging >= 0;
  if (status === 403 && !hasRung && wasChallenged(call, deciding)) return 'auth-failed';
  if (status === 487) return verdictOfTerminated(call, deciding, messages);
  const cause = causeOf(call, deciding.final);
  // The cause that every gateway makes of the status says no more than the status.
  const isTelling = cause !== undefined && cause !== q850OfStatus(status);
  return (isTelling ? verdictOfCause(cause) : undefined) ?? verdictOfStatus(status, hasRung);
}

/** 487: the caller cancelled, or the INVITE's Expires passed while it rang. */
function verdictOfTerminated(call: Call, invite: Transaction, messages: MessageTable): CallVerdict {
  const { expires } = call;
  const { cancel, request, final } = invite;
  const isOver = expires !== undefined && request >= 0 && cancel === undefined;
  if (isOver && messages.timeNs(final) - messages.timeNs(request) >= expires * 1e9) return 'no-answer';
  return verdictOfCancelled(call, invite);
}

/** Not a missed call where another branch answered, or another call picked it up (RFC 3326 §3.1, RFC 3891 §3). */
function verdictOfCancelled({ notes }: Call, { firstRinging, provisional }: Transaction): CallVerdict {
  if (notes !== undefined && (notes.elsewhere >= 0 || notes.replacedBy !== undefined)) return 'answered-elsewhere';
  const hasRung = firstRinging >= 0 && provisional.some((status) => status === 180 || status === 183);
  return hasRung ? 'cancelled-ringing' : 'cancelled-early';
}

/** The Q.850 cause that the message gives. */
function causeOf({ notes }: Call, message: number): number | undefined {
  return notes?.reasons.find((reason) => reason.message === message && reason.protocol.toUpperCase() === 'Q.850')
    ?.cause;
}

function isChallenge(status: number): boolean {
  return status === 401 || status === 407;
}

/** It was challenged before on the same hop, and the nonce was not stale. */
function wasRefusedAgain(call: Call, deciding: Transaction): boolean {
  const isAgain = call.invites.some(
    ({ finalStatus, hop, number }) =>
      finalStatus === deciding.finalStatus && hop === deciding.hop && number < deciding.number,
  );
  return isAgain && call.notes?.isStale !== true;
}

/** A 403 straight after credentials were asked for is an answer to them. */
function wasChallenged(call: Call, deciding: Transaction): boolean {
  return call.invites.some(
    ({ finalStatus, hop, number }) => isChallenge(finalStatus) && hop === deciding.hop && number < deciding.number,
  );
}
