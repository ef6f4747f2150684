/**
 * The two messages that say which keys are to be used. All else of the handshake is passed over.
 *
 *     ClientHello: legacy_version (2) random (32) legacy_session_id<0..32> cipher_suites<2..2^16-2> legacy_compression_methods<1..255> extensions<0..2^16-1>
 *     ServerHello: legacy_version (2) random (32) legacy_session_id<0..32> cipher_suite (2) legacy_compression_method (1) extensions<0..2^16-1>
 *
 * RFC 8446 §4.1.2, §4.1.3; RFC 5246 §7.4.1.
 */
export type ClientHello = {
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** RFC 6066 §3; RFC 5077 §3.2; whether application data may follow at once: RFC 8446 §4.2.10. */
  readonly serverName: string | undefined;
  readonly ticket: Uint8Array | undefined;
  readonly earlyData: boolean;
};

export type ServerHello = {
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** The version both will use. */
  readonly version: number;
  readonly suite: number;
  /** 0: none. RFC 3749. */
  readonly compression: number;
  /** RFC 7366. */
  readonly encryptThenMac: boolean;
  /** It asks for another ClientHello, and is to be seen by its random. RFC 8446 §4.1.3. */
  readonly isRetryRequest: boolean;
};

const extension = {
  serverName: 0,
  encryptThenMac: 22,
  sessionTicket: 35,
  earlyData: 42,
  supportedVersions: 43,
} as const;

const RANDOM_BYTES = 32;
const LONGEST_SERVER_NAME = 255;

/** SHA-256 of "HelloRetryRequest". */
const retryRandom = Uint8Array.from([
  0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11,
  0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
]);

/** `undefined` where the message is none. What it gives is its own, not a part of `message`. */
export function readClientHello(message: Uint8Array): ClientHello | undefined {
  const fields = new Fields(message);
  fields.skip(2);
  const random = fields.take(RANDOM_BYTES);
  const sessionId = fields.vector8();
  fields.vector16();
  fields.vector8();
  if (!fields.valid) return undefined;
  let serverName: string | undefined;
  let ticket: Uint8Array | undefined;
  let earlyData = false;
  for (const [type, value] of extensionsOf(fields)) {
    if (type === extension.serverName) serverName = readServerName(value);
    else if (type === extension.sessionTicket && value.length > 0) ticket = value.slice();
    else if (type === extension.earlyData) earlyData = true;
  }
  return { random: random.slice(), sessionId: sessionId.slice(), serverName, ticket, earlyData };
}

export function readServerHello(message: Uint8Array): ServerHello | undefined {
  const fields = new Fields(message);
  const legacyVersion = fields.uint16();
  const random = fields.take(RANDOM_BYTES);
  const sessionId = fields.vector8();
  const suite = fields.uint16();
  const compression = fields.take(1)[0] ?? 0;
  if (!fields.valid) return undefined;
  let version = legacyVersion;
  let encryptThenMac = false;
  for (const [type, value] of extensionsOf(fields)) {
    if (type === extension.supportedVersions && value.length === 2) version = (value[0]! << 8) | value[1]!;
    else if (type === extension.encryptThenMac) encryptThenMac = true;
  }
  const isRetryRequest = random.every((byte, at) => byte === retryRandom[at]);
  return {
    random: random.slice(),
    sessionId: sessionId.slice(),
    version,
    suite,
    compression,
    encryptThenMac,
    isRetryRequest,
  };
}

/** The ticket of a NewSessionTicket of TLS 1.2: ticket_lifetime_hint (4) ticket<0..2^16-1>. RFC 5077 §3.3. */
export function readTicket(message: Uint8Array): Uint8Array | undefined {
  const fields = new Fields(message);
  fields.skip(4);
  const ticket = fields.vector16();
  return fields.valid && ticket.length > 0 ? ticket : undefined;
}

/** ServerName: name_type (1) HostName<1..2^16-1>, in a list of one. */
function readServerName(value: Uint8Array): string | undefined {
  const fields = new Fields(value);
  fields.skip(2);
  const type = fields.take(1)[0];
  const name = fields.vector16();
  if (!fields.valid || type !== 0 || name.length === 0 || name.length > LONGEST_SERVER_NAME) return undefined;
  return new TextDecoder().decode(name);
}

/** type (2) value<0..2^16-1>, as far as they can be read. */
export function* extensionsOf(fields: Fields): Generator<readonly [type: number, value: Uint8Array]> {
  if (fields.left === 0) return;
  const extensions = new Fields(fields.vector16());
  while (extensions.left > 0) {
    const type = extensions.uint16();
    const value = extensions.vector16();
    if (!extensions.valid) return;
    yield [type, value];
  }
}

/** Reads fields one after the other; past the end they are empty and `valid` is false. */
export class Fields {
  readonly #bytes: Uint8Array;
  #at = 0;
  valid = true;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  skip(length: number): void {
    this.take(length);
  }

  take(length: number): Uint8Array {
    if (length > this.left) {
      this.valid = false;
      this.#at = this.#bytes.length;
      return new Uint8Array(0);
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uint16(): number {
    const bytes = this.take(2);
    return bytes.length < 2 ? 0 : (bytes[0]! << 8) | bytes[1]!;
  }

  vector8(): Uint8Array {
    return this.take(this.take(1)[0] ?? 0);
  }

  vector16(): Uint8Array {
    return this.take(this.uint16());
  }
}
