/**
 * The chunks of a HEP3 packet. HEP is how SIP servers and probes send what they see to a Homer collector:
 * github.com/sipcapture/HEP, "HEP3 Network Protocol Specification" §3.
 *
 *     packet  'HEP3' (4) total length (2) chunks
 *     chunk   vendor (2) type (2) length, of these six bytes too (2) value
 */

const HEADER_BYTES = 6;
const CHUNK_HEADER_BYTES = 6;
export const HEP3_MAGIC = 0x48455033;

/** Whether a HEP3 packet begins at `at`. */
export function isHep3(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] !== 0x48 || at + HEADER_BYTES > end) return false;
  return bytes[at + 1] === 0x45 && bytes[at + 2] === 0x50 && bytes[at + 3] === 0x33;
}

/** The length that a HEP3 packet says it has, at least that of its header. */
export function hep3Length(bytes: Uint8Array, at: number): number {
  return Math.max((bytes[at + 4]! << 8) | bytes[at + 5]!, HEADER_BYTES);
}

/** Goes through the chunks of the packet in `bytes[start, end)`; lengths that cannot be are told in `problem`. */
export class HepChunks {
  vendor = 0;
  type = 0;
  /** The chunk's value is `bytes[start, end)`. */
  start = 0;
  end = 0;
  /** Bytes that the chunk claims and that are not there. */
  missingBytes = 0;
  /** The first thing wrong, as a sentence. */
  problem: string | undefined = undefined;
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    const length = hep3Length(bytes, start);
    this.#bytes = bytes;
    this.#at = start + HEADER_BYTES;
    this.#end = Math.min(end, start + length);
    if (start + length > end) this.problem = `A HEP packet says ${length} bytes of ${end - start} that are there.`;
  }

  /** False where there is no further chunk. One that claims less than its own header is taken to be empty. */
  next(): boolean {
    const at = this.#at;
    const left = this.#end - at;
    if (left < CHUNK_HEADER_BYTES) {
      if (left > 0) this.problem ??= `A HEP packet has ${left} bytes behind its last chunk.`;
      return false;
    }
    const bytes = this.#bytes;
    this.vendor = (bytes[at]! << 8) | bytes[at + 1]!;
    this.type = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    const said = (bytes[at + 4]! << 8) | bytes[at + 5]!;
    const length = Math.min(Math.max(said, CHUNK_HEADER_BYTES), left);
    if (length !== said) {
      const least = `it has at least ${CHUNK_HEADER_BYTES}, and ${left} are there.`;
      this.problem ??= `HEP chunk ${this.type} says it has ${said} bytes; ${least}`;
    }
    this.missingBytes = Math.max(said - left, 0);
    this.start = at + CHUNK_HEADER_BYTES;
    this.end = at + length;
    this.#at = this.end;
    return true;
  }
}

/** Generic chunk types (vendor 0), §3. */
export const HEP_CHUNK = {
  ipFamily: 0x01,
  ipProtocol: 0x02,
  sourceIpv4: 0x03,
  destinationIpv4: 0x04,
  sourceIpv6: 0x05,
  destinationIpv6: 0x06,
  sourcePort: 0x07,
  destinationPort: 0x08,
  seconds: 0x09,
  microseconds: 0x0a,
  protocolType: 0x0b,
  captureId: 0x0c,
  payload: 0x0f,
  compressedPayload: 0x10,
  correlationId: 0x11,
} as const;
