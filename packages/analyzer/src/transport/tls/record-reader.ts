import type { StreamChunk } from '../stream.ts';
import type { HeldBytes } from './held-bytes.ts';
import {
  fragmentLength,
  isRecordHeader,
  RECORD_HEADER_BYTES,
  type RecordPart,
  SHORTEST_SEALED_RECORD,
  type TlsRecord,
} from './tls-record.ts';

/** What came in one direction: a record, or the knowledge that some are missing. */
export type RecordEvent =
  | ({ readonly kind: 'record' } & TlsRecord)
  /** At least `fewest` records and at most `most` were lost here. `lied`: not by a gap, but because what is there is no record. */
  | {
      readonly kind: 'loss';
      readonly fewest: number;
      readonly most: number;
      readonly lengthBytes: number;
      readonly lied: boolean;
    }
  | { readonly kind: 'end' };

/** About what a part takes in memory. */
export const PART_BYTES = 80;

/** Bytes of one direction to records. After a gap, and after what is none, it goes on at the next header that can be one. */
export class RecordReader {
  readonly #held: HeldBytes;
  /** The record begun: `#buffer[0, #length)`. */
  #buffer: Uint8Array = new Uint8Array(0);
  #length = 0;
  #parts: RecordPart[] = [];
  /** Bytes still to pass over: the rest of a record of which some were lost. */
  #skip = 0;
  /** Whether the next header must be looked for, and the bytes passed over in doing so. */
  #searching = false;
  #searched = 0;
  /** Whether it is looked for because what is there is none; else because of a gap. */
  #lied = false;

  constructor(held: HeldBytes) {
    this.#held = held;
  }

  get heldBytes(): number {
    return this.#length + this.#parts.length * PART_BYTES;
  }

  receive(chunk: StreamChunk): readonly RecordEvent[] {
    const events: RecordEvent[] = [];
    for (let at = 0; at < chunk.bytes.length;) {
      if (this.#skip > 0) at += this.#skipped(chunk.bytes.length - at);
      else if (this.#searching) at = this.#search(chunk, at, events);
      else if (this.#length === 0) at = this.#readWhole(chunk, at, events);
      else at = this.#fill(chunk, at, events);
    }
    return events;
  }

  gap(lengthBytes: number): readonly RecordEvent[] {
    if (this.#skip >= lengthBytes) {
      this.#skip -= lengthBytes;
      return [];
    }
    const known = this.#skip > 0 ? this.#skip : this.#missing();
    if (known !== undefined && known >= lengthBytes) return [this.#loseRecord(known - lengthBytes)];
    const begun = this.#skip === 0 && this.#length > 0 ? 1 : 0;
    const most = begun + 1 + Math.floor(lengthBytes / SHORTEST_SEALED_RECORD);
    this.#skip = 0;
    this.#forget();
    this.#startSearch(this.#lied);
    return [{ kind: 'loss', fewest: begun, most, lengthBytes, lied: false }];
  }

  end(): readonly RecordEvent[] {
    this.#forget();
    return [{ kind: 'end' }];
  }

  /** Bytes that the record begun still lacks, where its header is there. */
  #missing(): number | undefined {
    if (this.#length < RECORD_HEADER_BYTES) return undefined;
    return RECORD_HEADER_BYTES + fragmentLength(this.#buffer, 0) - this.#length;
  }

  /** The gap lies within the record begun: the next one starts after its rest. */
  #loseRecord(rest: number): RecordEvent {
    const lengthBytes = fragmentLength(this.#buffer, 0);
    this.#forget();
    this.#skip = rest;
    return { kind: 'loss', fewest: 1, most: 1, lengthBytes, lied: false };
  }

  #skipped(available: number): number {
    const bytes = Math.min(this.#skip, available);
    this.#skip -= bytes;
    return bytes;
  }

  /** A record that one chunk holds whole, as most are, is not copied. */
  #readWhole(chunk: StreamChunk, at: number, events: RecordEvent[]): number {
    const { bytes } = chunk;
    if (bytes.length - at < RECORD_HEADER_BYTES) return this.#keep(chunk, at, bytes.length);
    if (!isRecordHeader(bytes, at)) return this.#startSearchAt(at);
    const end = at + RECORD_HEADER_BYTES + fragmentLength(bytes, at);
    if (end > bytes.length) return this.#keep(chunk, at, bytes.length);
    const parts = [partOf(chunk, end - at)];
    events.push({ kind: 'record', bytes: bytes.subarray(at, end), parts });
    return end;
  }

  #fill(chunk: StreamChunk, at: number, events: RecordEvent[]): number {
    const wanted = this.#missing() ?? RECORD_HEADER_BYTES - this.#length;
    const end = Math.min(at + wanted, chunk.bytes.length);
    if (end > at) this.#keep(chunk, at, end);
    if (this.#searching) return end;
    if (this.#length === RECORD_HEADER_BYTES && !isRecordHeader(this.#buffer, 0)) return this.#searchBegun(end, events);
    if (this.#missing() === 0) events.push(this.#take());
    return end;
  }

  #take(): RecordEvent {
    // The buffer is handed over: whoever keeps the record need not copy it.
    const event: RecordEvent = { kind: 'record', bytes: this.#buffer.subarray(0, this.#length), parts: this.#parts };
    this.#forget();
    return event;
  }

  /** The header begun is none: its first byte is passed over and the others looked at again. */
  #searchBegun(end: number, events: RecordEvent[]): number {
    const bytes = this.#buffer.slice(0, this.#length);
    // There is a part where there are bytes.
    const part = this.#parts[0]!;
    this.#forget();
    this.#startSearch(true);
    this.#search({ ...part, bytes, place: [] }, 0, events);
    return end;
  }

  #startSearchAt(at: number): number {
    this.#startSearch(true);
    return at;
  }

  #startSearch(lied: boolean): void {
    this.#searching = true;
    this.#lied = lied;
  }

  /** Passes over what cannot be the header of a record; keeps the last bytes where they may begin one. */
  #search(chunk: StreamChunk, from: number, events: RecordEvent[]): number {
    const { bytes } = chunk;
    for (let at = from; at < bytes.length; at++) {
      const whole = bytes.length - at >= RECORD_HEADER_BYTES;
      if (whole ? isRecordHeader(bytes, at) : mayBeHeader(bytes, at)) {
        this.#found(events);
        return whole ? at : this.#keep(chunk, at, bytes.length);
      }
      this.#searched++;
    }
    return bytes.length;
  }

  #found(events: RecordEvent[]): void {
    const lengthBytes = this.#searched;
    const lied = this.#lied;
    this.#searching = false;
    this.#searched = 0;
    this.#lied = false;
    if (lengthBytes === 0) return;
    const most = 1 + Math.floor(lengthBytes / SHORTEST_SEALED_RECORD);
    events.push({ kind: 'loss', fewest: 0, most, lengthBytes, lied });
  }

  #keep(chunk: StreamChunk, at: number, end: number): number {
    const needed = this.#length + end - at;
    const isNewPart = this.#parts.at(-1)?.frame !== chunk.frame;
    if (!this.#held.take(end - at + (isNewPart ? PART_BYTES : 0))) {
      // There is no room for more: this record is lost.
      this.#forget();
      this.#startSearch(false);
      return end;
    }
    if (needed > this.#buffer.length) {
      const larger = new Uint8Array(Math.max(needed, 2 * this.#buffer.length));
      larger.set(this.#buffer.subarray(0, this.#length));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk.bytes.subarray(at, end), this.#length);
    this.#length = needed;
    if (!isNewPart) this.#parts.pop();
    this.#parts.push(partOf(chunk, needed));
    return end;
  }

  #forget(): void {
    this.#held.release(this.heldBytes);
    this.#buffer = new Uint8Array(0);
    this.#length = 0;
    this.#parts = [];
  }
}

function partOf({ frame, timeNs, ipId, frames }: StreamChunk, end: number): RecordPart {
  return { end, frame, timeNs, ipId, frames };
}

/** Whether fewer bytes than a header has can be the beginning of one. */
function mayBeHeader(bytes: Uint8Array, at: number): boolean {
  const padded = Uint8Array.of(bytes[at]!, bytes[at + 1] ?? 3, bytes[at + 2] ?? 3, bytes[at + 3] ?? 0, 0);
  return isRecordHeader(padded, 0);
}
