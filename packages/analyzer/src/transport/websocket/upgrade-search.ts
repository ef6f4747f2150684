import type { ChunkWindow } from '../chunk-window.ts';
import { readHttpHead, type HttpHead } from './http-head.ts';

const LF = 0x0a;
const CR = 0x0d;

const encoder = new TextEncoder();
/** How the heads that matter begin: an upgrade is asked for by a GET. RFC 6455 §4.1, RFC 9112 §4. */
const beginnings = { request: encoder.encode('GET '), response: encoder.encode('HTTP/1.') } as const;
const version = encoder.encode(' HTTP/1.');

/**
 * Looks for the heads of HTTP messages in one direction of a connection, passing over everything between them: bodies, and requests of other kinds. What is
 * looked for stands in no sensible body, so bodies need not be measured. RFC 9112 §2.1.
 */
export class UpgradeSearch {
  readonly #kind: 'request' | 'response';
  readonly #headBytes: number;
  /** Where the line of the head begins that is not complete, and up to where it is known to hold no line's end. */
  #line = 0;
  #scanned = 0;
  /** Whether the window's start begins a head. */
  #isInHead = false;

  constructor(kind: 'request' | 'response', headBytes: number) {
    this.#kind = kind;
    this.#headBytes = headBytes;
  }

  /** The next head, read off the window; 'limit' where one was too long and is passed over; `undefined` where more is wanting. */
  next(window: ChunkWindow): HttpHead | 'limit' | undefined {
    for (;;) {
      if (!this.#isInHead && !this.#findBeginning(window)) return undefined;
      const end = this.#findEnd(window);
      if (end === undefined) return undefined;
      const start = window.start;
      this.#isInHead = false;
      if (end === 'none') {
        // Another beginning in the same line would be none either.
        window.take(this.#line);
        continue;
      }
      const head = end === 'limit' ? 'limit' : readHttpHead(window.view(start, end));
      window.take(end === 'limit' ? start + this.#headBytes : end);
      return head;
    }
  }

  /** Passes over what is no beginning of a head. */
  #findBeginning(window: ChunkWindow): boolean {
    const wanted = beginnings[this.#kind];
    const bytes = window.view(window.start, window.end);
    // The first byte of either is there.
    const first = wanted[0]!;
    let at = bytes.indexOf(first);
    while (at !== -1 && !isAt(bytes, at, wanted)) at = bytes.indexOf(first, at + 1);
    window.take(at === -1 ? window.end : window.start + at);
    if (at === -1 || bytes.length - at < wanted.length) return false;
    this.#isInHead = true;
    this.#line = window.start;
    this.#scanned = window.start;
    return true;
  }

  /** Offset behind the empty line of the head; 'none' where its first line is none of HTTP. */
  #findEnd(window: ChunkWindow): number | 'none' | 'limit' | undefined {
    const { start } = window;
    const limit = Math.min(window.end, start + this.#headBytes);
    const bytes = window.view(start, limit);
    for (;;) {
      const lineFeed = bytes.indexOf(LF, this.#scanned - start);
      if (lineFeed === -1) break;
      const line = this.#line - start;
      this.#line = start + lineFeed + 1;
      this.#scanned = this.#line;
      if (line === 0 && !this.#isFirstLine(bytes, lineFeed)) return 'none';
      if (isEmptyLine(bytes, line, lineFeed)) return this.#line;
    }
    this.#scanned = limit;
    return limit === start + this.#headBytes ? 'limit' : undefined;
  }

  #isFirstLine(bytes: Uint8Array, lineFeed: number): boolean {
    const end = bytes[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
    if (this.#kind === 'request') return end > version.length && isAt(bytes, end - version.length - 1, version);
    return end >= statusLineBytes && isDigits(bytes, statusLineBytes - 3, statusLineBytes);
  }
}

/** `HTTP/1.1 101` */
const statusLineBytes = 12;

function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    // The caller asks for bytes that are there.
    if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return false;
  }
  return true;
}

function isEmptyLine(bytes: Uint8Array, start: number, lineFeed: number): boolean {
  return lineFeed === start || (lineFeed === start + 1 && bytes[start] === CR);
}

/** Whether the text stands there, as far as there are bytes. */
function isAt(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  for (let i = 0; i < text.length && at + i < bytes.length; i++) {
    if (bytes[at + i] !== text[i]) return false;
  }
  return true;
}
