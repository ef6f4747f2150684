import type { DeclaredLength, HeaderScan } from './header-scan.ts';
import { mayBecomeStart, startInLine } from './message-start.ts';
import { StartSearch } from './start-search.ts';
import type { StreamWindow } from './stream-window.ts';

/** Headers of a part of a multipart longer than this are not looked for. */
const maxPartHeaderBytes = 512;
const cr = 0x0d;
const lf = 0x0a;
const dash = 0x2d;
const slash = 0x2f;
const letterI = 0x69;
const letterP = 0x70;

/** The body of a message in a stream: where it should end, and where in it a message begins that is none of its parts. RFC 3261 §18.3. */
export class BodyScan {
  /** Stream offsets. */
  start = 0;
  /** Where it ends by its Content-Length; -1 where that does not say it. */
  end = 0;
  declared: DeclaredLength = 0;
  #holdsMessages = false;
  readonly #search = new StartSearch();

  /** Begins behind the headers. A length that leads beyond `limit` says nothing: it is rather wrong than true. */
  begin(headers: HeaderScan, window: StreamWindow, limit: number): void {
    this.start = headers.line;
    this.declared = headers.declaredLength(window);
    const isKnown = typeof this.declared === 'number' && this.start + this.declared <= limit;
    this.end = isKnown ? this.start + Number(this.declared) : -1;
    this.#holdsMessages = this.declared !== 0 && headers.holdsMessages(window);
    this.#search.begin(this.start);
  }

  /** No message begins in the body before this stream offset. */
  get safe(): number {
    return this.#search.safe;
  }

  /** Where the next message begins before `end` that is no part of the body; -1 where none does, or more bytes must come. */
  next(window: StreamWindow, end: number, isEnded: boolean): number {
    for (;;) {
      const found = this.#search.next(window, end, isEnded);
      if (found === -1 || !this.#isPart(window, found)) return found;
      this.#search.refuse();
    }
  }

  /** Whether a message seems to begin in the body, all of whose bytes are there: then its end has to be checked by what follows. */
  isDoubtful(window: StreamWindow): boolean {
    const { bytes, base } = window;
    const [start, end] = [this.start - base, this.end - base];
    const lastLine = Math.max(start, bytes.lastIndexOf(lf, end - 1) + 1);
    if (lastLine < end && mayBecomeStart(bytes, lastLine, end) && !this.#isPart(window, lastLine + base)) return true;
    if (!namesSip(bytes, start, end)) return false;
    const isDoubtful = this.next(window, this.end, false) !== -1 || this.#isPending(window);
    this.#search.begin(this.start);
    return isDoubtful;
  }

  /** Whether a start line with a method of its own stands behind the body at `next`, and is not the end of one that begins in it at `found`. */
  isFollowed(window: StreamWindow, found: number, next: number, lineEnd: number): boolean {
    if (window.lineFeed(found, this.end) === -1) return false;
    return startInLine(window.bytes, next - window.base, lineEnd - window.base, true) === next - window.base;
  }

  /**
   * Where a body ends that reaches to the message at `next`: of several lengths, the one behind which only line breaks follow; an empty body where there is
   * nothing else.
   */
  endBefore({ bytes, base }: StreamWindow, next: number): number {
    let last = next;
    while (last > this.start && (bytes[last - 1 - base] === cr || bytes[last - 1 - base] === lf)) last--;
    if (last === this.start) return last;
    const lengths = typeof this.declared === 'object' ? this.declared : [];
    return lengths.map((length) => this.start + length).find((end) => end >= last && end <= next) ?? next;
  }

  /** What was declared, and how much was taken. */
  describe(end: number): string {
    const taken = `${end - this.start} bytes taken`;
    if (this.declared === 'missing') return `no Content-Length, ${taken}`;
    if (this.declared === 'unreadable') return `Content-Length is no number, ${taken}`;
    return `${typeof this.declared === 'number' ? this.declared : this.declared.join(' and ')}, ${taken}`;
  }

  /** Whether the body ends behind a start line whose next line is not there. */
  #isPending(window: StreamWindow): boolean {
    const { candidate } = this.#search;
    return candidate !== -1 && !this.#isPart(window, candidate);
  }

  /** A message within a message begins the body; one in a part of a multipart stands behind the empty line of the part's headers. */
  #isPart({ bytes, base }: StreamWindow, found: number): boolean {
    if (!this.#holdsMessages) return false;
    return found === this.start || isBehindPartHeaders(bytes, this.start - base, found - base);
  }
}

/** Whether `IP/` stands there in any case, which no start line is without. */
function namesSip(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start + 3; at < end; at++) {
    if (bytes[at] === slash && (bytes[at - 1]! | 0x20) === letterP && (bytes[at - 2]! | 0x20) === letterI) return true;
  }
  return false;
}

/** Whether an empty line ends before `at`, and before it the headers of a part, whose first line is a delimiter. RFC 2046 §5.1.1. */
function isBehindPartHeaders(bytes: Uint8Array, bodyStart: number, at: number): boolean {
  const earliest = Math.max(bodyStart, at - maxPartHeaderBytes);
  let lineEnd = at - 1;
  for (let count = 0; lineEnd > earliest && bytes[lineEnd] === lf; count++) {
    const start = Math.max(earliest, bytes.lastIndexOf(lf, lineEnd - 1) + 1);
    const isEmpty = start === lineEnd || (bytes[start] === cr && start + 1 === lineEnd);
    if (isEmpty !== (count === 0)) return false;
    if (bytes[start] === dash && bytes[start + 1] === dash) return true;
    lineEnd = start - 1;
  }
  return false;
}
