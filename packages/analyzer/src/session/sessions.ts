import { nothingTold, type Told } from './exchange.ts';
import { Negotiation } from './negotiation.ts';
import { type SessionMessage, sessionMethods } from './session-message.ts';

/** An INVITE outside dialogs, and the dialogs its responses made. */
type Attempt = {
  readonly invite: SessionMessage;
  /** The first takes the INVITE as it came; each fork gets it anew. */
  readonly negotiations: Negotiation[];
  /** Whether the first has its dialog. */
  isAnswered: boolean;
};

/** Dialogs of one INVITE that are told apart. */
const mostForks = 1024;

/** What is known of a message: the dialog it is of, and what it is there. */
export type Received = { readonly negotiation: Negotiation | undefined; readonly told: Told };

const nothing: Received = { negotiation: undefined, told: nothingTold };

/** The offers and answers of many dialogs. Each branch of a fork has its own (RFC 3261 §13.2.1, RFC 6337 §2.2). */
export class Sessions {
  /** By Call-ID and tags. */
  readonly #dialogs = new Map<string, Negotiation>();
  /** By Call-ID, From tag and CSeq number. */
  readonly #attempts = new Map<string, Attempt>();
  readonly #begun: ((negotiation: Negotiation) => void) | undefined;

  /** `begun` is called with each dialog, or attempt at one, when it begins. */
  constructor(begun?: (negotiation: Negotiation) => void) {
    this.#begun = begun;
  }

  receive(message: SessionMessage): Received {
    if (!sessionMethods.has(message.method)) return nothing;
    const { method, isRequest, toTag, status } = message;
    if (isRequest)
      return method === 'INVITE' && toTag === '' ? this.#receiveInvite(message) : this.#receiveWithin(message);
    const attempt = method === 'INVITE' ? this.#attempts.get(attemptKey(message)) : undefined;
    if (attempt === undefined) return this.#receiveWithin(message);
    if (status <= 100) return { negotiation: attempt.negotiations[0], told: nothingTold };
    return status < 300 ? this.#receiveProgress(attempt, message) : this.#receiveFailure(attempt, message);
  }

  /** Nothing more is expected of it. */
  close(negotiation: Negotiation): void {
    const key = dialogKey(negotiation.callId, negotiation.localTag, negotiation.remoteTag);
    if (this.#dialogs.get(key) === negotiation) this.#dialogs.delete(key);
    for (const cseq of negotiation.attempts) {
      const attempt = `${negotiation.callId}\n${negotiation.localTag}\n${cseq}`;
      if (this.#attempts.get(attempt)?.negotiations[0] === negotiation) this.#attempts.delete(attempt);
    }
  }

  #receiveInvite(message: SessionMessage): Received {
    const key = attemptKey(message);
    const known = this.#attempts.get(key);
    const negotiation = known?.negotiations[0] ?? this.#begin(message.callId, message.fromTag, '');
    if (known === undefined) {
      negotiation.attempts.push(message.cseq);
      this.#attempts.set(key, { invite: message, negotiations: [negotiation], isAnswered: false });
    }
    return { negotiation, told: negotiation.receive(message) };
  }

  #receiveProgress(attempt: Attempt, message: SessionMessage): Received {
    const negotiation = this.#ofBranch(attempt, message);
    return negotiation === undefined ? nothing : { negotiation, told: negotiation.receive(message) };
  }

  /** The first branch takes over what the attempt has; others begin with its INVITE. */
  #ofBranch(attempt: Attempt, { callId, fromTag, toTag }: SessionMessage): Negotiation | undefined {
    const [first] = attempt.negotiations;
    // An unreliable response without a tag makes no dialog; a 2xx without one comes from an RFC 2543 peer.
    if (toTag === '') return first;
    const key = dialogKey(callId, fromTag, toTag);
    const known = this.#dialogs.get(key);
    if (known !== undefined) return known;
    if (first !== undefined && !attempt.isAnswered) {
      attempt.isAnswered = true;
      first.remoteTag = toTag;
      this.#dialogs.set(key, first);
      return first;
    }
    if (attempt.negotiations.length >= mostForks) return undefined;
    const fork = this.#begin(callId, fromTag, toTag);
    this.#dialogs.set(key, fork);
    attempt.negotiations.push(fork);
    fork.receive(attempt.invite);
    return fork;
  }

  /** A branch's failure ends that branch; what has come to the client ends all that were not answered (RFC 3261 §13.2.2.3). */
  #receiveFailure({ negotiations }: Attempt, message: SessionMessage): Received {
    const { callId, fromTag, toTag, isAtClient } = message;
    const branch = toTag === '' ? undefined : this.#dialogs.get(dialogKey(callId, fromTag, toTag));
    const ended = isAtClient || negotiations.length === 1 ? negotiations : branch === undefined ? [] : [branch];
    let told = nothingTold;
    for (const negotiation of ended) told = negotiation.receive(message);
    return { negotiation: branch ?? negotiations[0], told };
  }

  #receiveWithin(message: SessionMessage): Received {
    const { callId, fromTag, toTag, isRequest, description, method } = message;
    const key = dialogKey(callId, fromTag, toTag);
    let negotiation = this.#dialogs.get(key);
    if (negotiation === undefined) {
      // What tells of a session whose beginning was not captured.
      if (fromTag === '' || (description === undefined && method !== 'INVITE') || (!isRequest && message.status >= 300))
        return nothing;
      negotiation = this.#begin(callId, fromTag, toTag);
      this.#dialogs.set(key, negotiation);
    }
    return { negotiation, told: negotiation.receive(message) };
  }

  #begin(callId: string, localTag: string, remoteTag: string): Negotiation {
    const negotiation = new Negotiation(callId, localTag, remoteTag);
    this.#begun?.(negotiation);
    return negotiation;
  }
}

/** Texts of header fields hold no line breaks. */
function dialogKey(callId: string, tag: string, otherTag: string): string {
  return tag < otherTag ? `${callId}\n${tag}\n${otherTag}` : `${callId}\n${otherTag}\n${tag}`;
}

function attemptKey({ callId, fromTag, cseq }: SessionMessage): string {
  return `${callId}\n${fromTag}\n${cseq}`;
}
