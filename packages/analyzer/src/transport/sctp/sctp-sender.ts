import type { Fragment, FragmentRun } from './fragment-runs.ts';
import type { SctpChunks } from './sctp-chunks.ts';
import { type TsnKind, TsnWindow } from './tsn-window.ts';
import { WaitingMessages } from './waiting-messages.ts';

/** What keeping a sender costs besides what it has sent. */
const SENDER_COST = 1536;

/** One side of an association: what it has sent and is not complete yet. It may send from several addresses. RFC 9260 §6.4. */
export class SctpSender {
  /** Keys of its paths, and of its verification tags, in `SctpSenders`. */
  readonly paths: string[] = [];
  readonly tags: string[] = [];
  /** The tag of its latest INIT or INIT ACK, -1 where none was seen. */
  initiateTag = -1;
  /** Their order of use, in `SctpSenders`. */
  older: SctpSender | undefined = undefined;
  newer: SctpSender | undefined = undefined;
  /** What of `costBytes` is counted by whoever limits it. */
  countedBytes = 0;
  #tsns: TsnWindow | undefined;
  #waiting: WaitingMessages | undefined;
  /** The same for what was captured once more: its copies make messages of their own. */
  #copies: WaitingMessages | undefined;

  /** Bytes kept for messages that are not complete. */
  get waitingBytes(): number {
    return (this.#waiting?.costBytes ?? 0) + (this.#copies?.costBytes ?? 0);
  }

  get costBytes(): number {
    return this.waitingBytes + (this.#tsns?.costBytes ?? 0) + SENDER_COST;
  }

  tsnKind(tsn: number, hash: number, ipId: number, timeNs: number): TsnKind {
    this.#tsns ??= new TsnWindow();
    return this.#tsns.take(tsn, hash, ipId, timeNs);
  }

  /** The message that this fragment completes, or that grows past the limit with it. */
  add(chunk: SctpChunks, fragment: Fragment, isCopy: boolean, limitBytes: number): FragmentRun | undefined {
    const waiting = isCopy ? (this.#copies ??= new WaitingMessages()) : (this.#waiting ??= new WaitingMessages());
    return waiting.add(chunk, fragment, limitBytes);
  }

  /** What is not complete; then it waits for nothing. What was captured only in part for a second time is missed by nobody. */
  takeWaiting(): FragmentRun[] {
    const waiting = this.#waiting?.takeAll() ?? [];
    this.#waiting = undefined;
    this.#copies = undefined;
    return waiting;
  }

  /** A new association begins: its TSNs are others. */
  restart(initiateTag: number): void {
    this.initiateTag = initiateTag;
    this.#tsns = undefined;
  }
}
