import { protocolNumber, streamProtocolNumber } from './protocol-counts.ts';
import { skipLineBreaks } from './skip-line-breaks.ts';
import type { Connection, Direction, StreamChunk } from './stream.ts';
import { numberOfStream, streamName } from './stream-name.ts';

/** First bytes of a direction by which it is told. */
const maxHeadBytes = 512;

const withoutData = protocolNumber('TCP without data');
const otherTls = protocolNumber('other TLS');

/** Tells what a connection carries that nobody reads, for its packets to be counted by: it is shown what comes until somebody does. */
export class UnreadStream {
  /** Whether any data was sent: also such as comes before its turn, and is not read yet. */
  hasData = false;
  readonly #connection: Connection;
  readonly #isSecure: boolean;
  #name: ReturnType<typeof streamName>;
  /** What the directions begin with, until it is told by it. */
  #heads: [Uint8Array | undefined, Uint8Array | undefined] = [undefined, undefined];
  /** Line breaks, and nothing else: they keep a connection alive that carries SIP at other times. RFC 5626 §3.5.1. */
  #isKeepAlive: boolean | undefined;

  constructor(connection: Connection, isSecure: boolean) {
    this.#connection = connection;
    this.#isSecure = isSecure;
  }

  /** As a number of `ProtocolCounts`. */
  get protocol(): number {
    const isSecure = this.#isSecure;
    if (this.#isKeepAlive === true) return streamProtocolNumber('CRLF keep-alive', isSecure);
    if (!this.hasData) return isSecure ? otherTls : withoutData;
    return numberOfStream(this.#name, isSecure);
  }

  receive(direction: Direction, { bytes }: StreamChunk): void {
    this.hasData = true;
    if (this.#isKeepAlive !== false) this.#isKeepAlive = lineBreaksEnd(bytes) === bytes.length;
    if (this.#name !== undefined) return;
    this.#name = this.#nameByHead(direction, bytes) ?? this.#nameMidway(bytes);
    if (this.#name !== undefined) this.#heads = [undefined, undefined];
  }

  /** Bytes were lost. */
  gap(): void {
    this.hasData = true;
    this.#isKeepAlive = false;
  }

  /** They may come one by one. */
  #nameByHead(direction: Direction, bytes: Uint8Array): ReturnType<typeof streamName> {
    const before = this.#heads[direction] ?? new Uint8Array(0);
    if (before.length >= maxHeadBytes) return undefined;
    const head = new Uint8Array(Math.min(before.length + bytes.length, maxHeadBytes));
    head.set(before);
    head.set(bytes.subarray(0, head.length - before.length), before.length);
    this.#heads[direction] = head;
    return streamName(head, lineBreaksEnd(head), head.length, this.#connection);
  }

  /** Where the capture came in later, a chunk may begin what the first one was in the midst of. */
  #nameMidway(bytes: Uint8Array): ReturnType<typeof streamName> {
    return this.#connection.isClientKnown ? undefined : streamName(bytes, 0, bytes.length, this.#connection);
  }
}

function lineBreaksEnd(bytes: Uint8Array): number {
  return skipLineBreaks(bytes, 0, bytes.length);
}
