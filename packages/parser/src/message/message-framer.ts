import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import { BodyScan } from './body-scan.ts';
import type { FramedPiece } from './framed-piece.ts';
import { HeaderScan } from './header-scan.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isKnownStart, maxStartLineBytes, mayBecomeStart, startInLine } from './message-start.ts';
import { parseFramed } from './parse-framed.ts';
import { StartSearch } from './start-search.ts';
import { startsLikeSip, streamStartsLikeSip } from './starts-like-sip.ts';
import { StreamWindow } from './stream-window.ts';

/** How a stream is to be cut: limits, and who sends it. */
export type FramerOptions = {
  readonly limits?: Partial<Limits>;
  /**
   * Who sends this stream: a client pings with two line breaks, a server answers with one, so that of a server two pongs are no ping. Unknown, two are
   * a ping, and one is told as a pong only when something else follows it. RFC 5626 §3.5.1.
   */
  readonly sender?: 'client' | 'server';
};

/** Junk is handed on in pieces of at most this many bytes. */
const junkBytes = 64 * 1024;
/** Line breaks behind a body that are passed over to see what follows it. */
const maxLineBreaks = 64;
const cr = 0x0d;
const lf = 0x0a;
const none: readonly Diagnostic[] = [];

type State = 'between' | 'headers' | 'body' | 'body-end' | 'open-body' | 'junk';

/**
 * Cuts a stream (TCP, TLS) into SIP messages and what lies between them, chunk by chunk, however the chunks are cut. A message ends where its Content-Length says;
 * where that is missing, no number, or contradicted by what follows, at the next start line. Nothing is lost: the pieces tile the stream.
 * RFC 3261 §7.5, §18.3, §20.14; RFC 5626 §3.5.1.
 */
export class MessageFramer {
  readonly #limits: Limits;
  readonly #sender: 'client' | 'server' | undefined;
  readonly #window = new StreamWindow();
  readonly #headers = new HeaderScan();
  readonly #body = new BodyScan();
  readonly #search = new StartSearch();
  #pieces: FramedPiece[] = [];
  #state: State = 'between';
  /** Stream offset of the piece being read. */
  #start = 0;
  /** Up to where the line at `#start`, or behind a body, is known to hold no LF. */
  #scanned = 0;
  /** What junk here would be. */
  #junkCode: DiagnosticCode | undefined = 'framing-mid-stream';

  constructor(options: FramerOptions = {}) {
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#sender = options.sender;
  }

  /** Stream offset behind the last byte pushed. */
  get offset(): number {
    return this.#window.end;
  }

  /** Takes the next bytes of the stream and gives the pieces that are now complete. The chunk is not changed, and not needed again but for the views of it that were given. */
  push(chunk: Uint8Array): readonly FramedPiece[] {
    const window = this.#window;
    const chunkStart = window.end;
    let taken = 0;
    // A message that began in an earlier chunk is put together in a buffer; as soon as it is complete the chunk itself is read.
    while (this.#start < chunkStart && taken < chunk.length) {
      const block = Math.min(chunk.length - taken, Math.max(chunkStart + taken - this.#start, 1024));
      window.append(chunk.subarray(taken, taken + block), this.#start);
      taken += block;
      this.#advance(false, chunkStart);
    }
    if (this.#start >= chunkStart && chunk.length > 0) {
      window.show(chunk, chunkStart);
      this.#advance(false, Infinity);
      window.keep(this.#start);
    }
    return this.#take();
  }

  /** The stream ends: gives what was not complete. What may be pushed then begins anew, offsets going on. */
  end(): readonly FramedPiece[] {
    this.#advance(true, Infinity);
    this.#beginAnew();
    return this.#take();
  }

  /** Says that so many bytes of the stream were lost: what was not complete is given, and offsets go on behind them. */
  gap(lengthBytes: number): readonly FramedPiece[] {
    const pieces = this.end();
    this.#window.show(new Uint8Array(0), this.#window.end + lengthBytes);
    this.#beginAnew();
    return pieces;
  }

  #beginAnew(): void {
    this.#window.keep(this.#window.end);
    this.#start = this.#window.end;
    this.#expectStart('framing-mid-stream');
  }

  #take(): readonly FramedPiece[] {
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** Goes from state to state until bytes are wanting, or the piece being read begins at `until`. */
  #advance(isEnded: boolean, until: number): void {
    while (this.#start < this.#window.end && this.#start < until && this.#step(isEnded));
  }

  /** One step; false where bytes are wanting. */
  #step(isEnded: boolean): boolean {
    switch (this.#state) {
      case 'between':
        return this.#readBetween(isEnded);
      case 'headers':
        return this.#readHeaders(isEnded);
      case 'body':
        return this.#readBody(isEnded);
      case 'body-end':
        return this.#checkBodyEnd(isEnded);
      case 'open-body':
        return this.#readOpenBody(isEnded);
      case 'junk':
        return this.#readJunk(isEnded);
    }
  }

  #expectStart(junkCode: DiagnosticCode | undefined): void {
    this.#state = 'between';
    this.#scanned = this.#start;
    this.#junkCode = junkCode;
  }

  #readBetween(isEnded: boolean): boolean {
    const window = this.#window;
    const { bytes, base, end } = window;
    const first = bytes[this.#start - base]!;
    if (first === cr) {
      if (this.#start + 1 >= end && !isEnded) return false;
      if (this.#start + 1 < end && bytes[this.#start + 1 - base] === lf) return this.#readLineBreak(isEnded);
    }
    if (first <= 0x20 || first >= 0x7f) return this.#beginJunk();
    const lineFeed = window.lineFeed(this.#scanned, end);
    const isLong = (lineFeed === -1 ? end : lineFeed) - this.#start > maxStartLineBytes;
    this.#scanned = lineFeed === -1 ? end : lineFeed + 1;
    if (lineFeed === -1 && !isEnded && !isLong) return false;
    const from = this.#start - base;
    if (isLong) return this.#beginJunk();
    const seen = this.#scanned - base;
    if (isEnded && lineFeed === -1 && mayBecomeStart(bytes, from, seen)) return this.#beginHeaders();
    const isLast = isEnded && lineFeed === -1;
    const isSip = isLast ? startsLikeSip(bytes, from, seen) : streamStartsLikeSip(bytes, from, seen);
    if (isSip === undefined) return true;
    return isSip && !this.#isGlued() ? this.#beginHeaders() : this.#beginJunk();
  }

  /** Whether the rest of a body stands before the method, without a line break. */
  #isGlued(): boolean {
    const { bytes, base, end } = this.#window;
    const lineFeed = this.#window.lineFeed(this.#start, end);
    const from = this.#start - base;
    return startInLine(bytes, from, (lineFeed === -1 ? end : lineFeed) - base, true) > from;
  }

  /** RFC 3261 §7.5: line breaks before a message are ignored; RFC 5626 §3.5.1: they keep the flow alive. */
  #readLineBreak(isEnded: boolean): boolean {
    const { bytes, base, end } = this.#window;
    const next = this.#start + 2 - base;
    const have = end - base;
    const isAlone =
      this.#sender === 'server' || (next < have && bytes[next] !== cr) || (next + 1 < have && bytes[next + 1] !== lf);
    const isPair = !isAlone && next + 1 < have;
    if (!isAlone && !isPair && !isEnded) return false;
    const pieceEnd = this.#start + (isPair ? 4 : 2);
    this.#pieces.push({ kind: isPair ? 'ping' : 'pong', start: this.#start, end: pieceEnd, diagnostics: none });
    this.#start = pieceEnd;
    // At the beginning, and behind a body, what follows is still what it would have been.
    this.#expectStart(this.#junkCode);
    return true;
  }

  #beginJunk(): boolean {
    this.#state = 'junk';
    this.#search.begin(this.#start);
    return true;
  }

  #readJunk(isEnded: boolean): boolean {
    const window = this.#window;
    const found = this.#search.next(window, window.end, isEnded);
    const safe = found !== -1 ? found : isEnded ? window.end : this.#search.safe;
    while (safe - this.#start > junkBytes) this.#giveJunk(this.#start + junkBytes);
    if (found === -1 && !isEnded) return false;
    if (safe > this.#start) this.#giveJunk(safe);
    if (found !== -1) this.#beginHeaders();
    return true;
  }

  /** Only the first piece of a run says what is wrong. */
  #giveJunk(end: number): void {
    const code = this.#junkCode;
    const span = [this.#start, end] as const;
    const diagnostics = code === undefined ? none : [{ code, span }];
    this.#pieces.push({
      kind: 'junk',
      start: this.#start,
      end,
      bytes: this.#window.view(this.#start, end),
      diagnostics,
    });
    this.#junkCode = undefined;
    this.#start = end;
  }

  #beginHeaders(): boolean {
    this.#state = 'headers';
    this.#headers.begin(this.#start, this.#limits.headerSectionBytes);
    return true;
  }

  #readHeaders(isEnded: boolean): boolean {
    const headers = this.#headers;
    switch (headers.read(this.#window)) {
      case 'more':
        if (!isEnded) return false;
        return this.#giveMessage(this.#window.end, 'framing-cut-off', 'in the headers');
      case 'limit': {
        const { headerSectionBytes } = this.#limits;
        this.#giveMessage(this.#start + headerSectionBytes, 'limit-header-section', `${headerSectionBytes} bytes`);
        this.#junkCode = undefined;
        return this.#beginJunk();
      }
      case 'cut':
        this.#giveMessage(headers.line, 'framing-cut-off', 'a new message begins in the headers');
        return this.#beginHeaders();
      case 'complete':
        return this.#beginBody();
    }
  }

  #beginBody(): boolean {
    const body = this.#body;
    body.begin(this.#headers, this.#window, this.#start + this.#limits.messageBytes);
    const isEmpty = body.declared === 0 || (body.declared === 'missing' && !this.#headers.hasContentType);
    if (isEmpty) return this.#giveMessage(body.start);
    this.#state = body.end === -1 ? 'open-body' : 'body';
    return true;
  }

  #readBody(isEnded: boolean): boolean {
    const body = this.#body;
    if (this.#window.end < body.end) return isEnded && this.#cutBody();
    if (!body.isDoubtful(this.#window)) return this.#giveMessage(body.end);
    this.#state = 'body-end';
    this.#scanned = body.end;
    return true;
  }

  /** The stream ends before the body does: where a message begins in it, Content-Length was wrong. */
  #cutBody(): boolean {
    const found = this.#body.next(this.#window, this.#window.end, true);
    return found === -1
      ? this.#giveMessage(this.#window.end, 'framing-cut-off', 'in the body')
      : this.#giveUntil(found, 'framing-length-too-large');
  }

  /** The body has all its bytes: if a message begins behind it, Content-Length is right, whatever the body holds. */
  #checkBodyEnd(isEnded: boolean): boolean {
    const window = this.#window;
    const body = this.#body;
    const { bytes, base, end } = window;
    let next = body.end;
    const limit = body.end + maxLineBreaks;
    while (next < end && next < limit && (bytes[next - base] === cr || bytes[next - base] === lf)) next++;
    if (next === limit || (next === end && isEnded)) return this.#giveMessage(body.end);
    if (next === end) return false;
    const lineFeed = window.lineFeed(Math.max(this.#scanned, next), end);
    this.#scanned = lineFeed === -1 ? end : lineFeed;
    const longest = next + maxStartLineBytes;
    if (lineFeed === -1 && !isEnded && end <= longest) return false;
    // Of a line too long to be a start line the same is looked at, however much of it has come.
    this.#scanned = Math.min(this.#scanned, longest);
    if (isKnownStart(bytes, next - base, this.#scanned - base)) return this.#giveMessage(body.end);
    const found = body.next(window, end, isEnded);
    if (found === -1 && !isEnded && body.safe < body.end) return false;
    const isWrong = found !== -1 && found < body.end && !body.isFollowed(window, found, next, this.#scanned);
    return isWrong ? this.#giveUntil(found, 'framing-length-too-large') : this.#giveMessage(body.end);
  }

  /** A body whose length nobody says ends where the next message begins. */
  #readOpenBody(isEnded: boolean): boolean {
    const body = this.#body;
    const found = body.next(this.#window, this.#window.end, isEnded);
    const limit = this.#start + this.#limits.messageBytes;
    const safe = found !== -1 ? found : isEnded ? this.#window.end : body.safe;
    if (safe > limit) {
      this.#giveMessage(limit, 'limit-message', `${this.#limits.messageBytes} bytes`);
      this.#junkCode = undefined;
      return this.#beginJunk();
    }
    if (found === -1 && !isEnded) return false;
    const isNumber = typeof body.declared === 'number';
    return this.#giveUntil(safe, isNumber ? 'framing-length-too-large' : 'framing-length-unknown');
  }

  /** Gives the message whose body reaches to `next`. */
  #giveUntil(next: number, code: DiagnosticCode): boolean {
    const end = this.#body.endBefore(this.#window, next);
    return this.#giveMessage(end, code, this.#body.describe(end));
  }

  #giveMessage(end: number, code?: DiagnosticCode, detail?: string): true {
    const span = [this.#start, end] as const;
    const message = parseFramed(this.#window.view(this.#start, end), this.#start, this.#limits);
    const diagnostics = code === undefined ? none : [detail === undefined ? { code, span } : { code, span, detail }];
    this.#pieces.push({ kind: 'message', start: this.#start, end, message, diagnostics });
    this.#start = end;
    this.#expectStart(this.#body.declared === 'missing' ? 'framing-body-unannounced' : 'framing-junk');
    return true;
  }
}
