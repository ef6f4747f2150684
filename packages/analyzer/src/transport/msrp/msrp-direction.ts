import { BytePattern } from '../byte-pattern.ts';
import { ChunkWindow } from '../chunk-window.ts';
import type { StreamChunk } from '../stream.ts';
import { MsrpBody } from './msrp-body.ts';
import { MsrpDigests } from './msrp-digests.ts';
import { type MsrpHead, type MsrpStart, readMsrpHead, readMsrpStart } from './msrp-head.ts';
import type { MsrpRecord } from './msrp-record.ts';
import { findHead, textOfLine } from './msrp-search.ts';

/** Bytes before the body; where there are more, the rest is passed over until the next request or response begins. */
export const maxHeadBytes: number = 16 * 1024;
const dashes = '-------';

const LF = 0x0a;
const CR = 0x0d;

/** Takes what one direction carries. */
export type MsrpSink = {
  readonly record: (record: Omit<MsrpRecord, 'flow'>) => void;
  /** More stands before a body than is read. */
  readonly tooLong: (frame: number) => void;
};

/** A request that has a body which has not ended yet. */
type OpenChunk = {
  readonly head: MsrpHead;
  readonly body: MsrpBody;
  readonly endLine: BytePattern;
  /** Stream offset of the body's first byte. The CR LF before it may be that of the end-line, where the body is empty. */
  readonly start: number;
};

/**
 * One direction of a connection that carries MSRP, cut into requests and responses. Bodies are not kept: a chunk may be as long as its sender likes. RFC 4975
 * §7.
 */
export class MsrpDirection {
  readonly #window = new ChunkWindow();
  readonly #digests = new MsrpDigests();
  readonly #sink: MsrpSink;
  /** `lost`: a start line is looked for, for what is there may be in the midst of a body. */
  #phase: 'lost' | 'head' | 'body';
  #start: MsrpStart | undefined = undefined;
  #lines: string[] = [];
  /** Stream offsets: where the line begins that is to be read, and up to where no line break stands. */
  #lineAt = 0;
  #searchedTo = 0;
  #open: OpenChunk | undefined = undefined;
  /** Where nothing is known of the bytes before: a line may begin there. */
  #unknownBefore = 0;
  /** The packet that came last. */
  #frame = 0;
  #timeNs = 0;

  /** `isBeginning`: the first bytes are the first that were sent. */
  constructor(isBeginning: boolean, sink: MsrpSink) {
    this.#phase = isBeginning ? 'head' : 'lost';
    this.#sink = sink;
  }

  get waitingBytes(): number {
    return this.#window.end - this.#window.start;
  }

  receive(chunk: StreamChunk): void {
    this.#frame = chunk.frame;
    this.#timeNs = chunk.timeNs;
    this.#window.append(chunk);
    while (this.#step());
    this.#window.keep();
  }

  gap(lengthBytes: number): void {
    this.#interrupt();
    this.#window.gap(lengthBytes);
    this.#unknownBefore = this.#window.start;
  }

  /** Nothing more comes. */
  end(): void {
    this.#interrupt();
    this.#window.take(this.#window.end);
    this.#unknownBefore = this.#window.start;
  }

  /** A body that goes on is told as far as it came. */
  #interrupt(): void {
    const open = this.#open;
    const window = this.#window;
    if (open !== undefined) {
      this.#addBody(open, window.end);
      this.#tellRecord(open.head, undefined, open.body, window.end);
    }
    this.#lose();
  }

  /** False where bytes are wanting. */
  #step(): boolean {
    switch (this.#phase) {
      case 'lost':
        return this.#find();
      case 'head':
        return this.#readLine();
      case 'body':
        return this.#readBody();
    }
  }

  /** Goes to the next start line with a head behind it. */
  #find(): boolean {
    const window = this.#window;
    const isLineStart = window.start === this.#unknownBefore;
    const { at, isHead } = findHead(window.view(window.start, window.end), isLineStart);
    window.take(window.start + at);
    if (isHead) this.#expectHead();
    return isHead;
  }

  #expectHead(): void {
    this.#phase = 'head';
    this.#start = undefined;
    this.#lines = [];
    this.#open = undefined;
    this.#lineAt = this.#window.start;
    this.#searchedTo = this.#lineAt;
  }

  #lose(): void {
    this.#phase = 'lost';
    this.#start = undefined;
    this.#lines = [];
    this.#open = undefined;
  }

  #readLine(): boolean {
    const window = this.#window;
    const from = Math.max(this.#lineAt, window.start, this.#searchedTo);
    const found = window.view(from, window.end).indexOf(LF);
    if (found < 0) {
      this.#searchedTo = window.end;
      if (window.end - window.start > maxHeadBytes) this.#passOver();
      return this.#phase === 'lost';
    }
    const lineStart = Math.max(this.#lineAt, window.start);
    const lineEnd = from + found;
    const line = textOfLine(window.view(lineStart, lineEnd));
    this.#lineAt = lineEnd + 1;
    this.#searchedTo = this.#lineAt;
    if (this.#start === undefined) this.#takeStart(line);
    else if (line === '') this.#beginBody(lineEnd);
    else if (readMsrpStart(line) === undefined) this.#takeField(line, this.#start);
    else this.#beginAgain(lineStart);
    return true;
  }

  /** Line breaks may stand before it, to keep the connection alive. */
  #takeStart(line: string): void {
    if (line === '') {
      this.#window.take(this.#lineAt);
      return;
    }
    this.#start = readMsrpStart(line);
    if (this.#start === undefined) this.#lose();
  }

  /** A start line where a field should stand: what is before it never ended. */
  #beginAgain(lineStart: number): void {
    this.#window.take(lineStart);
    this.#expectHead();
  }

  #takeField(line: string, start: MsrpStart): void {
    const { transactionId } = start;
    const isEnd = line.startsWith(dashes) && line.length === dashes.length + transactionId.length + 1;
    const flag = isEnd && line.startsWith(transactionId, dashes.length) ? flagOf(line.at(-1)) : undefined;
    if (flag !== undefined) {
      const head = readMsrpHead(start, this.#lines);
      this.#tellRecord(head, flag, undefined, this.#lineAt);
      this.#window.take(this.#lineAt);
      this.#expectHead();
      return;
    }
    this.#lines.push(line);
    if (this.#lineAt - this.#window.start > maxHeadBytes) this.#passOver();
  }

  /** Goes on behind what begins as a head and does not end. */
  #passOver(): void {
    this.#sink.tooLong(this.#frame);
    this.#window.take(this.#window.start + 1);
    this.#lose();
  }

  #beginBody(lineEnd: number): void {
    const head = readMsrpHead(this.#start!, this.#lines);
    const window = this.#window;
    const isCrLf = lineEnd > window.start && window.view(lineEnd - 1, lineEnd)[0] === CR;
    this.#open = {
      head,
      body: new MsrpBody(head, this.#digests),
      endLine: new BytePattern(`\r\n${dashes}${head.transactionId}`),
      start: lineEnd + 1,
    };
    this.#phase = 'body';
    this.#start = undefined;
    this.#lines = [];
    window.take(isCrLf ? lineEnd - 1 : lineEnd + 1);
  }

  #readBody(): boolean {
    const window = this.#window;
    const open = this.#open!;
    const bytes = window.view(window.start, window.end);
    let at = 0;
    for (;;) {
      at = open.endLine.find(bytes, at, bytes.length);
      if (at < 0) {
        const last = Math.max(window.start, window.end - open.endLine.length + 1);
        this.#addBody(open, last);
        return false;
      }
      const behind = at + open.endLine.length;
      if (behind + 3 > bytes.length) {
        this.#addBody(open, window.start + at);
        return false;
      }
      const flag = flagOf(String.fromCharCode(bytes[behind]!));
      if (flag !== undefined && bytes[behind + 1] === CR && bytes[behind + 2] === LF) {
        const end = window.start + behind + 3;
        this.#addBody(open, window.start + at);
        this.#tellRecord(open.head, flag, open.body, end);
        window.take(end);
        this.#expectHead();
        return true;
      }
      at++;
    }
  }

  /** What stands before this offset is the body's. */
  #addBody({ body, start }: OpenChunk, end: number): void {
    const window = this.#window;
    const from = Math.max(start, window.start);
    if (from < end) body.add(window.view(from, end));
    // The CR LF before an empty body is looked at once more.
    if (end > window.start) window.take(end);
  }

  #tellRecord(head: MsrpHead, flag: MsrpRecord['flag'], body: MsrpBody | undefined, end: number): void {
    const origin = this.#window.origin(Math.max(this.#window.start, end - 1), end);
    this.#sink.record({
      frame: origin?.frame ?? this.#frame,
      timeNs: origin?.timeNs ?? this.#timeNs,
      head,
      flag,
      bodyBytes: body?.bytes,
      body: body?.kept ?? noBytes,
      sha1: body?.end(flag),
    });
  }
}

const noBytes = new Uint8Array(0);

function flagOf(character: string | undefined): '$' | '+' | '#' | undefined {
  return character === '$' || character === '+' || character === '#' ? character : undefined;
}
