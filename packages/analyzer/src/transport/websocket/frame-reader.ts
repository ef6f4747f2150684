import { startsLikeSip } from '@sipscope/parser';
import type { ChunkWindow } from '../chunk-window.ts';
import { AssembledMessage } from './assembled-message.ts';
import { type FrameHeader, opcodes, readFrameHeader } from './frame-header.ts';
import { FrameSearch } from './frame-search.ts';
import type { InflationBudget } from './inflation-budget.ts';
import { type Complaint, MessageAssembler, type WebSocketMessage } from './message-assembler.ts';
import type { SideCompression } from './upgrade.ts';
import type { WebSocketLimits } from './websocket-limits.ts';

const MAX_HEADER_BYTES = 14;
/** Enough of a payload to see whether it begins like SIP. */
const BEGINNING_BYTES = 512;

/** A message, or `undefined` where something was read that gives none yet; 'more' where bytes are wanting. */
type Step = WebSocketMessage | 'more' | undefined;

/** The frames of one direction to the messages in them. Control frames may stand between those of a message. RFC 6455 §5.4, §5.5. */
export class FrameReader {
  readonly #limits: WebSocketLimits;
  readonly #complain: (complaint: Complaint) => void;
  readonly #messages: MessageAssembler;
  readonly #search = new FrameSearch();
  #state: 'frames' | 'search' | 'closed' = 'search';
  /** Whether this is a WebSocket connection for sure: by its handshake, or a frame that was found. */
  #isKnown = false;
  /** Whether frames of this direction are masked: a client's are. `undefined` where it is not known whose they are. */
  #isMasked: boolean | undefined;
  #mayCompress = true;
  #hasOddLengths = false;

  constructor(inflation: InflationBudget, complain: (complaint: Complaint) => void) {
    this.#limits = inflation.limits;
    this.#complain = complain;
    this.#messages = new MessageAssembler(inflation, complain);
  }

  get heldBytes(): number {
    return this.#messages.heldBytes;
  }

  /** Whether frames were found, or a handshake said that they begin. */
  get isFound(): boolean {
    return this.#isKnown;
  }

  /** Frames begin here, after a handshake. */
  begin(isMasked: boolean): void {
    this.#state = 'frames';
    this.#isKnown = true;
    this.#isMasked = isMasked;
  }

  /** What the handshake said of compression. */
  agree(compression: SideCompression | undefined): void {
    this.#mayCompress = compression !== undefined;
    this.#messages.windowBytes = compression?.windowBytes ?? 0;
  }

  /** The next message; `undefined` where more bytes are wanting. `isLast`: none come. */
  next(window: ChunkWindow, isLast: boolean): WebSocketMessage | undefined {
    for (;;) {
      const step = this.#step(window, isLast);
      if (step !== undefined) return step === 'more' ? undefined : step;
    }
  }

  /** What comes next in the stream is not what should: gives the message that is not complete. The next frame must be found. */
  interrupt(window: ChunkWindow): WebSocketMessage | undefined {
    const message = this.#state === 'frames' ? this.#readUnfinished(window) : undefined;
    window.take(window.end);
    this.forget();
    return message;
  }

  /** Throws away what is held for later. */
  forget(): void {
    this.#messages.forget();
    if (this.#state !== 'closed') this.#beginSearch();
  }

  #step(window: ChunkWindow, isLast: boolean): Step {
    switch (this.#state) {
      case 'frames':
        return this.#readFrame(window);
      case 'search':
        return this.#findFrame(window, isLast);
      case 'closed':
        window.take(window.end);
        return 'more';
    }
  }

  #beginSearch(): void {
    this.#state = 'search';
    this.#search.begin();
  }

  #findFrame(window: ChunkWindow, isLast: boolean): Step {
    const { searchBytes } = this.#limits;
    if (this.#search.next(window, searchBytes, isLast)) {
      const header = headerAt(window);
      // What begins like SIP is read, even where the handshake promised something else.
      if (typeof header === 'string') return 'more';
      this.#isMasked = header.isMasked;
      this.#mayCompress ||= header.isCompressed;
      this.#isKnown = true;
      this.#state = 'frames';
      return undefined;
    }
    if (this.#search.passedBytes < searchBytes) return 'more';
    this.#state = 'closed';
    if (this.#isKnown) {
      const detail = `No WebSocket frame with SIP in it was found within ${searchBytes} bytes: the rest of this direction is not read.`;
      this.#tell(window, 'ws-frame', detail, true);
    }
    return undefined;
  }

  #readFrame(window: ChunkWindow): Step {
    const header = headerAt(window);
    if (header === 'more') return 'more';
    if (header === 'damaged' || !this.#isExpected(header)) return this.#lose(window);
    if (header.opcode >= opcodes.close) return this.#readControl(window, header);
    const isContinued = header.opcode === opcodes.continuation;
    if (!isContinued && this.#messages.isOpen) return this.#breakOff(window);
    if (header.payloadBytes > this.#limits.messageBytes) return this.#readLong(window, header);
    const start = window.start + header.headerBytes;
    const end = start + header.payloadBytes;
    if (window.end < end) return 'more';
    if (!header.isMinimal) this.#tellOddLength(window);
    if (isContinued && !this.#messages.isOpen) this.#tell(window, 'ws-frame', orphan, true);
    else this.#messages.add(window, header, start);
    window.take(end);
    return header.isFinal ? this.#messages.finish(undefined) : undefined;
  }

  /** A client masks, a server does not (RFC 6455 §5.1); RSV1 is set only where it was agreed on (§5.2). */
  #isExpected(header: FrameHeader): boolean {
    if (this.#isMasked !== undefined && header.isMasked !== this.#isMasked) return false;
    return !header.isCompressed || this.#mayCompress;
  }

  /** Ping and pong are passed over; after a close nothing comes. RFC 6455 §5.5. */
  #readControl(window: ChunkWindow, header: FrameHeader): Step {
    const end = window.start + header.headerBytes + header.payloadBytes;
    if (window.end < end) return 'more';
    window.take(end);
    if (header.opcode === opcodes.close) this.#state = 'closed';
    return undefined;
  }

  /** A frame that is longer than any message: its beginning is kept where it is SIP. Whether the length is right cannot be known, so what follows is searched. */
  #readLong(window: ChunkWindow, header: FrameHeader): Step {
    const { messageBytes } = this.#limits;
    const start = window.start + header.headerBytes;
    const isSip = this.#messages.isOpen || this.#isSipAt(window, header, start);
    if (isSip === undefined) return 'more';
    if (!isSip) {
      const detail = `A WebSocket frame claims ${header.payloadBytes} bytes, more than the ${messageBytes} of the limit: what follows is searched for the next frame.`;
      this.#tell(window, 'limit-message-bytes', detail, true);
      window.take(start);
      this.forget();
      return undefined;
    }
    const { room } = this.#messages;
    if (window.end < start + room) return 'more';
    this.#messages.add(window, header, start);
    window.take(start + room);
    const message = this.#messages.finish('limit');
    this.forget();
    return message;
  }

  #isSipAt(window: ChunkWindow, header: FrameHeader, start: number): boolean | undefined {
    if (header.isCompressed || header.opcode === opcodes.continuation) return false;
    if (window.end < start + BEGINNING_BYTES) return undefined;
    const beginning = new AssembledMessage(header);
    beginning.add(window, header, start, BEGINNING_BYTES);
    return startsLikeSip(beginning.bytes);
  }

  /** The message that a frame should continue or begin, as far as it came. */
  #readUnfinished(window: ChunkWindow): WebSocketMessage | undefined {
    const header = headerAt(window);
    if (typeof header === 'object' && header.opcode < opcodes.close && this.#isExpected(header)) {
      const isContinued = header.opcode === opcodes.continuation;
      const isOwn = isContinued === this.#messages.isOpen;
      if (isOwn) this.#messages.add(window, header, window.start + header.headerBytes);
    }
    return this.#messages.finish('end');
  }

  /** RFC 6455 §5.4: the frames of two messages must not be mixed. */
  #breakOff(window: ChunkWindow): WebSocketMessage | undefined {
    this.#tell(window, 'ws-frame', brokenOff, true);
    return this.#messages.finish('end');
  }

  #lose(window: ChunkWindow): WebSocketMessage | undefined {
    this.#tell(window, 'ws-frame', noFrame, true);
    const message = this.#messages.finish('end');
    this.forget();
    return message;
  }

  /** RFC 6455 §5.2: in as few bytes as it can be. Once is enough: who does it does it always. */
  #tellOddLength(window: ChunkWindow): void {
    if (this.#hasOddLengths) return;
    this.#hasOddLengths = true;
    this.#tell(window, 'ws-frame', oddLength, false);
  }

  #tell(window: ChunkWindow, code: Complaint['code'], detail: string, isLost: boolean): void {
    this.#complain({ code, detail, frame: window.origin(window.start, window.start + 1)?.frame, isLost });
  }
}

const noFrame = 'No WebSocket frame begins where one should: messages are lost until the next is found.';
const orphan = 'A WebSocket frame continues a message whose beginning was not captured: it is passed over.';
const brokenOff = 'A WebSocket message begins before the one before it has ended, of which only a part is read.';
const oddLength = 'The length of a WebSocket frame is written in more bytes than it needs, which it must not be.';

function headerAt(window: ChunkWindow): FrameHeader | 'more' | 'damaged' {
  const end = Math.min(window.end, window.start + MAX_HEADER_BYTES);
  return readFrameHeader(window.view(window.start, end), 0, end - window.start);
}
