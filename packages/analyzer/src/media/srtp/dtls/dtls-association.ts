import type { Fingerprint } from '@sipscope/parser';
import type { DtlsFacts } from '../../../rows/srtp-facts.ts';
import type { HandshakeMessage } from '../../../transport/tls/handshake-reader.ts';
import type { HeldBytes } from '../../../transport/tls/held-bytes.ts';
import { hexOf, type KeyLog } from '../../../transport/tls/key-log.ts';
import type { SrtpKeyRing } from '../srtp-key-ring.ts';
import { suiteOfProfile } from '../srtp-suite.ts';
import { CertificateDigests } from './certificate-digests.ts';
import { dtlsHandshakeType, DtlsHandshakeReader } from './dtls-handshake-reader.ts';
import {
  type DtlsClientHello,
  type DtlsServerHello,
  readCertificate,
  readDtlsClientHello,
  readDtlsServerHello,
} from './dtls-hello.ts';
import { dtlsSrtpKeys, type DtlsSrtpKeys } from './dtls-srtp-keys.ts';
import { dtlsRecords, HANDSHAKE_RECORD } from './dtls-record.ts';

const FRAMES_AT_MOST = 8;
const DTLS_1_3 = 0xfefc;
const versionNames: ReadonlyMap<number, string> = new Map([
  [0xfeff, 'DTLS 1.0'],
  [0xfefd, 'DTLS 1.2'],
  [DTLS_1_3, 'DTLS 1.3'],
]);

/** What one of both has said. */
class Side {
  readonly reader: DtlsHandshakeReader;
  certificate: CertificateDigests | undefined;

  constructor(held: HeldBytes, mostBytes: number) {
    this.reader = new DtlsHandshakeReader(held, mostBytes);
  }
}

/**
 * What two ends agree upon by DTLS before SRTP begins on the same addresses (RFC 5763, RFC 5764): what the handshake shows in clear text, and, with a secret of the key log, the keys.
 * One that begins anew forgets what was agreed before.
 */
export class DtlsAssociation {
  readonly #keyLog: KeyLog;
  readonly #sides: readonly [Side, Side];
  /** The direction that the client sends in: the lowest bit of its flow. */
  #client: 0 | 1 | undefined;
  #clientHello: DtlsClientHello | undefined;
  #serverHello: DtlsServerHello | undefined;
  #frames: number[] = [];
  #keys: DtlsSrtpKeys | undefined;

  constructor(keyLog: KeyLog, held: HeldBytes, mostBytes: number) {
    this.#keyLog = keyLog;
    this.#sides = [new Side(held, mostBytes), new Side(held, mostBytes)];
  }

  /** Whether it agrees, or may agree, upon SRTP. */
  get isForSrtp(): boolean {
    const chosen = this.#serverHello?.version === DTLS_1_3 ? undefined : this.#serverHello;
    return (chosen ?? this.#clientHello)?.useSrtp !== undefined;
  }

  /** A datagram of DTLS. `flow`: of `FlowTable`. */
  receive(flow: number, bytes: Uint8Array, start: number, end: number, frame: number): void {
    const direction = (flow & 1) as 0 | 1;
    for (const { type, epoch, start: contentStart, end: contentEnd } of dtlsRecords(bytes, start, end)) {
      // Later epochs are encrypted: what is agreed stands in the first.
      if (type !== HANDSHAKE_RECORD || epoch > 0) continue;
      for (const message of this.#sides[direction].reader.receive(bytes, contentStart, contentEnd))
        this.#receiveMessage(direction, message, frame);
    }
  }

  /** What is held for messages that are not complete is let go. */
  forget(): void {
    for (const { reader } of this.#sides) reader.forget();
  }

  /** Adds the keys of who sends on that flow, as far as they are known by now. */
  addKeys(flow: number, ring: SrtpKeyRing): void {
    const keys = this.#agreedKeys();
    const isClient = (flow & 1) === this.#client;
    for (const key of (isClient ? keys.client : keys.server).toReversed()) ring.add(key);
  }

  /** For a stream on that flow. `fingerprints`: of the session description of who sends it. */
  facts(flow: number, fingerprints: readonly Fingerprint[]): DtlsFacts {
    const { certificate } = this.#sides[(flow & 1) as 0 | 1];
    const isMatch = certificate?.isAmong(fingerprints);
    const version = versionNames.get(this.#serverHello?.version ?? -1);
    const profile = this.#serverHello?.useSrtp?.profiles[0];
    const { missing } = this.#agreedKeys();
    return {
      ...(version === undefined ? {} : { version }),
      ...(profile === undefined ? {} : { profile: profileName(profile) }),
      ...(this.#client === undefined ? {} : { client: (flow & 1) === this.#client ? 'src' : 'dst' }),
      ...(certificate === undefined ? {} : { certificate: certificate.sha256 }),
      ...(isMatch === undefined ? {} : { fingerprint: isMatch ? 'match' : 'mismatch' }),
      ...(missing === undefined ? {} : { noKey: missing }),
      frames: [...this.#frames],
    };
  }

  #receiveMessage(direction: 0 | 1, { type, body }: HandshakeMessage, frame: number): void {
    switch (type) {
      case dtlsHandshakeType.clientHello:
        this.#receiveClientHello(direction, body, frame);
        return;
      case dtlsHandshakeType.serverHello:
        this.#receiveServerHello(direction, body, frame);
        return;
      case dtlsHandshakeType.certificate:
        this.#receiveCertificate(direction, body, frame);
        return;
    }
  }

  #receiveClientHello(direction: 0 | 1, body: Uint8Array, frame: number): void {
    const hello = readDtlsClientHello(body);
    if (hello === undefined) return;
    const isSame = this.#clientHello !== undefined && isEqual(this.#clientHello.random, hello.random);
    // With a cookie, or once more: the same random. Else it is another handshake.
    if (!isSame) this.#begin();
    this.#client = direction;
    this.#clientHello = hello;
    if (!isSame) this.#prove(frame);
  }

  #receiveServerHello(direction: 0 | 1, body: Uint8Array, frame: number): void {
    const hello = readDtlsServerHello(body);
    if (hello === undefined || hello.isRetryRequest || this.#client === direction) return;
    if (this.#serverHello !== undefined && isEqual(this.#serverHello.random, hello.random)) return;
    this.#client ??= direction === 0 ? 1 : 0;
    this.#serverHello = hello;
    this.#keys = undefined;
    this.#prove(frame);
  }

  #receiveCertificate(direction: 0 | 1, body: Uint8Array, frame: number): void {
    const certificate = readCertificate(body);
    const side = this.#sides[direction];
    if (certificate === undefined || side.certificate !== undefined) return;
    side.certificate = new CertificateDigests(certificate);
    this.#prove(frame);
  }

  #begin(): void {
    this.#serverHello = undefined;
    this.#keys = undefined;
    this.#frames = [];
    for (const side of this.#sides) side.certificate = undefined;
  }

  #prove(frame: number): void {
    if (this.#frames.at(-1) !== frame && this.#frames.length < FRAMES_AT_MOST) this.#frames.push(frame);
  }

  /** The key log may get its secret later. */
  #agreedKeys(): DtlsSrtpKeys {
    if (this.#keys !== undefined) return this.#keys;
    const [client, server] = [this.#clientHello, this.#serverHello];
    if (client === undefined || server === undefined) return { client: [], server: [], missing: 'hello' };
    const keys = dtlsSrtpKeys(client, server, this.#keyLog, hexOf(client.random));
    if (keys.missing !== 'key-log') this.#keys = keys;
    return keys;
  }
}

function profileName(profile: number): string {
  return suiteOfProfile(profile)?.name ?? `0x${profile.toString(16).padStart(4, '0')}`;
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
