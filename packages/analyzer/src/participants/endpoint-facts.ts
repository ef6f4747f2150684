import { hostKind, parseUri, type SipMessage, SipUri } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import { endpointText } from '../message/read-message.ts';
import type { MessageRow } from '../rows.ts';
import { Sentences } from '../ims/sentences.ts';
import { addNat } from './nat.ts';

/** What is asked of a message's row. */
export type SeenRow = Pick<
  MessageRow,
  'frame' | 'kind' | 'method' | 'status' | 'srcIp' | 'srcPort' | 'dstIp' | 'dstPort'
>;

/** Of each kind of name, so many are kept of an endpoint. */
const maxNames = 5;

/** What an endpoint says of itself. */
export type EndpointFacts = {
  readonly endpoint: string;
  readonly ip: string;
  readonly port: number;
  /** User-Agent or Server, with the first frame that has it. */
  readonly userAgents: Map<string, number>;
  /** Names, not addresses. */
  readonly hosts: Map<string, number>;
  /** `host:port` that it says it is at, in Via and Contact. */
  readonly places: Map<string, number>;
  readonly instances: Map<string, number>;
  /** Whom its requests are from. */
  readonly users: Map<string, number>;
  readonly nat: Sentences;
  messages: number;
};

export function endpointFacts(ip: string, port: number): EndpointFacts {
  return {
    endpoint: endpointText(ip, port),
    ip,
    port,
    userAgents: new Map(),
    hosts: new Map(),
    places: new Map(),
    instances: new Map(),
    users: new Map(),
    nat: new Sentences(),
    messages: 0,
  };
}

/** What a message says of the endpoint that sent it. `isMaker`: whether it made the message, instead of sending another's on. */
export function learn(facts: EndpointFacts, row: SeenRow, parsed: SipMessage, isMaker: boolean): void {
  const { frame } = row;
  const via = row.kind === 'request' ? parsed.topVia : undefined;
  if (via !== undefined)
    addPlace(facts, via.sentBy.host, via.sentBy.port ?? defaultPort(/^tls$/i.test(via.transport)), frame);
  if (row.kind === 'response') addProtected(facts, row, parsed);
  if (!isMaker) return;
  const userAgent = parsed.header(row.kind === 'request' ? 'User-Agent' : 'Server')?.value;
  add(facts.userAgents, userAgent ?? parsed.header('User-Agent')?.value ?? parsed.header('Server')?.value, frame);
  for (const contact of parsed.contacts.slice(0, maxNames)) {
    if (contact === '*') continue;
    // A registrar's answer lists the contacts of others, a redirection those of the called.
    if (row.kind === 'response' && (row.method === 'REGISTER' || (row.status ?? 0) >= 300)) break;
    add(facts.instances, contact.instance, frame);
    const { uri } = parseUri(contact.uriText);
    if (uri instanceof SipUri) addPlace(facts, uri.host, uri.port ?? defaultPort(isSecure(uri)), frame);
  }
  if (row.kind === 'request') {
    addProtected(facts, row, parsed);
    add(facts.users, parsed.from?.uriText, frame);
  }
  addNat(facts.nat, row, parsed);
}

/** The ports that a device and the server next to it protect (TS 33.203 §7): theirs too. */
function addProtected(facts: EndpointFacts, row: SeenRow, parsed: SipMessage): void {
  if (parsed.via.length !== 1 || row.method !== 'REGISTER') return;
  const own = parsed.get(row.kind === 'request' ? 'Security-Client' : 'Security-Server').slice(0, 2);
  const host = facts.ip.includes(':') ? `[${facts.ip}]` : facts.ip;
  for (const { portClient, portServer } of own)
    for (const port of [portClient, portServer]) if (port !== undefined) addPlace(facts, host, port, row.frame);
}

function addPlace(facts: EndpointFacts, host: string, port: number, frame: number): void {
  if (hostKind(host) === 'name') add(facts.hosts, host.toLowerCase(), frame);
  add(facts.places, `${host.toLowerCase()}:${port}`, frame);
}

/** RFC 3261 §18.2.2, §19.1.2. */
function defaultPort(isSecureOne: boolean): number {
  return isSecureOne ? 5061 : 5060;
}

function isSecure({ scheme, transport }: SipUri): boolean {
  return scheme === 'sips' || transport?.toLowerCase() === 'tls';
}

function add(names: Map<string, number>, name: string | undefined, frame: number): void {
  if (name === undefined || name === '' || names.has(name) || names.size >= maxNames) return;
  names.set(keptText(name), frame);
}
