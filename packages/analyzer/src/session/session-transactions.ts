import type { SessionSide } from '../rows.ts';
import type { SessionTransaction, Told } from './exchange.ts';
import { addPlace } from './media-description.ts';
import type { SessionMessage } from './session-message.ts';

/** Transactions of one dialog that are under way, and those whose copies on other hops may still come. */
const mostTransactions = 32;
/** Kinds of messages of one transaction that are told apart. */
const mostSeen = 64;

/** The INVITEs, UPDATEs and PRACKs of one dialog, and which of their messages were seen. */
export class SessionTransactions {
  readonly #transactions = new Map<string, SessionTransaction>();

  get(method: string, side: SessionSide, cseq: number): SessionTransaction | undefined {
    return this.#transactions.get(keyOf(method, side, cseq));
  }

  /** `isSeen`: whether this is its request. Gives the oldest too, where there are too many. */
  begin(
    { method, cseq, isRequest, toTag }: SessionMessage,
    { side, isSeen, before }: Pick<SessionTransaction, 'side' | 'isSeen' | 'before'>,
  ): { readonly transaction: SessionTransaction; readonly forgotten: SessionTransaction | undefined } {
    const transaction: SessionTransaction = {
      method,
      side,
      cseq,
      isSeen,
      isInitial: method === 'INVITE' && before === undefined && (!isRequest || toTag === ''),
      before,
      exchange: undefined,
      offerRseq: undefined,
      maybe: undefined,
      finalStatus: 0,
      seen: new Map(),
    };
    const forgotten = this.#transactions.size < mostTransactions ? undefined : this.#forgetOldest();
    this.#transactions.set(keyOf(method, side, cseq), transaction);
    return { transaction, forgotten };
  }

  #forgetOldest(): SessionTransaction | undefined {
    const [oldest] = this.#transactions;
    if (oldest === undefined) return undefined;
    this.#transactions.delete(oldest[0]);
    return oldest[1];
  }
}

/** The first of its kind. */
export function remember({ seen }: SessionTransaction, kind: string, message: SessionMessage, told: Told): void {
  if (seen.size >= mostSeen && !seen.has(kind)) return;
  seen.set(kind, { told, hop: message.hop, description: message.description });
}

/**
 * What the message is where it is the same as one before, on another hop or sent again: it says nothing new, unless it puts the media elsewhere. `undefined` where it is
 * the first of its kind, or an unreliable response that says something else than the one before.
 */
export function toldOfCopy({ seen }: SessionTransaction, kind: string, message: SessionMessage): Told | undefined {
  const first = seen.get(kind);
  if (first === undefined) return undefined;
  const { description } = message;
  if (description === undefined || first.description === undefined) return first.told;
  if (first.hop === message.hop && first.description.hash !== description.hash && isUnreliable(message))
    return undefined;
  for (const [index, media] of description.media.entries()) {
    const original = first.description.media[index];
    if (original !== undefined) addPlace(original, media, message.frame);
  }
  return first.told;
}

function isUnreliable({ status, rseq }: SessionMessage): boolean {
  return status > 100 && status < 200 && rseq === undefined;
}

function keyOf(method: string, side: SessionSide, cseq: number): string {
  return `${method} ${side} ${cseq}`;
}
