import type { Address } from '../flow-table.ts';

/**
 * The attributes of a STUN message with the magic cookie, and the addresses in them.
 *
 *     message    00 type(14 bits) length(2), of what follows the header, cookie(4) transaction(12), attributes
 *     attribute  type(2) length(2) value, padded to 4 bytes
 *     XOR-…      0(1) family(1) port(2), xored with the cookie, address(4 or 16), xored with cookie and transaction
 *
 * RFC 8489 §5, §14, §14.2.
 */
const HEADER_BYTES = 20;
const ATTRIBUTE_HEADER_BYTES = 4;
const COOKIE = 0x2112_a442;
const COOKIE_AT = 4;
const FAMILY = { ipv4: 1, ipv6: 2 } as const;
/** Of an address before the address itself. */
const FAMILY_AND_PORT_BYTES = 4;

/** Goes through the attributes of the STUN message `bytes[start, end)`; one that the capture cut is the last. */
export class StunAttributes {
  type = -1;
  /** The value is `bytes[start, end)`, as much as there is. */
  start = 0;
  end = 0;
  /** Less than the attribute says is there. */
  isCut = false;
  readonly #bytes: Uint8Array;
  readonly #message: number;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#message = start;
    this.#at = start + HEADER_BYTES;
    this.#end = Math.min(end, this.#at + uint16(bytes, start + 2));
  }

  next(): boolean {
    const at = this.#at + ATTRIBUTE_HEADER_BYTES;
    if (at > this.#end) return false;
    const length = uint16(this.#bytes, at - 2);
    this.type = uint16(this.#bytes, at - ATTRIBUTE_HEADER_BYTES);
    this.start = at;
    this.end = Math.min(at + length, this.#end);
    this.isCut = at + length > this.#end;
    this.#at = at + ((length + 3) & ~3);
    return true;
  }

  /** The address that this attribute has, with the cookie and the transaction taken off; undefined where it is none. */
  xorAddress(): Address | undefined {
    const { start, end } = this;
    const family = this.#bytes[start + 1];
    const length = family === FAMILY.ipv4 ? 4 : family === FAMILY.ipv6 ? 16 : undefined;
    if (length === undefined || end - start < FAMILY_AND_PORT_BYTES + length) return undefined;
    const bytes = this.#bytes.slice(start + FAMILY_AND_PORT_BYTES, start + FAMILY_AND_PORT_BYTES + length);
    for (let at = 0; at < length; at++) bytes[at]! ^= this.#bytes[this.#message + COOKIE_AT + at]!;
    return { bytes, at: 0, length, port: uint16(this.#bytes, start + 2) ^ (COOKIE >>> 16) };
  }
}

/** The type of the STUN message that `bytes[start, end)` is, with its magic cookie; -1 where it is none. */
export function stunType(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < HEADER_BYTES || bytes[start]! > 0x3f) return -1;
  const hasCookie =
    uint16(bytes, start + COOKIE_AT) === COOKIE >>> 16 && uint16(bytes, start + 6) === (COOKIE & 0xffff);
  return hasCookie ? uint16(bytes, start) : -1;
}

/** The two bytes at `at`, the higher first. */
export function uint16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
