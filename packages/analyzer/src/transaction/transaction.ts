import type { CopiesSent } from './copies-sent.ts';
import type { Passage } from './passage.ts';

/**
 * A transaction as seen on one hop: a request, its responses, and the retransmissions of both (RFC 3261 §17).
 * Moments are messages (their numbers), -1 where not seen; times are looked up in the `MessageTable`.
 */
export class Transaction {
  /** From 0, in order of the first message. */
  readonly number: number;
  /** Where the `TransactionTable` has it; -1 once nothing more is expected of it. */
  slot = -1;
  /** See `method`; INVITE of an INVITE transaction, also where only its ACK was seen. */
  readonly method: number;
  /** By which the table finds it. */
  readonly key: number;
  readonly callId: number;
  readonly cseq: number;
  /** What its row shows, where there are to be rows. */
  readonly shown: TransactionTexts | undefined;
  /** True where its request carries a To tag (or, unseen, must have): it lies within a dialog (§12.2). */
  inDialog = false;
  /** The two addresses, unordered: see `HopTable`. */
  readonly hop: number;
  /** Flow of the request; of a transaction that begins with a response, the reverse of the response's. */
  readonly flow: number;
  /** Number of Via values of the request, or of the response that carries them back: 1 where the client made the request. */
  viaCount = -1;
  readonly first: number;
  /** What finds others by it, and it by others; nothing once nothing more is expected of it. */
  pending: PendingTransaction | undefined;
  request = -1;
  firstResponse = -1;
  /** First 101 to 199. */
  firstRinging = -1;
  /** First final response, and its status; a 2xx replaces nothing. */
  final = -1;
  finalStatus = 0;
  finalToTag = 0;
  finalFlow = 0;
  /** Of the final response to an initial INVITE. */
  reason: string | undefined = undefined;
  ack = -1;
  last: number;
  messageCount = 0;
  requestCount = 0;
  retransmissions = 0;
  /** Distinct provisional statuses in order. */
  provisional: readonly number[] = none;
  cancel: Transaction | undefined = undefined;
  /**
   * The number of another one: of a CANCEL the INVITE it cancels; of an ACK with a branch of its own the INVITE it acknowledges (§13.2.2.4), of that INVITE the
   * first such ACK. -1 where there is none.
   */
  linked = -1;
  /** Only where something was sent more than once, or came too late. */
  copies: CopiesSent | undefined = undefined;
  /** Only where its request was seen on several hops. */
  passage: Passage | undefined = undefined;
  /** Next transaction with the same key, seen on another hop. */
  next: Transaction | undefined = undefined;

  constructor(keys: TransactionKeys) {
    this.number = keys.number;
    this.method = keys.method;
    this.key = keys.key;
    this.callId = keys.callId;
    this.cseq = keys.cseq;
    this.shown = keys.shown;
    this.hop = keys.hop;
    this.flow = keys.flow;
    this.first = keys.first;
    this.pending = new PendingTransaction(keys.fromTag);
    this.last = keys.first;
  }
}

/** What is needed of a transaction while more of it may come. */
class PendingTransaction {
  /** 32 bits of its From tag. */
  readonly fromTag: number;
  /** 32 bits of the Request-URI and To tag of its request: see `targetOf`. */
  target = 0;
  /** 32 bits of the first Route of its request. */
  route = 0;
  /** Of its request; -1 where there is none. */
  maxForwards = -1;
  /** 32 bits of the key of the transaction one hop before, while that was not seen; else 0: see `MessageKeys.previousHop`. */
  awaitedHop = 0;
  /** The one before it of the same Call-ID, CSeq and method, on whatever hop. */
  earlier: Transaction | undefined = undefined;
  /** Of an INVITE with a 2xx: the first ACK to it, which has a branch of its own; -1 where not seen. */
  acknowledged = -1;
  /** The next INVITE that was answered in the same dialog with the same CSeq, between other endpoints. */
  nextAnswered: Transaction | undefined = undefined;

  constructor(fromTag: number) {
    this.fromTag = fromTag;
  }
}

/** One list for all that have none. */
const none: readonly number[] = [];

/** Of its first message. */
export type TransactionTexts = { readonly callId: string | undefined; readonly branch: string | undefined };

type TransactionKeys = {
  readonly number: number;
  readonly method: number;
  readonly key: number;
  readonly callId: number;
  readonly cseq: number;
  readonly shown: TransactionTexts | undefined;
  readonly hop: number;
  readonly flow: number;
  readonly first: number;
  readonly fromTag: number;
};

export function isFinal(status: number): boolean {
  return status >= 200;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
