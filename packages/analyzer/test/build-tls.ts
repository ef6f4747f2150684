/** A connection of TLS 1.3 made byte by byte, whose secrets are known. RFC 8446 §4, §5. */

import { bytesOf, uint16 } from './build-capture.ts';
import { sealTls13 } from './seal-tls13.ts';

const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const AES_128_GCM_SHA256 = 0x1301;

/** Both sides of one connection: 0 is the client. */
export class TlsScript {
  /** As `SSLKEYLOGFILE` has them. */
  readonly keyLog: string;
  readonly #random: Uint8Array;
  readonly #handshakeSecrets: readonly [Buffer, Buffer];
  readonly #secrets: readonly [Buffer, Buffer];
  readonly #sequences: [number, number] = [0, 0];

  /** `number`: another for each connection. */
  constructor(number: number) {
    const bytesFor = (which: number): Buffer => Buffer.alloc(32, Buffer.of(which, number & 0xff, number >> 8, 0x5a));
    this.#random = bytesFor(1);
    this.#handshakeSecrets = [bytesFor(2), bytesFor(3)];
    this.#secrets = [bytesFor(4), bytesFor(5)];
    const line = (label: string, secret: Buffer): string =>
      `${label} ${Buffer.from(this.#random).toString('hex')} ${secret.toString('hex')}\n`;
    this.keyLog =
      line('CLIENT_HANDSHAKE_TRAFFIC_SECRET', this.#handshakeSecrets[0]) +
      line('SERVER_HANDSHAKE_TRAFFIC_SECRET', this.#handshakeSecrets[1]) +
      line('CLIENT_TRAFFIC_SECRET_0', this.#secrets[0]) +
      line('SERVER_TRAFFIC_SECRET_0', this.#secrets[1]);
  }

  /** What the client says first, what the server answers, and what the client ends the handshake with. */
  handshake(): readonly [Uint8Array, Uint8Array, Uint8Array] {
    const version = bytesOf(uint16(43), uint16(3), 2, uint16(0x0304));
    const hello = bytesOf(
      uint16(0x0303),
      this.#random,
      0,
      uint16(2),
      uint16(AES_128_GCM_SHA256),
      1,
      0,
      vector(version),
    );
    const chosen = bytesOf(uint16(43), uint16(2), uint16(0x0304));
    const random = this.#random.map((byte) => byte ^ 0xff);
    const answer = bytesOf(uint16(0x0303), random, 0, uint16(AES_128_GCM_SHA256), 0, vector(chosen));
    const finished = handshakeMessage(20, new Uint8Array(32));
    const [client, server] = this.#handshakeSecrets;
    const serverRest = bytesOf(handshakeMessage(8, uint16(0)), finished);
    return [
      plainRecord(handshakeMessage(1, hello)),
      bytesOf(plainRecord(handshakeMessage(2, answer)), sealTls13(server, 0, HANDSHAKE, serverRest)),
      sealTls13(client, 0, HANDSHAKE, finished),
    ];
  }

  /** A record of application data. */
  seal(direction: 0 | 1, content: Uint8Array, padding = 0): Uint8Array {
    return sealTls13(this.#secrets[direction], this.#sequences[direction]++, APPLICATION_DATA, content, padding);
  }
}

function plainRecord(content: Uint8Array): Uint8Array {
  return bytesOf(HANDSHAKE, uint16(0x0301), uint16(content.length), content);
}

function handshakeMessage(type: number, body: Uint8Array): Uint8Array {
  return bytesOf(type, 0, uint16(body.length), body);
}

function vector(value: Uint8Array): Uint8Array {
  return bytesOf(uint16(value.length), value);
}
