import type { Via } from '@sipscope/parser';
import { bareHost, isAddress, isSameHost } from '../hosts.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Rules of how servers write the Via of responses, and where they send them. */
export const viaResponseRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-VIA-008',
    title: 'Response has other Vias than its request',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.6.2',
    why: 'The response goes back by the Vias: it is sent elsewhere, or dropped by a proxy that does not find itself.',
    advice: 'Copy all Via values in their order; to the topmost add received and rport, and nothing else.',
    right: 'Via: …;branch=z9hG4bK2\\r\\nVia: …;branch=z9hG4bK1, in request and response',
    wrong: 'Via: …;branch=z9hG4bK2 in the response',
    headers: ['Via'],
    check: eachResponse(checkVias),
  }),
  exchangeRule({
    id: 'SIP-VIA-009',
    title: 'Response comes to a client that did not send the request',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '18.1.2',
    why: 'The client discards a response whose topmost Via is not its own, as if it had been lost.',
    advice: 'Send the topmost Via back as it came, and take away only your own.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1 in request and response',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.9:5060;branch=z9hG4bK1 in the response',
    headers: ['Via'],
    check: checkSender,
  }),
  exchangeRule({
    id: 'SIP-VIA-010',
    title: 'No received, though the request came from another address',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '18.2.1',
    why: 'Without it responses, this or later ones, are sent to an address that nobody can reach.',
    advice:
      'Add received with the source address of the packet, where the host of the Via is another address or a name.',
    right: 'Via: SIP/2.0/UDP pc.example.com;received=192.0.2.1;branch=z9hG4bK1',
    wrong: 'Via: SIP/2.0/UDP pc.example.com;branch=z9hG4bK1 in the response',
    abnf: 'via-received',
    headers: ['Via'],
    check: firstResponse(checkReceived),
  }),
  exchangeRule({
    id: 'SIP-VIA-011',
    title: 'rport was asked for and not filled in',
    level: 'must',
    severity: 'error',
    rfc: 3581,
    section: '4',
    why: 'A client behind a NAT does not get its responses, or does not learn its address.',
    advice: 'Fill in rport with the source port of the packet, and received with its address.',
    right: 'Via: SIP/2.0/UDP 10.0.0.1;rport=1024;received=192.0.2.1;branch=z9hG4bK1',
    wrong: 'Via: SIP/2.0/UDP 10.0.0.1;rport;branch=z9hG4bK1 in the response',
    abnf: 'response-port',
    headers: ['Via'],
    check: firstResponse(checkRport),
  }),
  exchangeRule({
    id: 'SIP-VIA-012',
    title: 'Response does not go back to where the request came from',
    level: 'must',
    severity: 'error',
    rfc: 3581,
    section: '4',
    why: 'A NAT drops what comes from elsewhere or goes elsewhere: the call fails for those behind one only.',
    advice:
      'Where the Via has rport, send the response from the address and port the request came to, to those it came from.',
    right: '192.0.2.1:1024 to 192.0.2.2:5060, and back',
    wrong: '192.0.2.1:1024 to 192.0.2.2:5060, and from there to 192.0.2.1:5060',
    headers: ['Via'],
    check: firstResponse(checkSymmetric),
  }),
  exchangeRule({
    id: 'SIP-VIA-013',
    title: 'Response goes to another port than the Via says',
    level: 'must',
    severity: 'info',
    rfc: 3261,
    section: '18.2.2',
    why: 'The client listens at the port of its Via and need not hear the response; servers do so for clients behind a NAT that ask for no rport.',
    advice: 'Ask for rport in the client, or send to the port of the Via.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1:5070, and a response to 192.0.2.1:5070',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.1:5070, and a response to 192.0.2.1:1024',
    headers: ['Via'],
    check: firstResponse(checkPort),
  }),
];

type Pair = (response: Seen, request: Seen) => Outcome;

/** Asks of every response of a transaction; tells the first that is wrong. */
function eachResponse(check: Pair): (exchange: Exchange) => Outcome {
  return ({ request, responses }) => {
    let outcome: Outcome;
    if (request === undefined) return undefined;
    for (const response of responses) {
      outcome = check(response, request);
      if (outcome !== undefined && outcome !== 'kept') return outcome;
    }
    return outcome;
  };
}

/** Asks of the first response alone: the others would show the same. */
function firstResponse(check: Pair): (exchange: Exchange) => Outcome {
  return ({ request, responses: [first] }) => {
    if (request === undefined || first === undefined || request.transport !== first.transport) return undefined;
    return check(first, request);
  };
}

function checkVias(response: Seen, request: Seen): Outcome {
  const common = { at: response, span: response.message.valueSpan('Via'), evidence: [request] };
  if (response.viaCount !== request.viaCount)
    return {
      seen: `The ${response.name} has ${response.viaCount} Via values, the request ${request.viaCount}.`,
      ...common,
    };
  const [sent, back] = [request.message.via, response.message.via];
  if (sent.length !== back.length || sent.length !== request.viaCount) return undefined;
  for (const [at, via] of sent.entries()) {
    const other = back[at];
    const lost = other === undefined ? undefined : differenceOf(via, other, at === 0);
    if (lost !== undefined) return { seen: `The Via of ${quoted(via.sentBy.text)} came back with ${lost}.`, ...common };
  }
  return 'kept';
}

/** What a server fills in or may change in the topmost one: RFC 3261 §18.2.1, RFC 3581 §4, RFC 6223 §4.4, RFC 7339 §4.1. */
const filledIn: ReadonlySet<string> = new Set(['rport', 'received', 'keep', 'oc', 'oc-algo', 'oc-validity', 'oc-seq']);

function differenceOf(sent: Via, back: Via, isTop: boolean): string | undefined {
  if (sent.transport.toUpperCase() !== back.transport.toUpperCase()) return `the transport ${quoted(back.transport)}`;
  if (senderOf(sent) !== senderOf(back)) return `the host ${quoted(back.sentBy.text)}`;
  for (const { name, value } of sent.params) {
    const lower = name.toLowerCase();
    if (isTop && filledIn.has(lower)) continue;
    const other = back.params.find((one) => one.name.toLowerCase() === lower);
    if (other === undefined) return `no ${quoted(name)}`;
    if (other.value !== value) return `another ${name}, ${quoted(other.value ?? '')}`;
  }
  const added = isTop
    ? undefined
    : back.params.find(({ name }) => !sent.params.some((one) => one.name.toLowerCase() === name.toLowerCase()));
  return added === undefined ? undefined : `a parameter more, ${quoted(added.name)}`;
}

/** Its sent-by, with the port that one without stands for (RFC 3261 §18.2.2). */
function senderOf({ sentBy, transport }: Via): string {
  const secure = transport.toUpperCase().startsWith('TLS');
  return `${sentBy.host.toLowerCase()}:${sentBy.port ?? (secure ? 5061 : defaultPort)}`;
}

/** A response that answers no request, and has the branch of one that the client sent. */
function checkSender({ request, responses: [response], sameBranch }: Exchange): Outcome {
  if (request !== undefined) return response === undefined ? undefined : 'kept';
  const sent = sameBranch?.request;
  if (response === undefined || sent === undefined || sent.isForgotten) return undefined;
  const [own, via] = [sent.message.topVia, response.message.topVia];
  if (own === undefined || via === undefined || senderOf(own) === senderOf(via)) return undefined;
  return {
    seen: `The topmost Via is of ${quoted(via.sentBy.text)}; the client sent that branch as ${quoted(own.sentBy.text)}.`,
    at: response,
    span: response.message.valueSpan('Via'),
    evidence: [sent],
  };
}

function checkReceived(response: Seen, request: Seen): Outcome {
  const [sent, back] = [request.message.topVia, response.message.topVia];
  if (sent === undefined || back === undefined) return undefined;
  const host = bareHost(sent.sentBy.host);
  // Without its brackets its end cannot be told from a port.
  if (host.includes(':') && host === sent.sentBy.host) return undefined;
  if (isAddress(host) && isSameHost(host, request.srcIp)) return undefined;
  if (back.received !== undefined || sent.received !== undefined) return 'kept';
  return {
    seen: `The request of ${quoted(sent.sentBy.text)} came from ${request.srcIp}, and the ${response.name} has no received.`,
    at: response,
    span: response.message.valueSpan('Via'),
    evidence: [request],
  };
}

function asksForRport({ params }: Via): boolean {
  return params.some(({ name, value }) => name.toLowerCase() === 'rport' && (value === undefined || value === ''));
}

function checkRport(response: Seen, request: Seen): Outcome {
  const [sent, back] = [request.message.topVia, response.message.topVia];
  if (sent === undefined || back === undefined || !asksForRport(sent) || request.transport !== 'UDP') return undefined;
  // Behind a NAT that lies between the capture and the server it has another address.
  if (back.received !== undefined && !isSameHost(back.received, request.srcIp)) return 'G-MULTIHOP';
  const missing =
    back.rport === undefined
      ? 'rport is not filled in'
      : back.rport !== request.srcPort
        ? `rport is ${back.rport}`
        : back.received === undefined
          ? 'received is missing'
          : undefined;
  if (missing === undefined) return 'kept';
  return {
    seen: `The request came from ${request.source} and asked for rport; in the ${response.name} ${missing}.`,
    at: response,
    span: response.message.valueSpan('Via'),
    evidence: [request],
  };
}

function checkSymmetric(response: Seen, request: Seen): Outcome {
  const sent = request.message.topVia;
  if (sent === undefined || request.transport !== 'UDP' || sent.maddr !== undefined) return undefined;
  if (!sent.params.some(({ name }) => name.toLowerCase() === 'rport')) return undefined;
  if (response.flow === request.reverseFlow) return 'kept';
  return {
    seen: `The request came from ${request.source}; the ${response.name} went from ${response.source} to ${response.dstIp}:${response.dstPort}.`,
    at: response,
    evidence: [request],
  };
}

const defaultPort = 5060;

function checkPort(response: Seen, request: Seen): Outcome {
  const sent = request.message.topVia;
  if (sent === undefined || request.transport !== 'UDP' || sent.maddr !== undefined) return undefined;
  if (sent.params.some(({ name }) => name.toLowerCase() === 'rport')) return undefined;
  const port = sent.sentBy.port ?? defaultPort;
  if (response.dstPort === port) return 'kept';
  return {
    seen: `The Via is of ${quoted(sent.sentBy.text)}; the ${response.name} went to port ${response.dstPort}.`,
    at: response,
    span: response.message.valueSpan('Via'),
    evidence: [request],
  };
}
