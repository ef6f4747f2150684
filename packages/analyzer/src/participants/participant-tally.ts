import { NodeRoles } from '../ims/node-roles.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import { method } from '../message/method.ts';
import { endpointText } from '../message/read-message.ts';
import type { ImsSection, ParticipantRow } from '../rows.ts';
import { isSuccess, type Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import type { AddressNames } from './address-names.ts';
import { CallRoles } from './call-roles.ts';
import { type EndpointFacts, endpointFacts, learn, type SeenRow } from './endpoint-facts.ts';
import { type EndpointLink, mergeEndpoints } from './merge-endpoints.ts';
import { addReceived } from './nat.ts';
import { participantRow } from './participant-rows.ts';
import { RegistrationSample } from './registration-sample.ts';

/** Endpoints of which texts are read, in order of appearance; further ones are counted. */
const maxEndpoints = 2000;
/** Participants that are listed: those that sent most. */
const maxListed = 100;
/** Of each endpoint its first messages are read, and after these ever fewer: what it says of itself hardly ever changes. */
const firstMessages = 4;

export type Participants = {
  readonly participants: readonly ParticipantRow[];
  /** Participants and endpoints that are not listed. */
  readonly more: number;
};

/** The devices and servers of a whole capture. Only some messages of each endpoint are read, so that it costs next to nothing. */
export class ParticipantTally {
  readonly #flows: FlowTable;
  readonly #methodName: (method: number) => string;
  /** By endpoint: the messages it sent. */
  readonly #sent: number[] = [];
  readonly #facts = new Map<number, EndpointFacts>();
  /** Endpoints of one address that speak with each other. */
  readonly #talks = new Set<string>();
  /** Endpoints that are one, as what comes to the one goes on, or is answered, from the other. */
  readonly #links = new Map<string, EndpointLink>();
  readonly #nodes = new NodeRoles();
  readonly #registrations = new RegistrationSample();
  readonly #roles = new CallRoles();

  constructor(flows: FlowTable, methodName: (method: number) => string) {
    this.#flows = flows;
    this.#methodName = methodName;
  }

  /** No copies of packets. */
  receive(message: CapturedMessage, transaction: Transaction): void {
    const endpoint = this.#flows.sourceEndpoint(message.flow);
    const sent = this.#sent;
    while (sent.length <= endpoint) sent.push(0);
    const count = ++sent[endpoint]!;
    // The powers of two.
    if (count <= firstMessages || (count & (count - 1)) === 0) this.#read(endpoint, message, transaction);
    if (message.method === method.register) this.#registrations.add(message, this.#flows);
  }

  #read(endpoint: number, message: CapturedMessage, transaction: Transaction): void {
    const facts = this.#factsOf(endpoint, message.flow);
    if (facts === undefined) return;
    const row = this.#rowOf(message);
    const parsed = message.parsed();
    const isMaker = this.#isMaker(message, facts, transaction);
    learn(facts, row, parsed, isMaker);
    this.#nodes.receive(row, parsed, isMaker);
    this.#link(message, facts, transaction);
    const receiver = this.#facts.get(this.#flows.destinationEndpoint(message.flow));
    if (receiver !== undefined) addReceived(receiver.nat, row, parsed);
    if (row.srcIp === row.dstIp && this.#talks.size < maxEndpoints)
      this.#talks.add(`${facts.endpoint} ${endpointText(row.dstIp, row.dstPort)}`);
  }

  #link({ isRequest, flow, frame }: CapturedMessage, facts: EndpointFacts, transaction: Transaction): void {
    const { passage } = transaction;
    const came = isRequest ? (passage?.isInferred === true ? undefined : passage?.parent?.flow) : transaction.flow;
    if (came === undefined || this.#links.size >= maxEndpoints) return;
    const flows = this.#flows;
    const got = flows.destinationEndpoint(came);
    if (got === flows.sourceEndpoint(flow) || flows.destinationIp(came) !== facts.ip) return;
    const [one, other] = [flows.endpoint(got), facts.endpoint];
    const sentence = `What comes to ${one} ${isRequest ? 'goes on' : 'is answered'} from ${other}.`;
    if (!this.#links.has(sentence)) this.#links.set(sentence, { one, other, sentence, frames: [frame] });
  }

  /** Of a response: where its request was not seen to be sent on; 100 is of its sender always (RFC 3261 §16.7 step 5). */
  #isMaker(message: CapturedMessage, { endpoint }: EndpointFacts, { passage }: Transaction): boolean {
    const { isRequest, status, frame } = message;
    if (isRequest && message.viaCount > 1)
      this.#roles.add(endpoint, 'proxy', 'It sends on requests with a Via of its own.', frame);
    if (isRequest) return message.viaCount === 1;
    const isMaker = status === 100 || passage?.isForwardedByVia !== true;
    if (isMaker && isSuccess(status) && message.method === method.register)
      this.#roles.add(endpoint, 'registrar', 'It accepts registrations.', frame);
    return isMaker;
  }

  #factsOf(endpoint: number, flow: number): EndpointFacts | undefined {
    const known = this.#facts.get(endpoint);
    if (known !== undefined || this.#facts.size >= maxEndpoints) return known;
    const facts = endpointFacts(this.#flows.sourceIp(flow), this.#flows.sourcePort(flow));
    this.#facts.set(endpoint, facts);
    return facts;
  }

  #rowOf({ flow, frame, isRequest, method, status }: CapturedMessage): SeenRow {
    const flows = this.#flows;
    return {
      frame,
      kind: isRequest ? 'request' : 'response',
      method: this.#methodName(method),
      ...(isRequest ? {} : { status }),
      srcIp: flows.sourceIp(flow),
      srcPort: flows.sourcePort(flow),
      dstIp: flows.destinationIp(flow),
      dstPort: flows.destinationPort(flow),
    };
  }

  /** What IMS says in the first registrations. */
  ims(): ImsSection | undefined {
    return this.#registrations.ims();
  }

  /** Those that sent most first, those of equally many in order of appearance. */
  participants(names: AddressNames): Participants {
    const endpoints = [...this.#facts].map(([endpoint, facts]) => {
      facts.messages = this.#sent[endpoint] ?? 0;
      return facts;
    });
    const talks = (one: string, other: string): boolean =>
      this.#talks.has(`${one} ${other}`) || this.#talks.has(`${other} ${one}`);
    const merged = mergeEndpoints(endpoints, talks, [...this.#links.values()]).map((group) => ({
      group,
      messages: group.endpoints.reduce((sum, { messages }) => sum + messages, 0),
    }));
    const unread = this.#sent.reduce((count, sent) => (sent > 0 ? count + 1 : count), 0) - endpoints.length;
    const listed = merged.toSorted((a, b) => b.messages - a.messages).slice(0, maxListed);
    return {
      participants: listed.map(({ group }, number) => {
        const texts = group.endpoints.map(({ endpoint }) => endpoint);
        return participantRow(number, group, {
          names,
          roles: this.#roles.rowsOf(texts),
          nodes: texts.flatMap((endpoint) => this.#nodes.evidence.rowsOf(endpoint)),
        });
      }),
      more: merged.length - listed.length + unread,
    };
  }
}
