/** What stands on a WebSocket connection, made byte by byte, for tests that say what stands in it. */

import { constants, deflateRawSync } from 'node:zlib';
import { bytesOf, text, uint16 } from './build-capture.ts';

export type FrameOptions = {
  /** 1 text, 2 binary, 0 continuation, 8 close, 9 ping, 10 pong. */
  readonly opcode?: number;
  readonly isFinal?: boolean;
  readonly isCompressed?: boolean;
  /** Four bytes; a frame of a client has them. */
  readonly maskingKey?: readonly number[];
  /** What the header claims; the payload's length where absent. */
  readonly length?: bigint;
  /** Bytes of the length: 0 where it stands with the mask bit. As few as can be where absent. */
  readonly lengthBytes?: 0 | 2 | 8;
};

/** A frame of RFC 6455 §5.2. */
export function webSocketFrame(payload: Uint8Array | string, options: FrameOptions = {}): Uint8Array {
  const bytes = typeof payload === 'string' ? text(payload) : payload;
  const { opcode = 1, isFinal = true, isCompressed = false, maskingKey, length = BigInt(bytes.length) } = options;
  const lengthBytes = options.lengthBytes ?? (length < 126n ? 0 : length < 65_536n ? 2 : 8);
  const mask = maskingKey === undefined ? 0 : 0x80;
  const short = lengthBytes === 0 ? Number(length) : lengthBytes === 2 ? 126 : 127;
  const long = new Uint8Array(8);
  new DataView(long.buffer).setBigUint64(0, length);
  const first = (isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode;
  const header = bytesOf(first, mask | short, long.subarray(8 - lengthBytes));
  if (maskingKey === undefined) return bytesOf(header, bytes);
  return bytesOf(
    header,
    maskingKey,
    bytes.map((byte, at) => byte ^ (maskingKey[at % 4] ?? 0)),
  );
}

export function closeFrame(maskingKey?: readonly number[]): Uint8Array {
  return webSocketFrame(uint16(1000), { opcode: 8, ...(maskingKey === undefined ? {} : { maskingKey }) });
}

/** Compresses the messages of one side, RFC 7692 §7.2.1. */
export class MessageDeflater {
  readonly #hasTakeover: boolean;
  #window: Uint8Array = new Uint8Array(0);

  constructor(hasTakeover = true) {
    this.#hasTakeover = hasTakeover;
  }

  compress(message: Uint8Array | string): Uint8Array {
    const bytes = typeof message === 'string' ? text(message) : message;
    const dictionary = this.#window;
    const options = { finishFlush: constants.Z_SYNC_FLUSH };
    const compressed = deflateRawSync(bytes, dictionary.length === 0 ? options : { ...options, dictionary });
    if (this.#hasTakeover) this.#window = bytesOf(this.#window, bytes).slice(-32_768);
    return compressed.subarray(0, -4);
  }
}

export function upgradeRequest(fields: readonly string[] = []): string {
  return httpHead('GET /ws HTTP/1.1', [
    'Host: proxy.example.com',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Protocol: sip',
    'Sec-WebSocket-Version: 13',
    ...fields,
  ]);
}

export function upgradeResponse(fields: readonly string[] = []): string {
  return httpHead('HTTP/1.1 101 Switching Protocols', [
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    ...fields,
  ]);
}

export function httpHead(firstLine: string, fields: readonly string[]): string {
  return [firstLine, ...fields, '', ''].join('\r\n');
}
