import { type FragmentRun, FragmentRuns } from './fragment-runs.ts';
import { type TsnKind, TsnWindow } from './tsn-window.ts';

/** One side of an association: what it has sent and is not complete yet. It may send from several addresses. RFC 9260 §6.4. */
export class SctpSender {
  /** Keys of its paths, and of its verification tags, in `SctpSenders`. */
  readonly paths: string[] = [];
  readonly tags: string[] = [];
  /** The tag of its latest INIT or INIT ACK, -1 where none was seen. */
  initiateTag = -1;
  #tsns = new TsnWindow();
  /** Of DATA, whose fragments are numbered throughout. */
  #runs = new FragmentRuns();
  /** Of I-DATA, whose fragments are numbered within each message. */
  readonly #runsByMessage = new Map<number, FragmentRuns>();
  /** The same for what was captured once more: its copies make a message of their own. */
  readonly #copies = new FragmentRuns();
  #waitingBytes = 0;

  /** Bytes kept for messages that are not complete. */
  get waitingBytes(): number {
    return this.#waitingBytes + this.#copies.costBytes;
  }

  get costBytes(): number {
    return this.waitingBytes + this.#tsns.costBytes;
  }

  tsnKind(tsn: number, hash: number, ipId: number, timeNs: number): TsnKind {
    return this.#tsns.take(tsn, hash, ipId, timeNs);
  }

  /** Where fragments of this kind are put together. */
  runs(isIData: boolean, message: number, isCopy: boolean): FragmentRuns {
    if (isCopy) return this.#copies;
    if (!isIData) return this.#runs;
    let runs = this.#runsByMessage.get(message);
    if (runs === undefined) {
      runs = new FragmentRuns();
      this.#runsByMessage.set(message, runs);
    }
    return runs;
  }

  /** After fragments were added to `runs` or taken from it. */
  count(runs: FragmentRuns, message: number, changeBytes: number): void {
    if (runs === this.#copies) return;
    this.#waitingBytes += changeBytes;
    if (runs !== this.#runs && runs.isEmpty) this.#runsByMessage.delete(message);
  }

  /** What is not complete; then it waits for nothing. What was captured only in part for a second time is missed by nobody. */
  takeWaiting(): FragmentRun[] {
    const waiting = this.#runs.takeAll();
    for (const runs of this.#runsByMessage.values()) waiting.push(...runs.takeAll());
    this.#runsByMessage.clear();
    this.#copies.takeAll();
    this.#waitingBytes = 0;
    return waiting;
  }

  /** A new association begins: its TSNs are others. */
  restart(initiateTag: number): void {
    this.initiateTag = initiateTag;
    this.#tsns = new TsnWindow();
  }
}
