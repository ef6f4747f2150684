import type { Call } from '../call/call.ts';
import { nearestTheCaller } from '../call/call-outcome.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { isRedirection } from '../call/redirects.ts';
import type { CallAttemptRow } from '../rows.ts';
import type { CallRowParts } from './call-row.ts';
import type { TransactionContext } from './transaction-row.ts';

/** Attempts beyond these are only counted. */
const maxAttempts = 50;
/** INVITEs of one round that are compared to tell how it forked. */
const maxCompared = 100;

/** The rounds of INVITEs on the hop nearest the caller, where there is more than one. */
export function addAttempts(row: CallRowParts, call: Call, context: TransactionContext): void {
  const rounds = roundsOf(nearestTheCaller(call.invites));
  if (rounds.length < 2) return;
  row.attempts = rounds.slice(0, maxAttempts).map((round, at) => attemptRow(round, rounds[at - 1], context));
  if (rounds.length > maxAttempts) row.moreAttempts = rounds.length - maxAttempts;
}

/** The last INVITE of each: a fork before the capture makes several of one round. */
function roundsOf(invites: readonly Transaction[]): readonly Transaction[] {
  const rounds: Transaction[] = [];
  for (const invite of invites) {
    const last = rounds.at(-1);
    if (last !== undefined && last.cseq === invite.cseq && last.callId === invite.callId) continue;
    rounds.push(invite);
  }
  return rounds;
}

function attemptRow(invite: Transaction, before: Transaction | undefined, context: TransactionContext): CallAttemptRow {
  const { messages, times } = context;
  const why = before === undefined || before.final < 0 ? undefined : whyAfter(before.finalStatus);
  return {
    at: times.iso(messages.timeNs(invite.first)),
    frame: messages.frame(invite.first),
    ...(invite.final < 0 ? {} : { status: invite.finalStatus }),
    ...(why === undefined ? {} : { why }),
  };
}

function whyAfter(status: number): NonNullable<CallAttemptRow['why']> {
  if (isRedirection(status)) return 'redirection';
  switch (status) {
    case 401:
    case 407:
      return 'authentication';
    case 422:
      return 'session-interval';
    case 420:
    case 421:
    case 439:
      return 'extension';
    case 406:
    case 415:
    case 488:
    case 606:
      return 'media';
    case 494:
      return 'security';
    case 491:
      return 'glare';
    case 500:
    case 503:
    case 504:
    case 408:
      return 'failover';
    default:
      return 'retry';
  }
}

/**
 * How one element sent an INVITE on to several targets (RFC 3261 §16.6): the next one before the last was refused, or only then. Told of the first element
 * that is seen to do so.
 */
export function forkingOf(call: Call, { messages, flows }: TransactionContext): 'parallel' | 'serial' | undefined {
  const compared = call.invites.slice(0, maxCompared);
  for (const [at, invite] of compared.entries()) {
    const earlier = compared
      .slice(0, at)
      .findLast((one) => isOfOneFork(one, invite) && flows.sourceIp(one.flow) === flows.sourceIp(invite.flow));
    if (earlier === undefined) continue;
    const isAfter = earlier.final >= 0 && messages.timeNs(earlier.final) <= messages.timeNs(invite.first);
    return isAfter ? 'serial' : 'parallel';
  }
  return undefined;
}

/**
 * The same branch is the same request, captured on another hop; a spiral has more Via values, another round another CSeq. Of a request that was not captured
 * it is not known whether there was another one.
 */
function isOfOneFork(one: Transaction, other: Transaction): boolean {
  return (
    one.request >= 0 &&
    other.request >= 0 &&
    one.key !== other.key &&
    one.callId === other.callId &&
    one.cseq === other.cseq &&
    one.viaCount === other.viaCount &&
    one.viaCount > 0
  );
}
