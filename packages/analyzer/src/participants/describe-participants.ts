import { type HopPair, hopPairs, Makers } from '../identity/hop-pairs.ts';
import { nodeRoles } from '../ims/node-roles.ts';
import { endpointText, isFirstCopy, type ReadMessage, receiverOf, senderOf } from '../message/read-message.ts';
import type { ParticipantRow } from '../rows.ts';
import { AddressNames } from './address-names.ts';
import { callRoles } from './call-roles.ts';
import { type EndpointFacts, endpointFacts, learn } from './endpoint-facts.ts';
import { type EndpointLink, mergeEndpoints } from './merge-endpoints.ts';
import { addReceived } from './nat.ts';
import { participantRow } from './participant-rows.ts';

/** The devices and servers of a call, in order of appearance: what they are called, which endpoints they have, and what they do in it. `messages`: all of the call, in order. */
export function describeParticipants(
  messages: readonly ReadMessage[],
  names: AddressNames = new AddressNames(),
): readonly ParticipantRow[] {
  const facts = factsOf(messages);
  const talks = talksOf(messages);
  const pairs = hopPairs(messages);
  const roles = callRoles(messages, pairs);
  const nodes = nodeRoles(messages);
  return mergeEndpoints([...facts.values()], talks, [...linksOf(pairs), ...answersElsewhere(messages)]).map(
    (merged, number) => {
      const endpoints = merged.endpoints.map(({ endpoint }) => endpoint);
      return participantRow(number, merged, {
        names,
        roles: roles.rowsOf(endpoints),
        nodes: endpoints.flatMap((endpoint) => nodes.rowsOf(endpoint)),
      });
    },
  );
}

function factsOf(messages: readonly ReadMessage[]): ReadonlyMap<string, EndpointFacts> {
  const facts = new Map<string, EndpointFacts>();
  const makers = new Makers();
  const factsAt = (ip: string, port: number): EndpointFacts => {
    const endpoint = endpointText(ip, port);
    const known = facts.get(endpoint) ?? endpointFacts(ip, port);
    if (known.messages === 0) facts.set(endpoint, known);
    return known;
  };
  for (const message of messages) {
    const { row, parsed } = message;
    const sender = factsAt(row.srcIp, row.srcPort);
    const receiver = factsAt(row.dstIp, row.dstPort);
    if (!isFirstCopy(row)) continue;
    sender.messages++;
    learn(sender, row, parsed, makers.receive(message) && sender !== receiver);
    addReceived(receiver.nat, row, parsed);
  }
  return facts;
}

/** An element that gets a request at one port and sends it on from another. */
function linksOf(pairs: readonly HopPair[]): readonly EndpointLink[] {
  return pairs.flatMap(({ incoming, outgoing, by, at }) => {
    const got = receiverOf(incoming.row);
    if (by !== 'proxy' || got === at || incoming.row.dstIp !== outgoing.row.srcIp) return [];
    const frames = [incoming.row.frame, outgoing.row.frame];
    return [{ one: got, other: at, sentence: `What comes to ${got} goes on from ${at}.`, frames }];
  });
}

/** A server that gets a request at one port and answers from another. */
function answersElsewhere(messages: readonly ReadMessage[]): readonly EndpointLink[] {
  const links: EndpointLink[] = [];
  const requests = new Map<string, ReadMessage['row']>();
  for (const { row } of messages) {
    const key = `${row.callId ?? ''} ${row.cseq ?? -1} ${row.method ?? ''} ${row.branch ?? ''}`;
    const request = requests.get(key);
    if (row.kind === 'request') requests.set(key, row);
    else if (request?.dstIp === row.srcIp && request.dstPort !== row.srcPort) {
      const [one, other] = [receiverOf(request), senderOf(row)];
      const sentence = `What comes to ${one} is answered from ${other}.`;
      links.push({ one, other, sentence, frames: [request.frame, row.frame] });
    }
  }
  return links;
}

/** Which endpoints of one address speak with each other. */
function talksOf(messages: readonly ReadMessage[]): (one: string, other: string) => boolean {
  const pairs = new Set<string>();
  for (const { row } of messages) if (row.srcIp === row.dstIp) pairs.add(`${senderOf(row)} ${receiverOf(row)}`);
  return (one, other) => pairs.has(`${one} ${other}`) || pairs.has(`${other} ${one}`);
}
