import { parseMessage, type SipMessage } from '@sipscope/parser';
import type { CapturedMessage } from '../../message/captured-message.ts';
import { maskedKeys } from '../../call/masked-keys.ts';
import { appearancesState } from './plain-state.ts';
import { holdsXml, readStates, type StateReading } from './read-states.ts';
import type { StateDocument } from './state-document.ts';
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
  readonly #maskDigits: boolean;
  #xml: XmlReader | undefined = undefined;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;

  /** `maskDigits`: keys that were pressed are told as `x`. */
  constructor(limit: number = maxWaitingBytes, maskDigits: boolean = false) {
    this.#maxWaitingBytes = limit;
    this.#maskDigits = maskDigits;
  }

  /** Whether there are bodies that only `readWaiting` can read. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** `take` is not called where the message tells no state. */
  read(message: CapturedMessage, take: TakeReading): void {
    const parsed = message.parsed();
    const { body } = parsed;
    if (body === undefined && parsed.valueSpan('Call-Info') === undefined) return;
    const waits = this.#xml === undefined && (this.isWaiting || (body !== undefined && holdsXml(body)));
    const told = this.#maskDigits ? masking(take) : take;
    if (!waits) tell(parsed, this.#xml, told);
    // The capture's bytes are gone when the reader is there.
    else this.#wait(parsed.bytes.slice(), told);
  }

  async readWaiting(): Promise<void> {
    this.#xml ??= await loadXmlReader();
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const { bytes, take } of waiting) tell(parseMessage(bytes), this.#xml, take);
  }

  #wait(bytes: Uint8Array, take: TakeReading): void {
    if (this.#waitingBytes + bytes.length > this.#maxWaitingBytes) return take(undefined);
    this.#waitingBytes += bytes.length;
    this.#waiting.push({ bytes, take });
  }
}

function masking(take: TakeReading): TakeReading {
  return (reading) =>
    take(reading === undefined ? undefined : { ...reading, documents: reading.documents.map(masked) });
}

/** What KPML says stands in quotes. */
function masked(document: StateDocument): StateDocument {
  if (document.kind !== 'kpml-response') return document;
  return { ...document, what: document.what.replace(/"([^"]*)"/, (_, keys: string) => `"${maskedKeys(keys)}"`) };
}

function tell(message: SipMessage, xml: XmlReader | undefined, take: TakeReading): void {
  const { body } = message;
  if (body !== undefined) return take(readStates(body, xml));
  const told = appearancesState(message);
  if (told !== undefined) take({ documents: [told], more: 0, list: undefined, status: undefined, reason: undefined });
}
