import { sha256 } from '@noble/hashes/sha2.js';
import { hexOf } from './key-log.ts';

/**
 * Which session an id or a ticket resumes. A key log names a session by the client random of its first handshake; one that is resumed has a random of its own
 * and the master secret of the first. RFC 5246 §7.3, RFC 5077 §3.1.
 */
export class ResumableSessions {
  readonly #most: number;
  /** Client randoms of first handshakes. */
  readonly #randoms = new Map<string, string>();

  constructor(most: number) {
    this.#most = most;
  }

  rememberId(sessionId: Uint8Array, clientRandom: string): void {
    this.#remember(`id ${hexOf(sessionId)}`, clientRandom);
  }

  rememberTicket(ticket: Uint8Array, clientRandom: string): void {
    this.#remember(ticketName(ticket), clientRandom);
  }

  byId(sessionId: Uint8Array): string | undefined {
    return this.#randoms.get(`id ${hexOf(sessionId)}`);
  }

  byTicket(ticket: Uint8Array): string | undefined {
    return this.#randoms.get(ticketName(ticket));
  }

  /** The oldest go: they are resumed least. */
  #remember(name: string, clientRandom: string): void {
    this.#randoms.delete(name);
    this.#randoms.set(name, clientRandom);
    if (this.#randoms.size <= this.#most) return;
    const oldest = this.#randoms.keys().next();
    if (oldest.done !== true) this.#randoms.delete(oldest.value);
  }
}

/** Tickets are long; their digest names them as well. */
function ticketName(ticket: Uint8Array): string {
  return `ticket ${hexOf(sha256(ticket))}`;
}
