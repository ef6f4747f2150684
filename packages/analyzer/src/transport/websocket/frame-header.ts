/**
 * The header of a WebSocket frame, RFC 6455 §5.2:
 *
 *     FIN RSV1 RSV2 RSV3 opcode(4) | MASK length(7) | length(16 or 64), where 126 or 127 stands | masking key(32), where MASK
 */

export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export type FrameHeader = {
  readonly isFinal: boolean;
  /** RSV1, which permessage-deflate sets on the first frame of a compressed message. RFC 7692 §6. */
  readonly isCompressed: boolean;
  readonly opcode: number;
  readonly isMasked: boolean;
  /** The masking key as its four bytes; 0 where there is none. */
  readonly maskingKey: number;
  readonly headerBytes: number;
  readonly payloadBytes: number;
  /** Whether the length is written in as few bytes as it can be, as it must. */
  readonly isMinimal: boolean;
};

/** Of a payload length whose upper half is greater, the sum is no safe integer; the highest bit must be 0 anyway. */
const MAX_UPPER = 0x1f_ffff;
const MAX_CONTROL_BYTES = 125;

/** The header at `at`; 'more' where its end is wanting, 'damaged' where no frame begins so. */
export function readFrameHeader(bytes: Uint8Array, at: number, end: number): FrameHeader | 'more' | 'damaged' {
  if (at >= end) return 'more';
  // Before `end`; so are all below.
  const first = bytes[at]!;
  if (!isPossibleFirst(first)) return 'damaged';
  if (at + 2 > end) return 'more';
  const second = bytes[at + 1]!;
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const isMasked = (second & 0x80) !== 0;
  const headerBytes = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (isControl(first) && short > MAX_CONTROL_BYTES) return 'damaged';
  if (at + headerBytes > end) return 'more';
  const payloadBytes = readLength(bytes, at + 2, short);
  if (payloadBytes === undefined) return 'damaged';
  return {
    isFinal: (first & 0x80) !== 0,
    isCompressed: (first & 0x40) !== 0,
    opcode: first & 0x0f,
    isMasked,
    maskingKey: isMasked ? readUint32(bytes, at + 2 + lengthBytes) : 0,
    headerBytes,
    payloadBytes,
    isMinimal: lengthBytes === 0 || payloadBytes > (lengthBytes === 2 ? 125 : 0xffff),
  };
}

/** RSV2 and RSV3 belong to no extension; a control frame is whole and not compressed; a continuation says nothing of compression. RFC 6455 §5.4, §5.5; RFC 7692 §6.1. */
function isPossibleFirst(first: number): boolean {
  if ((first & 0x30) !== 0) return false;
  const opcode = first & 0x0f;
  const isCompressed = (first & 0x40) !== 0;
  if (opcode === opcodes.text || opcode === opcodes.binary) return true;
  if (isCompressed) return false;
  return opcode === opcodes.continuation || (isControl(first) && opcode <= opcodes.pong && (first & 0x80) !== 0);
}

function isControl(first: number): boolean {
  return (first & 0x08) !== 0;
}

function readLength(bytes: Uint8Array, at: number, short: number): number | undefined {
  if (short < 126) return short;
  if (short === 126) return (bytes[at]! << 8) | bytes[at + 1]!;
  const upper = readUint32(bytes, at);
  return upper > MAX_UPPER ? undefined : upper * 0x1_0000_0000 + readUint32(bytes, at + 4);
}

function readUint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

/** A copy of the payload, or of its beginning, without the masking. RFC 6455 §5.3. */
export function unmasked(payload: Uint8Array, maskingKey: number): Uint8Array {
  const bytes = new Uint8Array(payload.length);
  for (let i = 0; i < payload.length; i++) {
    // Within the payload.
    bytes[i] = payload[i]! ^ (maskingKey >>> (24 - 8 * (i & 3)));
  }
  return bytes;
}
