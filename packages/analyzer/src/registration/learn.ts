import type { SipMessage } from '@sipscope/parser';
import { withOneMore } from '../message/compact-list.ts';
import type { CapturedMessage } from '../message/captured-message.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { natOf } from './nat.ts';
import { cut, cutIfAny, noContacts, type RegisterContacts } from './register-contact.ts';
import type { FinalResponse, Hop, Registration, Round } from './registration.ts';

/** So many addresses that a user agent sent from, hops of a request, and URIs of one field are kept. */
const maxClients = 8;
const maxHops = 16;
const maxUris = 32;

/** Facts of the request that is nearest to the user agent. */
export function learnFromRequest(
  registration: Registration,
  message: CapturedMessage,
  parsed: SipMessage,
  contacts: RegisterContacts,
  flows: FlowTable,
): void {
  const { flow } = message;
  const [first] = contacts.contacts;
  if (first?.instance !== undefined) registration.instance ??= first.instance;
  const source = flows.sourceEndpoint(flow);
  if (!registration.clients.includes(source) && registration.clients.length < maxClients)
    registration.clients = withOneMore(registration.clients, source);
  if (registration.flow < 0) registration.flow = flow;
  const { startLine, userAgent } = parsed;
  if (startLine?.kind === 'request') registration.registrarUri ??= cut(startLine.requestUri);
  if (userAgent !== undefined) registration.userAgent = cut(userAgent);
  if (contacts.contacts.some(({ regId }) => regId !== undefined) || supports(parsed))
    registration.extend().asksOutbound = true;
}

function supports({ supported }: SipMessage): boolean {
  return supported.some((tag) => tag.toLowerCase() === 'outbound');
}

/** Facts of any copy of a request, on any hop. */
export function learnFromHop(
  registration: Registration,
  message: CapturedMessage,
  parsed: SipMessage,
  round: Round,
  flows: FlowTable,
): void {
  const hop: Hop = { flow: message.flow, viaCount: message.viaCount, frame: message.frame };
  if (round.hops.length < maxHops) round.hops = withOneMore(round.hops, hop);
  if (round.hops.length >= registration.hops.length) registration.hops = round.hops;
  learnNat(registration, message, parsed, round.contacts, flows);
  const path = uris(parsed, 'Path');
  if (path.length > 0 && (registration.extensions?.path.length ?? 0) === 0) registration.extend().path = path;
}

/** What shows most is told. */
function learnNat(
  registration: Registration,
  message: CapturedMessage,
  parsed: SipMessage,
  { contacts }: RegisterContacts,
  flows: FlowTable,
): void {
  if ((registration.nat?.evidence.length ?? 0) > 1) return;
  const nat = natOf(message, parsed, contacts, flows);
  if (nat !== undefined && nat.evidence.length > (registration.nat?.evidence.length ?? 0)) registration.nat = nat;
}

/** Facts of a response, on any hop. */
export function learnFromResponse(
  registration: Registration,
  message: CapturedMessage,
  parsed: SipMessage,
  flows: FlowTable,
): void {
  const { server } = parsed;
  if (server !== undefined) registration.server = cut(server);
  // What a server adds to the Via stands in it at the latest where the response reaches the user agent.
  if (message.viaCount > 1 || parsed.topVia?.received !== undefined)
    learnNat(registration, message, parsed, noContacts, flows);
  if (message.status >= 300) return;
  const path = uris(parsed, 'Path');
  if (path.length > 0) registration.extend().path = path;
  const serviceRoute = uris(parsed, 'Service-Route');
  if (serviceRoute.length > 0) registration.extend().serviceRoute = serviceRoute;
  const associatedUris = uris(parsed, 'P-Associated-URI');
  if (associatedUris.length > 0) registration.extend().associatedUris = associatedUris;
  if (parsed.require.some((tag) => tag.toLowerCase() === 'outbound')) registration.extend().usesOutbound = true;
  const timer = parsed.values('Flow-Timer')[0];
  if (timer !== undefined) registration.extend().flowTimerSeconds = timer;
}

const none: readonly never[] = [];

function uris(parsed: SipMessage, name: 'Path' | 'Service-Route' | 'P-Associated-URI'): readonly string[] {
  const values = parsed.values(name);
  return values.length === 0 ? none : values.slice(0, maxUris).map(({ uriText }) => cut(uriText));
}

/** What is kept of a final response. */
export function finalResponse(message: CapturedMessage, parsed: SipMessage, contacts: RegisterContacts): FinalResponse {
  const { status, timeNs, frame } = message;
  const reason = message.rawReason();
  return {
    status,
    reason: cutIfAny(reason),
    timeNs,
    frame,
    contacts,
    expires: parsed.expires ?? -1,
    minExpires: parsed.minExpires ?? -1,
    retryAfter: parsed.values('Retry-After')[0]?.seconds ?? -1,
  };
}
