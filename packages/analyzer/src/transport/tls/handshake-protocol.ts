import { type HandshakeMessage, handshakeType } from './handshake-reader.ts';
import { readClientHello, readServerHello, readTicket } from './hello.ts';
import type { TlsConnections } from './tls-connections.ts';
import { TLS_1_3, type TlsSession } from './tls-session.ts';
import { expectChange, type TlsSide } from './tls-side.ts';

/** Takes from the messages of the handshake what both sides agree upon, and when a direction changes its keys. RFC 5246 §7.4, RFC 8446 §4. */
export class HandshakeProtocol {
  readonly #shared: TlsConnections;
  readonly #session: TlsSession;

  constructor(shared: TlsConnections, session: TlsSession) {
    this.#shared = shared;
    this.#session = session;
  }

  /** True where something was learnt that the other direction may have waited for. */
  receive(side: TlsSide, { type, body }: HandshakeMessage): boolean {
    switch (type) {
      case handshakeType.clientHello:
        return this.#receiveClientHello(side, body);
      case handshakeType.serverHello:
        return this.#receiveServerHello(side, body);
      case handshakeType.newSessionTicket:
        this.#receiveTicket(side, body);
        return false;
      case handshakeType.finished:
        if (side.protection.generation?.isHandshake === true) updateKeys(side);
        return false;
      case handshakeType.keyUpdate:
        if (side.protection.generation?.isInner === true) updateKeys(side);
        return false;
      default:
        return false;
    }
  }

  #receiveClientHello(side: TlsSide, body: Uint8Array): boolean {
    const hello = readClientHello(body);
    if (hello === undefined || side.role === 'server') return false;
    side.role = 'client';
    if (hello.serverName !== undefined) this.#shared.addServerName(hello.serverName);
    this.#session.receiveClientHello(side.epoch, hello);
    return true;
  }

  #receiveServerHello(side: TlsSide, body: Uint8Array): boolean {
    const hello = readServerHello(body);
    if (hello === undefined || side.role === 'client') return false;
    side.role = 'server';
    if (hello.isRetryRequest) this.#session.receiveRetryRequest(side.epoch);
    else this.#session.receiveServerHello(side.epoch, hello);
    return true;
  }

  #receiveTicket(side: TlsSide, body: Uint8Array): void {
    if (side.role !== 'server' || this.#session.version(side.epoch) === TLS_1_3) return;
    const ticket = readTicket(body);
    if (ticket !== undefined) this.#session.receiveTicket(side.epoch, ticket);
  }
}

/** Only called where there are keys. */
function updateKeys(side: TlsSide): void {
  expectChange(side, { kind: 'update', after: side.protection.generation! });
}
