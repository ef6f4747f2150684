import { type Contact, parseUri, type SipMessage, SipUri } from '@sipscope/parser';
import { Makers } from '../identity/hop-pairs.ts';
import { type PlacedMessage, receiverOf, senderOf } from '../message/read-message.ts';
import type { MessageRow } from '../rows.ts';
import { RoleEvidence } from './role-evidence.ts';
import { roleOfHost, roleOfProduct } from './role-of-name.ts';

/** What is asked of a message's row. */
type Seen = Pick<MessageRow, 'frame' | 'kind' | 'method' | 'status' | 'srcIp' | 'srcPort' | 'dstIp' | 'dstPort'>;

/**
 * Guesses which element of an IMS network each endpoint is, by what it sends and gets: names of hosts and products, and fields that only one kind of element adds
 * (TS 24.229 §5). Elements are told by endpoint, as several often share an address.
 */
export class NodeRoles {
  readonly evidence: RoleEvidence = new RoleEvidence();

  /** `isMaker`: whether the sender made the message, instead of sending another's on. */
  receive(row: Seen, parsed: SipMessage, isMaker: boolean): void {
    const sender = senderOf(row);
    const receiver = receiverOf(row);
    if (row.kind === 'request') this.#ofRequest(row, parsed, sender, receiver);
    else this.#ofResponse(row, parsed, sender, isMaker);
    // What a device sends itself; a response of its own goes back by all Vias of the request.
    if (isMaker) this.#ofEquipment(row.frame, parsed, sender);
    if (isMaker) this.#ofProduct(row.frame, parsed, sender);
  }

  #ofRequest({ frame, method }: Seen, parsed: SipMessage, sender: string, receiver: string): void {
    const { evidence } = this;
    const vias = parsed.via.length;
    this.#ofHost(sender, parsed.topVia?.sentBy.host, 0.8, 'Its Via names', frame);
    if (vias === 1) this.#ofDevice(frame, parsed, sender, receiver);
    else this.#ofRoute(frame, parsed, receiver);
    if (method === 'REGISTER') this.#ofRegister(frame, parsed, sender, receiver);
    const servedUser = parsed.header('P-Served-User');
    if (servedUser !== undefined && vias > 1) {
      evidence.add(sender, 'S-CSCF', 0.6, 'It tells an application server whom to serve (P-Served-User).', frame);
      evidence.add(receiver, 'application server', 0.6, 'It is told whom to serve (P-Served-User).', frame);
    }
    const generatedAt = vias === 2 ? parsed.get('P-Charging-Vector')?.icidGeneratedAt : undefined;
    if (generatedAt !== undefined && generatedAt === parsed.topVia?.sentBy.host)
      evidence.add(sender, 'P-CSCF', 0.6, 'It is next to the device and made the charging vector.', frame);
  }

  /** A request of the endpoint's own. */
  #ofDevice(frame: number, parsed: SipMessage, sender: string, receiver: string): void {
    const { evidence } = this;
    if (parsed.header('Security-Client') !== undefined) {
      evidence.add(sender, 'UE', 0.9, 'It offers security mechanisms to its first hop (Security-Client).', frame);
      evidence.add(receiver, 'P-CSCF', 0.8, 'A device offers it security mechanisms (Security-Client).', frame);
    }
    if (parsed.header('P-Preferred-Identity') !== undefined)
      evidence.add(sender, 'UE', 0.4, 'It asks for an identity to be asserted (P-Preferred-Identity).', frame);
    const [contact] = parsed.contacts;
    if (contact !== undefined && contact !== '*')
      this.#ofHost(sender, hostOf(contact.uriText), 0.8, 'Its Contact names', frame);
  }

  /** A registrar's answer lists the contacts of others. */
  #ofEquipment(frame: number, parsed: SipMessage, sender: string): void {
    if (parsed.cseq?.method !== 'REGISTER' || parsed.kind === 'request') {
      if (parsed.contacts.some(isMobile))
        this.evidence.add(sender, 'UE', 0.8, 'Its Contact has the IMEI of a mobile device.', frame);
    }
    const access = parsed.get('P-Access-Network-Info')[0];
    if (access !== undefined && !access.isNetworkProvided)
      this.evidence.add(sender, 'UE', 0.6, 'It tells the access network it is in (P-Access-Network-Info).', frame);
  }

  /** What an element sends on is for what its topmost Route names. A device may leave its first hop out of the route. */
  #ofRoute(frame: number, parsed: SipMessage, receiver: string): void {
    const [route] = parsed.get('Route');
    if (route === undefined) {
      const target = parsed.startLine?.kind === 'request' ? parsed.startLine.requestUri : '';
      this.#ofHost(receiver, hostOf(target), 0.7, 'Requests for it name', frame);
      return;
    }
    this.#ofHost(receiver, hostOf(route.uriText), 0.7, 'Routes to it name', frame);
    const { uri } = parseUri(route.uriText);
    if (uri instanceof SipUri && (uri.user === 'orig' || uri.has('orig')))
      this.evidence.add(receiver, 'S-CSCF', 0.5, 'It is asked to serve the caller (orig in its Route).', frame);
  }

  #ofRegister(frame: number, parsed: SipMessage, sender: string, receiver: string): void {
    const { evidence } = this;
    const vias = parsed.via.length;
    const [path] = parsed.get('Path');
    if (vias === 2 && path !== undefined) {
      evidence.add(sender, 'P-CSCF', 0.7, 'It is next to the device and put itself into Path.', frame);
      this.#ofHost(sender, hostOf(path.uriText), 0.8, 'Its Path names', frame);
    }
    const target = parsed.startLine?.kind === 'request' ? hostOf(parsed.startLine.requestUri) : undefined;
    if (vias > 1 && target !== undefined && roleOfHost(target) === 'S-CSCF')
      evidence.add(sender, 'I-CSCF', 0.6, 'It sends registrations on to an S-CSCF by name (Request-URI).', frame);
    if (vias > 1 && parsed.header('P-User-Database') !== undefined)
      evidence.add(sender, 'I-CSCF', 0.9, 'It tells which database knows the user (P-User-Database).', frame);
    if (vias === 1 && isThirdParty(parsed)) {
      evidence.add(sender, 'S-CSCF', 0.8, 'It registers a user in its own name (third-party registration).', frame);
      evidence.add(receiver, 'application server', 0.8, 'It gets third-party registrations.', frame);
    }
  }

  #ofResponse({ frame, status, method }: Seen, parsed: SipMessage, sender: string, isMaker: boolean): void {
    const { evidence } = this;
    if (method !== 'REGISTER') return;
    if (parsed.via.length === 1 && parsed.header('Security-Server') !== undefined)
      evidence.add(sender, 'P-CSCF', 0.9, 'It lists security mechanisms to the device (Security-Server).', frame);
    if (!isMaker) return;
    const [route] = parsed.get('Service-Route');
    if (status === 200 && route !== undefined) {
      evidence.add(sender, 'S-CSCF', 0.8, 'It registers the user and gives the Service-Route.', frame);
      this.#ofHost(sender, hostOf(route.uriText), 0.8, 'Its Service-Route names', frame);
    }
    if (status === 401 && parsed.get('WWW-Authenticate').some(({ algorithm }) => isAka(algorithm)))
      evidence.add(sender, 'S-CSCF', 0.8, 'It challenges with AKA.', frame);
  }

  #ofProduct(frame: number, parsed: SipMessage, sender: string): void {
    const text = parsed.header('Server')?.value ?? parsed.header('User-Agent')?.value;
    const role = text === undefined ? undefined : roleOfProduct(text);
    if (role !== undefined) this.evidence.add(sender, role, 0.7, `It calls itself "${text}".`, frame);
  }

  #ofHost(endpoint: string, host: string | undefined, weight: number, words: string, frame: number): void {
    const role = host === undefined ? undefined : roleOfHost(host);
    if (role !== undefined) this.evidence.add(endpoint, role, weight, `${words} ${host}.`, frame);
  }
}

/** The roles of the endpoints of some messages. */
export function nodeRoles(messages: readonly PlacedMessage[]): RoleEvidence {
  const roles = new NodeRoles();
  const makers = new Makers();
  for (const message of messages) {
    const { row, parsed } = message;
    if (row.duplicate !== true) roles.receive(row, parsed, makers.receive(message));
  }
  return roles.evidence;
}

function hostOf(uriText: string): string | undefined {
  const { uri } = parseUri(uriText);
  return uri instanceof SipUri ? uri.host : undefined;
}

function isMobile(contact: Contact): boolean {
  return contact !== '*' && contact.instance?.toLowerCase().startsWith('urn:gsma:imei:') === true;
}

/** RFC 3310, RFC 4169. */
function isAka(algorithm: string | undefined): boolean {
  return algorithm !== undefined && /^AKAv[12]-/i.test(algorithm);
}

/** TS 24.229 §5.4.1.7: From and Contact are the S-CSCF's, To is the user. */
function isThirdParty({ from, to, contacts }: SipMessage): boolean {
  const [contact] = contacts;
  if (contact === undefined || contact === '*' || from === undefined || to === undefined) return false;
  const [server, user, place] = [from.uri, to.uri, parseUri(contact.uriText).uri];
  if (!(server instanceof SipUri) || !(place instanceof SipUri) || user === undefined) return false;
  return (
    server.user === undefined && server.host.toLowerCase() === place.host.toLowerCase() && user.text !== server.text
  );
}
