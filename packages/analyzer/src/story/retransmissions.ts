import { durationText, plural } from './names.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

type Sendings = { readonly first: StoryMessage; readonly frames: number[]; count: number; lastNs: number };

/** So often something must be sent to be worth telling. */
const fewest = 3;
const mostFrames = 32;

/** What was sent again and again on one hop. */
export class Retransmissions implements Chapter {
  /** By transaction, direction and what it is. */
  readonly #sendings = new Map<string, Sendings>();
  /** When a response came first, by transaction. */
  readonly #answered = new Map<string, number>();

  receive(message: StoryMessage): void {
    const { row, status, method, timeNs } = message;
    if (row.duplicate === true || row.transaction === undefined || (method === 'ACK' && row.retransmission !== true))
      return;
    if (status > 0 && !this.#answered.has(row.transaction)) this.#answered.set(row.transaction, timeNs);
    const key = `${row.transaction} ${message.sender} ${method} ${status} ${message.parsed.rseq ?? ''}`;
    const known = this.#sendings.get(key);
    if (known === undefined) this.#sendings.set(key, { first: message, frames: [row.frame], count: 1, lastNs: timeNs });
    else if (row.retransmission === true) {
      known.count++;
      known.lastNs = timeNs;
      if (known.frames.length < mostFrames) known.frames.push(row.frame);
    }
  }

  end(log: StoryLog): void {
    for (const { first, frames, count, lastNs } of this.#sendings.values()) {
      if (count < fewest) continue;
      const { status, method, sender, receiver, leg, side, timeNs, row } = first;
      const what = status === 0 ? `The ${method}` : `The ${status} to ${method}`;
      const answeredNs = status === 0 ? this.#answered.get(row.transaction ?? '') : undefined;
      const until =
        status > 0 || method === 'ACK' ? '' : answeredNs === undefined ? ', unanswered' : ', before an answer came';
      const text = `${what} was sent ${plural(count, 'time')} in ${durationText(lastNs - timeNs)} from ${sender} to ${receiver}${until}.`;
      log.add({ kind: 'retransmissions', timeNs, leg: leg.number, by: side, text, frames });
    }
  }
}
