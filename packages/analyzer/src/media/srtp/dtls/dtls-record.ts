import { isDtls } from '../../../transport/udp-protocol.ts';

/**
 * Records of DTLS up to 1.2, and those of 1.3 that are not encrypted:
 *
 *     type(1) version(2) epoch(2) sequence number(6) length(2) content
 *
 * RFC 6347 §4.1, RFC 9147 §4.
 */
export type DtlsRecord = {
  readonly type: number;
  /** Higher than 0: the content is encrypted. */
  readonly epoch: number;
  /** The content is `bytes[start, end)`. */
  readonly start: number;
  readonly end: number;
};

export const HANDSHAKE_RECORD = 22;

const HEADER_BYTES = 13;
/** Those of a datagram that are looked at. */
const RECORDS_AT_MOST = 64;

/** The records of a datagram, as far as they can be read. */
export function dtlsRecords(bytes: Uint8Array, start: number, end: number): readonly DtlsRecord[] {
  const records: DtlsRecord[] = [];
  for (let at = start; isDtls(bytes, at, end) && records.length < RECORDS_AT_MOST;) {
    const content = at + HEADER_BYTES;
    const contentEnd = content + ((bytes[at + 11]! << 8) | bytes[at + 12]!);
    if (contentEnd > end) break;
    const epoch = (bytes[at + 3]! << 8) | bytes[at + 4]!;
    records.push({ type: bytes[at]!, epoch, start: content, end: contentEnd });
    at = contentEnd;
  }
  return records;
}
