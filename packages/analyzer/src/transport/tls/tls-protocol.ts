import { noDeliveries } from '../delivery.ts';
import { protocolNumber } from '../protocol-counts.ts';
import type { Connection, StreamReader } from '../stream.ts';
import type { StreamContext } from '../stream-context.ts';
import { handshakeType } from './handshake-reader.ts';
import { contentType, fragmentLength, isRecordHeader, RECORD_HEADER_BYTES } from './tls-record.ts';

/**
 * Whether a stream begins like TLS: with a hello, or, where its beginning was not captured, with another record that the header of a further one follows
 * or whose end has not come; undefined where more bytes would tell.
 */
export function streamStartsLikeTls(bytes: Uint8Array, start: number, end: number): boolean | undefined {
  const type = bytes[start]!;
  if (type < contentType.changeCipherSpec || type > contentType.heartbeat) return false;
  if (end - start >= 2 && bytes[start + 1] !== 3) return false;
  if (end - start <= RECORD_HEADER_BYTES) return undefined;
  if (!isRecordHeader(bytes, start)) return false;
  const next = start + RECORD_HEADER_BYTES + fragmentLength(bytes, start);
  if (next + RECORD_HEADER_BYTES <= end) return isRecordHeader(bytes, next);
  if (type !== contentType.handshake) return next > start + RECORD_HEADER_BYTES;
  const message = bytes[start + RECORD_HEADER_BYTES];
  return message === handshakeType.clientHello || message === handshakeType.serverHello || next <= end;
}

/** TLS in what was decrypted is not read: it could be nested without end. */
export function openTls(connection: Connection, { tls, decrypted }: StreamContext): StreamReader {
  return tls === undefined ? unread : tls.open(() => decrypted(connection));
}

const unread: StreamReader = {
  receive: () => noDeliveries,
  gap: () => noDeliveries,
  end: () => noDeliveries,
  protocol: protocolNumber('other TLS'),
};
