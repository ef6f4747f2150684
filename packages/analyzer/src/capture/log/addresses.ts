/**
 * Where a message came from and went to, where the log does not say: Asterisk and FreeSWITCH tell the peer only, Cisco and text files nothing.
 *
 * A request comes from where its topmost Via says (`received` and `rport` first, RFC 3581 §4) and goes to its Request-URI, as far as these are addresses.
 * A response goes the same way back: the branch of the topmost Via remembers the endpoints of its transaction. Who writes the log is known from the Via of
 * requests it sent and of responses it received, or from the Contact of responses it sent. What remains unknown is 0.0.0.0 with port 0.
 */

import { parseMessage, type SipMessage } from '@sipscope/parser/core';
import type { Transport } from '../../rows.ts';
import { type Endpoint, readAddress } from './endpoint.ts';
import { type Envelope, transportOf } from './envelope.ts';

/** Transactions whose endpoints are remembered. */
const TRANSACTIONS_AT_MOST = 16_384;
const DEFAULT_PORT = 5060;
const BRANCH_AT_MOST = 256;

export type Path = { readonly source: Endpoint; readonly destination: Endpoint; readonly transport: Transport };

type Ends = { readonly source: Endpoint | undefined; readonly destination: Endpoint | undefined };

const unknown: Endpoint = { address: new Uint8Array(4), port: 0 };

export class LogAddresses {
  /** Client and server of a transaction, by branch. */
  readonly #transactions = new Map<string, { readonly client: Endpoint; readonly server: Endpoint }>();
  /** Who writes the log, as last seen. */
  #self: Endpoint | undefined;

  path(envelope: Envelope | undefined, bytes: Uint8Array): Path {
    const { source, destination, transport, direction } = envelope ?? {};
    if (source !== undefined && destination !== undefined && transport !== undefined)
      return { source, destination, transport };
    const message = parseMessage(bytes);
    const isRequest = message.startLine?.kind === 'request';
    this.#learnSelf(message, isRequest, direction);
    const guess = isRequest ? this.#requestEnds(message, direction) : this.#responseEnds(message, direction);
    const path = {
      source: source ?? guess.source ?? unknown,
      destination: destination ?? guess.destination ?? unknown,
      transport: transport ?? transportOf(message.topVia?.transport ?? '') ?? 'UDP',
    };
    if (isRequest) this.#remember(message, path);
    return path;
  }

  #learnSelf(message: SipMessage, isRequest: boolean, direction: Envelope['direction']): void {
    if (direction === undefined) return;
    const isOwnVia = isRequest === (direction === 'sent');
    this.#self =
      (isOwnVia ? sentBy(message) : direction === 'sent' ? contactEndpoint(message) : undefined) ?? this.#self;
  }

  /** A request that is sent again takes the same way, whatever has been learned since. */
  #requestEnds(message: SipMessage, direction: Envelope['direction']): Ends {
    const known = this.#transactions.get(branchOf(message));
    if (known !== undefined) return { source: known.client, destination: known.server };
    const destination = requestUriEndpoint(message);
    return {
      source: direction === 'sent' ? this.#self : viaSource(message),
      destination: direction === 'received' ? (this.#self ?? destination) : destination,
    };
  }

  #responseEnds(message: SipMessage, direction: Envelope['direction']): Ends {
    const known = this.#transactions.get(branchOf(message));
    if (known !== undefined) return { source: known.server, destination: known.client };
    return {
      source: direction === 'sent' ? this.#self : undefined,
      destination: direction === 'received' ? this.#self : viaSource(message),
    };
  }

  #remember(message: SipMessage, { source, destination }: Path): void {
    const branch = branchOf(message);
    if (branch === '' || branch.length > BRANCH_AT_MOST) return;
    this.#transactions.delete(branch);
    if (this.#transactions.size >= TRANSACTIONS_AT_MOST) {
      const [oldest = ''] = this.#transactions.keys();
      this.#transactions.delete(oldest);
    }
    this.#transactions.set(branch, { client: source, server: destination });
  }
}

function branchOf(message: SipMessage): string {
  return message.topVia?.branch ?? '';
}

function viaSource(message: SipMessage): Endpoint | undefined {
  const via = message.topVia;
  if (via === undefined) return undefined;
  const address = readHost(via.received ?? '') ?? readHost(via.sentBy.host);
  return address && { address, port: via.rport ?? via.sentBy.port ?? DEFAULT_PORT };
}

function sentBy(message: SipMessage): Endpoint | undefined {
  const via = message.topVia;
  return via && endpointOf(via.sentBy);
}

function requestUriEndpoint({ startLine }: SipMessage): Endpoint | undefined {
  if (startLine?.kind !== 'request') return undefined;
  const { uri } = startLine;
  return uri?.kind === 'sip' ? endpointOf(uri) : undefined;
}

function contactEndpoint(message: SipMessage): Endpoint | undefined {
  const [contact] = message.contacts;
  const uri = typeof contact === 'object' ? contact.uri : undefined;
  return uri?.kind === 'sip' ? endpointOf(uri) : undefined;
}

function endpointOf({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number | undefined;
}): Endpoint | undefined {
  const address = readHost(host);
  return address && { address, port: port ?? DEFAULT_PORT };
}

function readHost(host: string): Uint8Array | undefined {
  return readAddress(host.startsWith('[') ? host.slice(1, -1) : host);
}
