import { type Body, parseMessage } from '@sipscope/parser';
import type { CapturedMessage } from '../../message/captured-message.ts';
import { holdsXml, readStates, type StateReading } from './read-states.ts';
import { loadXmlReader, type XmlReader } from './xml-reader.ts';

/** Takes what a body says; undefined of a body that was not read, for too many waited for their reader. */
export type TakeReading = (reading: StateReading | undefined) => void;

type Waiting = { readonly bytes: Uint8Array; readonly take: TakeReading };

/** Bytes of messages that wait for the reader of XML. They are at most what is received between two calls of `readWaiting`. */
const maxWaitingBytes = 64 * 1024 * 1024;

/**
 * Reads the bodies that tell states, in the order of their messages. The reader of XML is loaded when the first XML body comes: that one and all that follow
 * wait until `readWaiting` is called; later ones are read at once.
 */
export class StateReader {
  readonly #maxWaitingBytes: number;
  #xml: XmlReader | undefined = undefined;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;

  constructor(limit: number = maxWaitingBytes) {
    this.#maxWaitingBytes = limit;
  }

  /** Whether there are bodies that only `readWaiting` can read. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** `take` is not called where the message has no body. */
  read(message: CapturedMessage, take: TakeReading): void {
    const parsed = message.parsed();
    const { body } = parsed;
    if (body === undefined) return;
    const waits = this.#xml === undefined && (this.isWaiting || holdsXml(body));
    if (!waits) take(readStates(body, this.#xml));
    // The capture's bytes are gone when the reader is there.
    else this.#wait(parsed.bytes.slice(), take);
  }

  async readWaiting(): Promise<void> {
    this.#xml ??= await loadXmlReader();
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { bytes, take } of waiting) {
      const body: Body | undefined = parseMessage(bytes).body;
      take(body === undefined ? undefined : readStates(body, this.#xml));
    }
  }

  #wait(bytes: Uint8Array, take: TakeReading): void {
    if (this.#waitingBytes + bytes.length > this.#maxWaitingBytes) return take(undefined);
    this.#waitingBytes += bytes.length;
    this.#waiting.push({ bytes, take });
  }
}
