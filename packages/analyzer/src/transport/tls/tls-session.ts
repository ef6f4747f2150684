import { cipherSuite, type CipherSuite } from './cipher-suite.ts';
import type { ClientHello, ServerHello } from './hello.ts';
import { nextTrafficSecret, recordKeys, type TlsVersion, trafficKeys } from './key-derivation.ts';
import { hexOf, type KeyLog, type SecretLabel } from './key-log.ts';
import type { RecordCipher } from './record-cipher.ts';
import type { ResumableSessions } from './resumable-sessions.ts';
import { selectRecordCipher } from './select-record-cipher.ts';

export const TLS_1_3 = 0x0304;

export type Role = 'client' | 'server';

/** The keys of one direction from one change of keys to the next. */
export type Generation = {
  readonly cipher: RecordCipher;
  /** True where the content ends with its type and padding: TLS 1.3. */
  readonly isInner: boolean;
  /** Of TLS 1.3: whether these are the keys of the handshake, which end with Finished. */
  readonly isHandshake: boolean;
  /** Whether records of other keys, which we have not, may come before the first of these. */
  readonly mayComeLater: boolean;
  /** Whether every record is taken as it is: of a suite that does not encrypt, without a key to check it. */
  readonly isUnchecked: boolean;
  /** Those that follow, where they are known. */
  next(): Generation | undefined;
};

/** Why there are no keys: a hello has not come, the key log has none, or nobody here can use them. */
export type Missing = 'hello' | 'key' | 'unsupported';

type Handshake = { client?: ClientHello; server?: ServerHello; isRetried?: true };

/** What the handshakes of one connection have agreed, the first and those that renegotiate, and the keys that follow from it. */
export class TlsSession {
  readonly #keyLog: KeyLog;
  readonly #resumable: ResumableSessions;
  /** By the number of ChangeCipherSpecs that came before the hello in its direction. */
  readonly #handshakes = new Map<number, Handshake>();

  constructor(keyLog: KeyLog, resumable: ResumableSessions) {
    this.#keyLog = keyLog;
    this.#resumable = resumable;
  }

  receiveClientHello(epoch: number, hello: ClientHello): void {
    this.#handshake(epoch).client = hello;
    this.#rememberSession(epoch);
  }

  receiveServerHello(epoch: number, hello: ServerHello): void {
    this.#handshake(epoch).server = hello;
    this.#rememberSession(epoch);
  }

  /** The server asked for another ClientHello, as it can only in TLS 1.3. */
  receiveRetryRequest(epoch: number): void {
    this.#handshake(epoch).isRetried = true;
  }

  receiveTicket(epoch: number, ticket: Uint8Array): void {
    const [, first] = this.#randomsOf(epoch);
    if (first !== undefined) this.#resumable.rememberTicket(ticket, first);
  }

  version(epoch: number): number | undefined {
    const { server, isRetried } = this.#handshakes.get(epoch) ?? {};
    return isRetried === true ? TLS_1_3 : server?.version;
  }

  /** What was agreed and cannot be used, in words. */
  agreed(epoch: number): string {
    const { version = 0, suite = 0, compression = 0 } = this.#handshakes.get(epoch)?.server ?? {};
    return `version 0x${hex16(version)}, cipher suite 0x${hex16(suite)}${compression === 0 ? '' : ', compressed'}`;
  }

  /** The first keys a direction uses after the hellos of that epoch. */
  start(epoch: number, role: Role): Generation | Missing {
    const { client, server } = this.#handshakes.get(epoch) ?? {};
    if (client === undefined || server === undefined) return 'hello';
    const suite = cipherSuite(server.suite);
    const isKnown = server.version >= 0x0301 && server.version <= TLS_1_3;
    if (!isKnown || suite === undefined || server.compression !== 0) return this.#hasKey(epoch) ? 'unsupported' : 'key';
    if (server.version === TLS_1_3) return this.#startTls13(suite, client, role);
    return this.#startTls12(epoch, role, { suite, client, server });
  }

  #startTls12(
    epoch: number,
    role: Role,
    { suite, client, server }: { suite: CipherSuite; client: ClientHello; server: ServerHello },
  ): Generation | Missing {
    const master = this.#master(epoch);
    // Text that was not encrypted can be read without its MAC being checked.
    if (master === undefined && suite.cipher !== 'null') return 'key';
    // `start` has looked at the version.
    const version = server.version as TlsVersion;
    const keys =
      master === undefined
        ? { macKey: new Uint8Array(0), key: new Uint8Array(0), iv: new Uint8Array(0) }
        : recordKeys(suite, version, { master, clientRandom: client.random, serverRandom: server.random }, role);
    const { encryptThenMac } = server;
    return {
      cipher: selectRecordCipher({ suite, version, encryptThenMac }, keys),
      isInner: false,
      isHandshake: false,
      mayComeLater: false,
      isUnchecked: master === undefined,
      next: () => {
        const next = this.start(epoch + 1, role);
        return typeof next === 'string' ? undefined : next;
      },
    };
  }

  #startTls13(suite: CipherSuite, client: ClientHello, role: Role): Generation | Missing {
    const random = hexOf(client.random);
    const secretOf = (label: SecretLabel): Uint8Array | undefined => this.#keyLog.secret(label, random);
    const isClient = role === 'client';
    const handshake = secretOf(isClient ? 'CLIENT_HANDSHAKE_TRAFFIC_SECRET' : 'SERVER_HANDSHAKE_TRAFFIC_SECRET');
    const traffic = (): Uint8Array | undefined =>
      secretOf(isClient ? 'CLIENT_TRAFFIC_SECRET_0' : 'SERVER_TRAFFIC_SECRET_0');
    const start = handshake ?? traffic();
    if (start === undefined) return 'key';
    if (handshake === undefined) return tls13Generation(suite, start, { isHandshake: false, mayComeLater: true });
    return {
      ...tls13Generation(suite, handshake, { isHandshake: true, mayComeLater: isClient && client.earlyData }),
      next: () => {
        const secret = traffic();
        return secret && tls13Generation(suite, secret, { isHandshake: false, mayComeLater: false });
      },
    };
  }

  #hasKey(epoch: number): boolean {
    const random = this.#randomsOf(epoch)[0];
    return (
      this.#master(epoch) !== undefined ||
      (random !== undefined && this.#keyLog.secret('CLIENT_TRAFFIC_SECRET_0', random) !== undefined)
    );
  }

  #master(epoch: number): Uint8Array | undefined {
    for (const random of this.#randomsOf(epoch)) {
      const master = this.#keyLog.secret('CLIENT_RANDOM', random);
      if (master !== undefined) return master;
    }
    const sessionId = this.#handshakes.get(epoch)?.server?.sessionId;
    return sessionId && this.#keyLog.masterOfSessionId(hexOf(sessionId));
  }

  /** The client random, and that of the first handshake of the session, which is the same where none is resumed. */
  #randomsOf(epoch: number): readonly string[] {
    const { client, server } = this.#handshakes.get(epoch) ?? {};
    if (client === undefined) return [];
    const own = hexOf(client.random);
    // A server that resumes says the id that the client said; with a ticket, the client makes one up. RFC 5077 §3.4.
    if (server === undefined || !isResumed(client, server)) return [own, own];
    const ticket = client.ticket && this.#resumable.byTicket(client.ticket);
    return [own, ticket ?? this.#resumable.byId(server.sessionId) ?? own];
  }

  #rememberSession(epoch: number): void {
    const { client, server } = this.#handshakes.get(epoch) ?? {};
    if (client === undefined || server === undefined || server.version > 0x0303) return;
    if (server.sessionId.length === 0 || isResumed(client, server)) return;
    this.#resumable.rememberId(server.sessionId, hexOf(client.random));
  }

  #handshake(epoch: number): Handshake {
    let handshake = this.#handshakes.get(epoch);
    if (handshake === undefined) {
      this.#handshakes.set(epoch, (handshake = {}));
      // One direction may be ahead of the other by one change of keys.
      this.#handshakes.delete(epoch - 3);
    }
    return handshake;
  }
}

function isResumed({ sessionId }: ClientHello, server: ServerHello): boolean {
  return sessionId.length > 0 && hexOf(sessionId) === hexOf(server.sessionId);
}

function tls13Generation(
  suite: CipherSuite,
  secret: Uint8Array,
  what: { readonly isHandshake: boolean; readonly mayComeLater: boolean },
): Generation {
  return {
    cipher: selectRecordCipher({ suite, version: TLS_1_3, encryptThenMac: false }, trafficKeys(suite, secret)),
    isInner: true,
    isUnchecked: false,
    ...what,
    next: () => tls13Generation(suite, nextTrafficSecret(suite, secret), { isHandshake: false, mayComeLater: false }),
  };
}

function hex16(value: number): string {
  return value.toString(16).padStart(4, '0');
}
