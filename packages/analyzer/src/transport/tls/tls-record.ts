/**
 *     struct { ContentType type (1); ProtocolVersion version (2); uint16 length (2); opaque fragment[length]; } TLSPlaintext, TLSCiphertext
 *
 * RFC 5246 §6.2, RFC 8446 §5.1.
 */
export const RECORD_HEADER_BYTES = 5;

export const contentType = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
  heartbeat: 24,
} as const;

/** A content of 2^14 bytes, and 2048 that encryption and compression may add. RFC 5246 §6.2.3. */
const LONGEST_FRAGMENT = 2 ** 14 + 2048;

/** No record that was encrypted and authenticated is shorter. */
export const SHORTEST_SEALED_RECORD = 21;

/** A record, whole. */
export type TlsRecord = {
  /** With its header. Valid until the next chunk is received. */
  readonly bytes: Uint8Array;
  /** The packets that brought it, in order. */
  readonly parts: readonly RecordPart[];
};

export type RecordPart = {
  /** Where in the record its part ends. */
  readonly end: number;
  readonly frame: number;
  readonly timeNs: number;
  readonly ipId: number;
  readonly frames: readonly number[] | undefined;
};

/** True of what can be the header of a record: a known type, SSL 3.0 to TLS 1.3, no more bytes than a record may have. */
export function isRecordHeader(bytes: Uint8Array, at: number): boolean {
  return isRecordStart(bytes, at) && fragmentLength(bytes, at) <= LONGEST_FRAGMENT;
}

function isRecordStart(bytes: Uint8Array, at: number): boolean {
  const type = bytes[at]!;
  return type >= 20 && type <= 24 && bytes[at + 1] === 3 && bytes[at + 2]! <= 4;
}

export function fragmentLength(bytes: Uint8Array, at: number): number {
  return (bytes[at + 3]! << 8) | bytes[at + 4]!;
}
