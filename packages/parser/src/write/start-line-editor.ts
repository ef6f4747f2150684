import type { SipMessage } from '../message/sip-message.ts';
import type { StartLineFrame } from '../message/start-line.ts';
import { encodeText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { joinBytes } from './join-bytes.ts';

/** The start line of a message that is being changed: each part apart, and what stands between them as it stood. */
export class StartLineEditor {
  readonly #line: StartLineFrame;
  /** New text for places of the line, in their order. */
  #method: string | undefined = undefined;
  #requestUri: string | undefined = undefined;
  #status: { readonly code: number; readonly reason: string } | undefined = undefined;

  constructor(message: SipMessage) {
    this.#line = message.framing.startLine;
  }

  setMethod(method: string): void {
    this.#demand('request');
    this.#method = method;
  }

  setRequestUri(uri: string): void {
    this.#demand('request');
    this.#requestUri = uri;
  }

  setStatus(code: number, reason: string): void {
    this.#demand('response');
    checkStatus(code);
    this.#status = { code, reason };
  }

  /** The line, which begins where the message does. */
  bytes(line: Uint8Array): Uint8Array {
    const { methodStart, methodEnd, uriStart, uriEnd, statusStart, end } = this.#line;
    const changes: (readonly [Span, string])[] = [];
    if (this.#method !== undefined) changes.push([[methodStart, methodEnd], this.#method]);
    if (this.#requestUri !== undefined) changes.push([[uriStart, uriEnd], this.#requestUri]);
    if (this.#status !== undefined) changes.push([[statusStart, end], `${this.#status.code} ${this.#status.reason}`]);
    return changed(line, changes);
  }

  #demand(kind: 'request' | 'response'): void {
    if (this.#line.kind !== kind) throw new RangeError(`The message is no ${kind}`);
  }
}

/** A status code is one of 100 to 699. RFC 3261 §7.2. */
export function checkStatus(code: number): void {
  if (!Number.isInteger(code) || code < 100 || code > 699)
    throw new RangeError(`A status code is a number from 100 to 699: ${code}`);
}

function changed(line: Uint8Array, changes: readonly (readonly [Span, string])[]): Uint8Array {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const [[start, end], text] of changes) {
    pieces.push(line.subarray(at, start), encodeText(text));
    at = end;
  }
  return joinBytes([...pieces, line.subarray(at)]);
}
