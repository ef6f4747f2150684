import type { CallRow } from '../rows.ts';
import type { Leg } from './story-leg.ts';
import { durationText } from './names.ts';
import { reasonText, statusText } from './setup.ts';
import type { Chapter, StoryLog, StoryMessage } from './story-log.ts';

/** Who gives up, and who hangs up. */
export class Ending implements Chapter {
  readonly #takenFrame: number;
  readonly #acknowledged = new Set<Leg>();
  /** Who sent the INVITE of a leg first. */
  readonly #callers = new Map<Leg, string>();
  readonly #answers = new Map<Leg, { readonly message: StoryMessage; copies: number }>();

  /** `call`: whether another call took the place of this one. */
  constructor({ replacedBy }: Pick<CallRow, 'replacedBy'>) {
    this.#takenFrame = replacedBy?.frame ?? Infinity;
  }

  receive(message: StoryMessage, log: StoryLog): void {
    const { method, status, leg, isInitial, isFirst } = message;
    if (method === 'ACK') this.#acknowledged.add(leg);
    if (method === 'INVITE' && status === 0 && isFirst && !this.#callers.has(leg))
      this.#callers.set(leg, message.sender);
    if (method === 'INVITE' && isInitial && status >= 200 && status < 300) this.#countAnswer(message);
    if (!isFirst || status >= 300) {
      if (isFirst && method === 'BYE' && status >= 400) this.#refuse(message, log);
      return;
    }
    if (status !== 0) return;
    if (method === 'CANCEL') this.#cancel(message, log);
    else if (method === 'BYE') this.#hangUp(message, log);
  }

  end(log: StoryLog): void {
    for (const [leg, { message, copies }] of this.#answers) {
      if (this.#acknowledged.has(leg) || copies < 2) continue;
      log.tell(
        'unanswered-offer',
        message,
        `No ACK to the ${message.status} was captured, and it was sent ${copies} times.`,
      );
    }
  }

  #countAnswer(message: StoryMessage): void {
    if (message.row.duplicate === true) return;
    const known = this.#answers.get(message.leg);
    if (known === undefined) this.#answers.set(message.leg, { message, copies: 1 });
    else if (message.row.retransmission === true) known.copies++;
  }

  /** Each hop cancels for itself: what does not begin with the caller is an element giving up on a branch (RFC 3261 §16.10). */
  #cancel(message: StoryMessage, log: StoryLog): void {
    const { leg, sender, receiver } = message;
    const caller = this.#callers.get(leg);
    const isCaller = (caller === undefined || caller === sender) && !wasAnsweredElsewhere(message);
    const isTaken = isCaller && message.row.frame > this.#takenFrame;
    const gone = isTaken ? 'ends it, because the call was taken by another' : 'gives up';
    const who = isCaller ? `${leg.names.local} ${gone}` : `${sender} cancels its branch to ${receiver}`;
    log.tell('cancelled', message, `${who} (CANCEL)${whyText(message)}.`);
  }

  #hangUp(message: StoryMessage, log: StoryLog): void {
    const { leg, side, timeNs } = message;
    const talked = leg.answeredNs < 0 ? '' : ` after ${durationText(timeNs - leg.answeredNs)} of talk`;
    const again = leg.isOver ? ' too' : '';
    leg.isOver = true;
    // Of whom it is not known who called, the address tells more than the name.
    log.tell('hangup', message, `${leg.names[side]} hangs up${again}${talked}${whyText(message)}.`);
  }

  #refuse(message: StoryMessage, log: StoryLog): void {
    const text = `${message.leg.names[message.side]} (${message.sender}) answers the BYE with ${statusText(message)}.`;
    log.tell('hangup', message, text);
  }
}

/** A proxy says so of the branches that it cancels when another one was answered (RFC 3326 §2): no caller gives up. */
function wasAnsweredElsewhere({ parsed }: StoryMessage): boolean {
  return parsed.reason.some(({ protocol, cause }) => protocol.toUpperCase() === 'SIP' && cause === 200);
}

function whyText({ parsed }: StoryMessage): string {
  const reasons = parsed.reason.slice(0, 3).map(reasonText);
  return reasons.length === 0 ? '' : ` (${reasons.join('; ')})`;
}
