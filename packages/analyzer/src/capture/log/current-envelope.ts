import type { Envelope } from './envelope.ts';

/** So many lines that say nothing may stand between an envelope and its message. */
const LINES_BEHIND_ENVELOPE = 2;

/** What the log says of the message to come, or of the one just read. */
export class CurrentEnvelope {
  #envelope: Envelope | undefined;
  /** Whether it had its message: the next one has another, unless nothing stands between them. */
  #isUsed = false;
  #linesBehind = 0;

  get value(): Envelope | undefined {
    return this.#envelope;
  }

  take(found: Envelope | 'part'): void {
    if (found !== 'part') this.#envelope = found;
    else if (this.#isUsed) this.#envelope = undefined;
    this.#isUsed = false;
    this.#linesBehind = 0;
  }

  /** What stands in one line with the message. */
  replace(envelope: Envelope): void {
    this.#envelope = envelope;
  }

  /** For a message that begins. */
  use(): Envelope | undefined {
    this.#isUsed = true;
    return this.#envelope;
  }

  passRuler(): void {
    if (this.#isUsed) this.#envelope = undefined;
  }

  /** `isPrefixed`: a logger's line of its own, which parts the envelope from what follows. */
  passNoise(isPrefixed: boolean): void {
    if (!isPrefixed && !this.#isUsed && ++this.#linesBehind <= LINES_BEHIND_ENVELOPE) return;
    this.#envelope = undefined;
    this.#isUsed = false;
  }
}
