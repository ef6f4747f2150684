import type { ChunkWindow } from '../chunk-window.ts';
import { AssembledMessage } from './assembled-message.ts';
import type { FrameHeader } from './frame-header.ts';
import type { InflationBudget } from './inflation-budget.ts';
import { type InflatedMessage, MessageInflater } from './message-inflater.ts';

/** A WebSocket message: what it says, and how it came. `assembled.cut` tells where its end is wanting. */
export type WebSocketMessage = {
  readonly payload: Uint8Array;
  readonly assembled: AssembledMessage;
};

/** What there is to say of a direction; `isLost`: messages were lost, or parts of them. */
export type Complaint = {
  readonly code: 'ws-frame' | 'limit-message-bytes' | 'limit-ratio' | 'limit-header-bytes';
  readonly detail: string;
  readonly frame: number | undefined;
  readonly isLost: boolean;
};

/** Puts the frames of one direction together to messages, and inflates those that are compressed. RFC 6455 §5.4, RFC 7692 §6. */
export class MessageAssembler {
  readonly #inflation: InflationBudget;
  readonly #complain: (complaint: Complaint) => void;
  readonly #inflater = new MessageInflater();
  #message: AssembledMessage | undefined;

  constructor(inflation: InflationBudget, complain: (complaint: Complaint) => void) {
    this.#inflation = inflation;
    this.#complain = complain;
  }

  get heldBytes(): number {
    return this.#inflater.heldBytes + (this.#message?.heldBytes ?? 0);
  }

  /** Whether a message was begun that is not complete. */
  get isOpen(): boolean {
    return this.#message !== undefined;
  }

  /** Bytes that a message may still have. */
  get room(): number {
    return this.#inflation.limits.messageBytes - (this.#message?.length ?? 0);
  }

  /** How much of earlier messages a compressed one may repeat. */
  set windowBytes(bytes: number) {
    this.#inflater.windowBytes = bytes;
  }

  /** Adds the payload that stands at `start` to the message that is not complete, or begins one with it. */
  add(window: ChunkWindow, header: FrameHeader, start: number): void {
    this.#message ??= new AssembledMessage(header);
    this.#message.add(window, header, start, this.#inflation.limits.messageBytes);
  }

  /** Gives the message that was begun, complete or not; `undefined` where there is none, or it cannot be inflated. */
  finish(cut: 'end' | 'limit' | undefined): WebSocketMessage | undefined {
    const assembled = this.#message;
    if (assembled === undefined) return undefined;
    this.#message = undefined;
    if (assembled.cut === 'limit') this.#tellLimit(assembled);
    assembled.cut ??= cut;
    if (!assembled.isCompressed) return { payload: assembled.bytes, assembled };
    const inflated = this.#inflate(assembled);
    if (inflated === undefined) return undefined;
    if (!inflated.isWhole) {
      assembled.cut = 'limit';
      this.#tellLimit(assembled);
    }
    return { payload: inflated.bytes, assembled };
  }

  /** Throws away what is not complete, and what later messages may repeat. */
  forget(): void {
    this.#message = undefined;
    this.#inflater.forget();
  }

  #inflate({ bytes, frame, cut }: AssembledMessage): InflatedMessage | undefined {
    const { inflationRatio, messageBytes } = this.#inflation.limits;
    if (this.#inflation.isSpent) {
      const detail = `Compressed WebSocket messages inflate to more than ${inflationRatio} times their size: no more of them are inflated.`;
      this.#complain({ code: 'limit-ratio', detail, frame, isLost: true });
      return undefined;
    }
    const inflated = this.#inflater.inflate(bytes, messageBytes, cut === undefined);
    this.#inflation.spend(bytes.length, inflated?.bytes.length ?? 0);
    if (inflated === undefined) this.#complain({ code: 'ws-frame', detail: notInflated, frame, isLost: true });
    return inflated;
  }

  #tellLimit({ frame }: AssembledMessage): void {
    const detail = `A WebSocket message is longer than ${this.#inflation.limits.messageBytes} bytes: only its beginning is read.`;
    this.#complain({ code: 'limit-message-bytes', detail, frame, isLost: true });
  }
}

const notInflated =
  'A compressed WebSocket message cannot be inflated: it is damaged, or repeats parts of earlier messages that were not captured.';
