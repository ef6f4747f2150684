import type { Actor, Endpoint } from './script.ts';
import { Words } from './read-options.ts';

/** `bob 192.0.2.2:5060 sip:bob@example.com "Phone 1.0"`; `proxy 192.0.2.10 proxy record-route`. */
export function readActor(given: readonly string[], line: string): Actor {
  const words = new Words(given);
  const name = words.next('name');
  const address = words.next('address');
  const endpoint = endpointOf(address);
  if (endpoint === undefined) throw new Error(`neither a time nor an address: ${address}`);
  const actor: { -readonly [Key in keyof Actor]: Actor[Key] } = {
    ...endpoint,
    name,
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

function readActorWord(actor: { -readonly [Key in keyof Actor]: Actor[Key] }, words: Words, line: string): void {
  const word = words.next('word');
  if (line.includes(`"${word}"`)) actor.userAgent = word;
  else if (/^(sips?|tel):/.test(word)) actor.uri = word;
  else if (word === 'proxy') actor.isProxy = true;
  else if (word === 'record-route') actor.recordsRoute = true;
  else if (word === 'udp') actor.transport = 'UDP';
  else if (word === 'tcp') actor.transport = 'TCP';
  else if (word === 'nat') actor.nat = endpointOf(words.next('address of the NAT'));
  else throw new Error(`unknown of somebody: ${word}`);
}

function endpointOf(text: string): Endpoint | undefined {
  const [, six, four, port] = /^(?:\[([\da-f:.]+)\]|(\d+\.\d+\.\d+\.\d+))(?::(\d+))?$/i.exec(text) ?? [];
  const address = six ?? four;
  return address === undefined ? undefined : { address, port: port === undefined ? 5060 : Number(port) };
}
