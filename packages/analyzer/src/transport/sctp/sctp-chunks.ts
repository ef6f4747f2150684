/**
 * The chunks of an SCTP packet. RFC 9260 §3.2, §3.3.1; I-DATA: RFC 8260 §2.1.
 *
 *     chunk   type (1) flags (1) length, of this header too (2) value, padded to 4 bytes
 *     DATA    TSN (4) stream (2) sequence number in the stream (2) payload protocol (4) user data
 *     I-DATA  TSN (4) stream (2) reserved (2) message (4) payload protocol, or which fragment (4) user data
 */

export const CHUNK = { data: 0, init: 1, initAck: 2, abort: 6, shutdownComplete: 14, iData: 64 } as const;

/** Flags of DATA and I-DATA. */
const FLAG = { end: 1, begin: 2, unordered: 4 } as const;

const HEADER_BYTES = 4;
const DATA_HEADER_BYTES = 16;
const I_DATA_HEADER_BYTES = 20;

/** Goes through the chunks of `bytes[start, end)`; where one cannot be, `problem` says why and it ends. */
export class SctpChunks {
  type = -1;
  flags = 0;
  /** The chunk is `bytes[start, end)`, without padding. */
  start = 0;
  end = 0;
  /** Less than the chunk says is there. */
  isCut = false;
  /** As a sentence. */
  problem: string | undefined = undefined;
  readonly bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  next(): boolean {
    const { bytes } = this;
    const at = this.#at;
    const left = this.#end - at;
    if (left < HEADER_BYTES) return false;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    this.type = bytes[at]!;
    this.flags = bytes[at + 1]!;
    if (length < HEADER_BYTES) {
      this.problem = `A chunk of SCTP says it has ${length} bytes; its header alone has ${HEADER_BYTES}.`;
      return false;
    }
    this.isCut = length > left;
    if (this.isCut) this.problem = `A chunk of SCTP says it has ${length} bytes of ${left} that are there.`;
    this.start = at;
    this.end = Math.min(at + length, this.#end);
    this.#at = at + ((length + 3) & ~3);
    return true;
  }

  get isData(): boolean {
    return this.type === CHUNK.data || this.type === CHUNK.iData;
  }

  /** Where the user data of DATA or I-DATA begins; behind the chunk's end where it is too short to have any. */
  get dataStart(): number {
    return this.start + (this.type === CHUNK.data ? DATA_HEADER_BYTES : I_DATA_HEADER_BYTES);
  }

  get isBegin(): boolean {
    return (this.flags & FLAG.begin) !== 0;
  }

  get isEnd(): boolean {
    return (this.flags & FLAG.end) !== 0;
  }

  /** Of DATA and I-DATA; of INIT and INIT ACK the tag of whoever sends it. */
  get tsn(): number {
    return this.#uint32(this.start + 4);
  }

  /** The sequence that the fragments of one message have without a gap: of DATA their TSNs, of I-DATA numbers of their own. */
  get fragment(): number {
    if (this.type === CHUNK.data) return this.tsn;
    return this.isBegin ? 0 : this.#uint32(this.start + 16);
  }

  /** What the fragments of one message have in common: stream, order and message. Numbers of DATA and of I-DATA are apart. */
  get message(): number {
    const { bytes, start } = this;
    const stream = (bytes[start + 8]! << 8) | bytes[start + 9]!;
    const isUnordered = (this.flags & FLAG.unordered) !== 0;
    if (this.type === CHUNK.iData) return (this.#uint32(start + 12) * 0x1_0000 + stream) * 4 + (isUnordered ? 3 : 1);
    // The sequence number of unordered DATA has no meaning.
    const number = isUnordered ? 0 : (bytes[start + 10]! << 8) | bytes[start + 11]!;
    return (number * 0x1_0000 + stream) * 4 + (isUnordered ? 2 : 0);
  }

  /** Payload protocol identifier; -1 where only the first fragment says it. */
  get payloadProtocol(): number {
    if (this.type === CHUNK.data) return this.#uint32(this.start + 12);
    return this.isBegin ? this.#uint32(this.start + 16) : -1;
  }

  #uint32(at: number): number {
    const { bytes } = this;
    return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
  }
}
