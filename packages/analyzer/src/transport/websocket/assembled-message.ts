import type { Place, PlacePiece } from '../../capture/place.ts';
import type { ChunkOrigin } from '../chunk-places.ts';
import type { ChunkWindow } from '../chunk-window.ts';
import { type FrameHeader, opcodes, unmasked } from './frame-header.ts';

const nothing = new Uint8Array(0);

/** A WebSocket message that is put together from its frames. RFC 6455 §5.4. */
export class AssembledMessage {
  readonly isText: boolean;
  readonly isCompressed: boolean;
  /** Why its end is wanting: it is longer than the limit, or was not captured. */
  cut: 'limit' | 'end' | undefined = undefined;
  #bytes: Uint8Array = nothing;
  #length = 0;
  /** Where the payload is to be had in the capture; `undefined` where it is masked or compressed there. */
  #place: PlacePiece[] | undefined = [];
  /** What brought the latest of its frames, in the order of the capture. */
  #latest: ChunkOrigin | undefined;
  readonly #frames = new Set<number>();

  constructor({ opcode, isCompressed }: FrameHeader) {
    this.isText = opcode === opcodes.text;
    this.isCompressed = isCompressed;
  }

  get length(): number {
    return this.#length;
  }

  /** Memory that it takes. */
  get heldBytes(): number {
    return this.#bytes.length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Where its bytes are to be had in the capture; `undefined` where they do not stand there as they are. */
  get place(): Place | undefined {
    return this.#place;
  }

  /** The packet that completed it. */
  get frame(): number | undefined {
    return this.#latest?.frame;
  }

  /** What brought it: the packet that completed it, and all of them. */
  get origin(): ChunkOrigin | undefined {
    if (this.#latest === undefined) return undefined;
    const frames = [...this.#frames].sort((a, b) => a - b);
    return { ...this.#latest, place: undefined, frames: frames.length > 1 ? frames : undefined };
  }

  /** Adds the payload of a frame that stands at `start`, as far as it is there; of a message that grows longer than the limit, only what fits. */
  add(window: ChunkWindow, header: FrameHeader, start: number, limitBytes: number): void {
    const room = limitBytes - this.#length;
    const end = start + Math.min(header.payloadBytes, window.end - start, room);
    if (header.payloadBytes > room) this.cut = 'limit';
    const origin = window.origin(start - header.headerBytes, end);
    if (origin !== undefined) this.#learn(origin);
    if (end > start) this.#append(window, header, start, end);
  }

  #append(window: ChunkWindow, header: FrameHeader, start: number, end: number): void {
    const payload = window.view(start, end);
    const place = header.isMasked || this.isCompressed ? undefined : window.origin(start, end)?.place;
    if (place === undefined) this.#place = undefined;
    else for (const piece of place) this.#place?.push(piece);
    const bytes = header.isMasked ? unmasked(payload, header.maskingKey) : payload;
    // Most messages are one frame, and what was unmasked is a copy already.
    if (this.#length === 0) this.#bytes = header.isMasked ? bytes : bytes.slice();
    else this.#extend(bytes);
    this.#length += bytes.length;
  }

  #learn(origin: ChunkOrigin): void {
    if (this.#latest === undefined || origin.frame >= this.#latest.frame) this.#latest = origin;
    for (const frame of origin.frames ?? [origin.frame]) this.#frames.add(frame);
  }

  #extend(more: Uint8Array): void {
    const needed = this.#length + more.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(needed * 2);
      grown.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = grown;
    }
    this.#bytes.set(more, this.#length);
  }
}
