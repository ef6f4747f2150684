import type { Actor, Endpoint } from './script.ts';
import { Words } from './read-options.ts';

/** `bob 192.0.2.2:5060 sip:bob@example.com "Phone 1.0"`; `proxy 192.0.2.10 proxy record-route`; `bob ?`, or `bob` alone: whoever it is. */
export function readActor(given: readonly string[], line: string): Actor {
  const words = new Words(given);
  const name = words.next('name');
  const stated = readEndpoint(words, line);
  const actor: { -readonly [Key in keyof Actor]: Actor[Key] } = {
    ...(stated ?? nowhere),
    name,
    isOpen: stated === undefined,
    isPortStated: stated?.isPortStated ?? false,
    uri: `sip:${name}@example.com`,
    userAgent: undefined,
    isProxy: false,
    recordsRoute: false,
    transport: 'UDP',
    nat: undefined,
  };
  while (!words.isAtEnd) readActorWord(actor, words, line);
  return actor;
}

const nowhere: Endpoint = { address: '', port: 5060 };

function readEndpoint(words: Words, line: string): ReturnType<typeof endpointOf> {
  const word = words.peek();
  if (word === undefined || words.skip('?')) return undefined;
  const endpoint = endpointOf(word);
  if (endpoint !== undefined) words.next('address');
  else if (!isActorWord(word, line)) throw new Error(`neither a time nor an address: ${word}`);
  return endpoint;
}

const plainWords: ReadonlySet<string> = new Set(['proxy', 'record-route', 'udp', 'tcp', 'nat']);

function isActorWord(word: string, line: string): boolean {
  return plainWords.has(word) || /^(sips?|tel):/.test(word) || line.includes(`"${word}"`);
}

function readActorWord(actor: { -readonly [Key in keyof Actor]: Actor[Key] }, words: Words, line: string): void {
  const word = words.next('word');
  if (line.includes(`"${word}"`)) actor.userAgent = word;
  else if (/^(sips?|tel):/.test(word)) actor.uri = word;
  else if (word === 'proxy') actor.isProxy = true;
  else if (word === 'record-route') actor.recordsRoute = true;
  else if (word === 'udp') actor.transport = 'UDP';
  else if (word === 'tcp') actor.transport = 'TCP';
  else if (word === 'nat') actor.nat = readNat(words);
  else throw new Error(`unknown of somebody: ${word}`);
}

function readNat(words: Words): Endpoint {
  const word = words.next('address of the NAT');
  const endpoint = endpointOf(word);
  if (endpoint === undefined) throw new Error(`no address of a NAT: ${word}`);
  return { address: endpoint.address, port: endpoint.port };
}

function endpointOf(text: string): (Endpoint & { readonly isPortStated: boolean }) | undefined {
  const [, six, four, port] = /^(?:\[([\da-f:.]+)\]|(\d+\.\d+\.\d+\.\d+))(?::(\d+))?$/i.exec(text) ?? [];
  const address = six ?? four;
  if (address === undefined) return undefined;
  return { address, port: port === undefined ? 5060 : Number(port), isPortStated: port !== undefined };
}
