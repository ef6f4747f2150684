import type { CallOutcome } from '../rows.ts';
import type { MessageTable } from '../message/message-table.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import { isTimedOut } from '../transaction/transaction-state.ts';
import { timerCNs } from '../transaction/transaction-timers.ts';
import type { Call } from './call.ts';

export type CallResult = {
  readonly outcome: CallOutcome;
  /** The INVITE transaction that decided, on the hop nearest the caller. */
  readonly deciding: Transaction | undefined;
  /** Where no final response did: what a person is told instead. */
  readonly why?: string;
};

/** How the call ended, by the table of outcomes: the last transaction on the hop nearest the caller decides. */
export function callResult(call: Call, messages: MessageTable, nowNs: number): CallResult {
  const invites = nearestTheCaller(call.invites);
  const answered =
    invites.find((invite) => isSuccess(invite.finalStatus)) ??
    call.invites.find((invite) => isSuccess(invite.finalStatus));
  if (answered !== undefined) return { outcome: 'answered', deciding: answered };
  if (isAnswerProved(call)) return { outcome: 'answered', deciding: undefined };
  if (invites.length === 0) return { outcome: 'ongoing', deciding: undefined };
  const deciding = decidingOf(invites);
  if (deciding.final < 0) return unfinished(call, deciding, messages, nowNs);
  return { outcome: outcomeOfFinal(call, deciding, messages), deciding };
}

/** A request within a dialog proves an answer that was not captured; not where that peer was seen to refuse. */
function isAnswerProved({ dialogs, invites }: Call): boolean {
  const refusedBy = new Set(invites.filter(({ final }) => final >= 0).map(({ finalToTag }) => finalToTag));
  return dialogs.some(
    ({ confirmed, localTag, remoteTag }) => confirmed >= 0 && !refusedBy.has(localTag) && !refusedBy.has(remoteTag),
  );
}

/** The transactions with the fewest Via values; those that have none only where there are no others. */
function nearestTheCaller(invites: readonly Transaction[]): readonly Transaction[] {
  if (invites.length < 2) return invites;
  const seen = invites.filter((invite) => invite.viaCount > 0);
  if (seen.length === 0) return invites;
  let fewest = Infinity;
  for (const invite of seen) fewest = Math.min(fewest, invite.viaCount);
  return seen.filter((invite) => invite.viaCount === fewest);
}

/**
 * Of the last round (the INVITEs with the last one's CSeq: more than one where a proxy before the capture forked), the
 * response a proxy would have passed on (RFC 3261 §16.7 step 6): an open one before all, then 6xx, then the lowest class.
 */
function decidingOf(invites: readonly Transaction[]): Transaction {
  // `invites` is never empty: the caller has looked.
  const last = invites.at(-1)!;
  const rank = ({ finalStatus }: Transaction): number => {
    if (finalStatus === 0) return 0;
    return finalStatus >= 600 ? 1 : Math.floor(finalStatus / 100);
  };
  let best = last;
  for (const invite of invites) {
    if (invite.cseq === last.cseq && invite.callId === last.callId && rank(invite) < rank(best)) best = invite;
  }
  return best;
}

function unfinished(call: Call, invite: Transaction, messages: MessageTable, nowNs: number): CallResult {
  if (invite.cancel !== undefined) {
    return { outcome: 'cancelled', deciding: invite, why: 'Cancelled; no final response to the INVITE was captured' };
  }
  if (isTimedOut(invite, messages, nowNs)) {
    const sent = invite.requestCount === 1 ? 'the INVITE' : `${invite.requestCount} INVITEs`;
    return { outcome: 'failed', deciding: invite, why: `No response to ${sent} in 32 s (Timer B)` };
  }
  if (invite.firstResponse >= 0 && nowNs - messages.timeNs(call.last) > timerCNs) {
    return {
      outcome: 'abandoned',
      deciding: invite,
      why: 'No final response for over 3 minutes (Timer C), and no CANCEL',
    };
  }
  return { outcome: 'ongoing', deciding: invite };
}

function outcomeOfFinal(call: Call, deciding: Transaction, messages: MessageTable): CallOutcome {
  const status = deciding.finalStatus;
  // A server that gives up before its 487 answers with another status (RFC 3261 §9.1).
  if (deciding.cancel !== undefined && deciding.cancel.first < deciding.final) return 'cancelled';
  if (status >= 300 && status < 400) return 'redirected';
  const hasRung = deciding.firstRinging >= 0;
  switch (status) {
    case 401:
    case 407:
      return 'unauthorized';
    case 403:
      return !hasRung && wasChallenged(call, deciding) ? 'unauthorized' : 'declined';
    case 486:
    case 600:
      return 'busy';
    case 433:
    case 470:
    case 488:
    case 603:
    case 606:
    case 607:
    case 608:
      return 'declined';
    case 408:
    case 480:
      return hasRung ? 'no-answer' : 'failed';
    case 487:
      return outcomeOfTerminated(call, deciding, messages);
    default:
      return 'failed';
  }
}

/** 487: the caller cancelled, or the INVITE's Expires passed while it rang. */
function outcomeOfTerminated(call: Call, { cancel, request, final }: Transaction, messages: MessageTable): CallOutcome {
  const { expires } = call;
  if (cancel !== undefined || expires === undefined || request < 0) return 'cancelled';
  return messages.timeNs(final) - messages.timeNs(request) >= expires * 1e9 ? 'no-answer' : 'cancelled';
}

/** A 403 straight after credentials were asked for is an answer to them. */
function wasChallenged(call: Call, deciding: Transaction): boolean {
  return call.invites.some(
    ({ finalStatus, hop, number }) =>
      (finalStatus === 401 || finalStatus === 407) && hop === deciding.hop && number < deciding.number,
  );
}
