import type { HeaderField, SipMessage } from '@sipscope/parser';
import type { Hop } from './hop.ts';
import { bodyLines } from './sipp-body.ts';
import { hasCredentials, type SippSide, type Step } from './steps.ts';
import { bytesText, literal } from './sipp-text.ts';

/** Where messages stand in the scenario, and which of its variables hold what. */
export type Places = {
  /** The command that sent the INVITE that an ACK or CANCEL belongs to, counted back from this one. */
  back(step: Step): number | undefined;
  /** What was kept of a request that is answered later: `via`, `route` (counted from 1), `from`, `to`, `cseq`. */
  kept(step: Step): string;
  /** Whether the peer's Contact and route set are known by now. */
  readonly knowsTarget: boolean;
  /** Of an ACK or CANCEL: how its CSeq number is written. */
  cseq(step: Step): string;
  /** Of a PRACK: variables with what it acknowledges. */
  readonly reliable: string | undefined;
  /** Of the callee's own requests: what From and To are. */
  readonly dialog: string;
  /** Whether the peer asked for credentials. */
  readonly isChallenged: boolean;
};

/** Fields that are written anew for each message. */
const ownFields: ReadonlySet<string> = new Set(
  'Via From To Call-ID CSeq Contact Content-Length Route Record-Route RAck Authorization Proxy-Authorization'.split(
    ' ',
  ),
);
const localAddress = '[local_ip]:[local_port]';
const remoteAddress = '[remote_ip]:[remote_port]';

/** Writes the messages of one side as SIPp sends them: what was said in the call, with what must differ each time as keywords. */
export class MessageWriter {
  readonly #side: SippSide;
  readonly #tag: string;
  readonly #own: Hop['caller'];
  readonly #peer: Hop['caller'];

  constructor(hop: Hop, side: SippSide) {
    this.#side = side;
    this.#tag = `;tag=[pid]SIPpTag0${side === 'uac' ? 0 : 1}[call_number]`;
    [this.#own, this.#peer] = side === 'uac' ? [hop.caller, hop.callee] : [hop.callee, hop.caller];
  }

  /** Lines of CDATA; `remarks`: what was left out. */
  write(step: Step, places: Places): { readonly lines: readonly string[]; readonly remarks: readonly string[] } {
    const remarks: string[] = [];
    const lines =
      step.status === undefined ? this.#requestHead(step, places, remarks) : this.#responseHead(step, places);
    lines.push(...this.#otherFields(step.message));
    const body = bodyLines(step.message, (text) => this.#text(text));
    if (body === undefined) remarks.push('Its body is not written: it has bytes that SIPp cannot send.');
    const type = step.message.header('Content-Type');
    if (type !== undefined && body !== undefined && body.length > 0) lines.push(`Content-Type: ${this.#value(type)}`);
    lines.push('Content-Length: [len]', '', ...(body ?? []));
    return { lines, remarks };
  }

  #requestHead(step: Step, places: Places, remarks: string[]): string[] {
    const { message, method } = step;
    const isInDialog = hasTag(message.header('To'));
    const isAckOfRefusal = method === 'ACK' && places.back(step) !== undefined;
    const isNew = !isInDialog || isAckOfRefusal || !places.knowsTarget;
    const [from, to] = this.#parties(message, isInDialog, places);
    const back = places.back(step);
    const lines = [
      `${literal(method)} ${isNew ? this.#target(message) : '[next_url]'} SIP/2.0`,
      `Via: SIP/2.0/[transport] ${localAddress};branch=${back === undefined ? '[branch]' : `[branch-${back}]`}${rport(message)}`,
      ...this.#route(message, isNew),
      from,
      to,
      'Call-ID: [call_id]',
      `CSeq: ${places.cseq(step)} ${literal(method)}`,
    ];
    const contact = this.#contact(message);
    if (contact !== undefined) lines.push(contact);
    if (method === 'PRACK')
      lines.push(
        places.reliable === undefined
          ? `RAck: ${this.#text(message.header('RAck')?.value ?? '')}`
          : `RAck:[$${places.reliable}rseq][$${places.reliable}cseq]`,
      );
    if (hasCredentials(step)) {
      if (places.isChallenged) lines.push(authentication(message));
      else
        remarks.push('Its credentials are not written: SIPp could not answer the challenge, or it was not captured.');
    }
    return lines;
  }

  #responseHead({ message, status, request, row }: Step, places: Places): string[] {
    const isDialogMade = request !== undefined && hasTag(request.message.header('To'));
    const tag = !isDialogMade && hasTag(message.header('To')) ? this.#tag : '';
    const line = `SIP/2.0 ${status} ${this.#text(row.reason ?? '')}`;
    const routes = message.headersNamed('Record-Route').length > 0;
    const contact = this.#contact(message);
    const own = contact === undefined ? [] : [contact];
    if (request?.seen.isKept !== true)
      return [
        line,
        '[last_Via:]',
        ...(routes ? ['[last_Record-Route:]'] : []),
        '[last_From:]',
        `[last_To:]${tag}`,
        '[last_Call-ID:]',
        '[last_CSeq:]',
        ...own,
      ];
    const kept = places.kept(request);
    const again = (name: string, variable: string): string[] =>
      Array.from({ length: fieldsKept(request.message, name) }, (_, at) => `${name}:[$${kept}${variable}${at + 1}]`);
    return [
      line,
      ...again('Via', 'via'),
      ...(routes ? again('Record-Route', 'route') : []),
      `From:[$${kept}from]`,
      `To:[$${kept}to]${tag}`,
      'Call-ID: [call_id]',
      `CSeq:[$${kept}cseq]`,
      ...own,
    ];
  }

  #parties(message: SipMessage, isInDialog: boolean, places: Places): [from: string, to: string] {
    if (this.#side === 'uas' && isInDialog)
      return [`From:[$${places.dialog}to]${this.#tag}`, `To:[$${places.dialog}from]`];
    const from = this.#text(withoutTag(message.header('From')?.value ?? ''));
    const to = this.#text(withoutTag(message.header('To')?.value ?? ''));
    return [`From: ${from}${this.#tag}`, `To: ${to}${isInDialog ? '[peer_tag_param]' : ''}`];
  }

  #target({ startLine }: SipMessage): string {
    const uri = startLine?.kind === 'request' ? startLine.requestUri : '';
    return this.#text(uri);
  }

  /** Inside a dialog the set that the peers recorded; before, the one that was captured. */
  #route(message: SipMessage, isNew: boolean): readonly string[] {
    const recorded = message.headersNamed('Record-Route').map((field) => `Record-Route: ${this.#value(field)}`);
    if (!isNew) return ['[routes]', ...recorded];
    return [...message.headersNamed('Route').map((field) => `Route: ${this.#value(field)}`), ...recorded];
  }

  /** At the address where SIPp is, whatever the call had: else in-dialog requests would go elsewhere. */
  #contact(message: SipMessage): string | undefined {
    const value = message.header('Contact')?.value;
    if (value === undefined) return undefined;
    const uri = /<?(sips?:)(?:([^@<>;,]{0,200})@)?(\[[^\]]{0,60}\]|[^;:>,?\s]{0,255})(:\d{1,5})?/i.exec(value);
    if (uri === null) return `Contact: ${this.#text(value)}`;
    const { 0: whole, 1: scheme = 'sip:', 2: user, index } = uri;
    const rest = value.slice(index + whole.length);
    const open = whole.startsWith('<') ? '<' : '';
    const parts = [value.slice(0, index), open, scheme, user === undefined ? '' : `${user}@`];
    const written = this.#text(rest).replace(/;transport=[\w-]{1,20}/gi, ';transport=[transport]');
    return `Contact: ${this.#text(parts.join(''))}${localAddress}${written}`;
  }

  #otherFields(message: SipMessage): readonly string[] {
    return message.headers
      .filter((field) => field.name !== '' && !ownFields.has(field.header) && field.header !== 'Content-Type')
      .map((field) => `${literal(bytesText(field.header))}: ${this.#value(field)}`);
  }

  #value(field: HeaderField): string {
    return this.#text(field.value);
  }

  /** What is said, with the addresses of the two as keywords. */
  #text(text: string): string {
    let written = '';
    let from = 0;
    for (const { at, end, keyword } of placesOf(text, this.#own, this.#peer)) {
      written += literal(bytesText(text.slice(from, at))) + keyword;
      from = end;
    }
    return written + literal(bytesText(text.slice(from)));
  }
}

type Found = { readonly at: number; readonly end: number; readonly keyword: string };

/** Where addresses of the two stand in a text. */
function* placesOf(text: string, own: Hop['caller'], peer: Hop['caller']): Generator<Found, void, undefined> {
  // Candidates of addresses, with or without a port; names of hosts stay.
  for (const { 0: whole, 1: host = '', 2: port, index } of text.matchAll(
    /(?<![\w.:-])(\[[\da-fA-F:.]{2,45}\]|\d{1,3}(?:\.\d{1,3}){3})(?![\w-]|\.\d)(?::(\d{1,5})(?!\d))?/g,
  )) {
    const ip = host.startsWith('[') ? host.slice(1, -1).toLowerCase() : host;
    const isOwn = ip === own.ip && (own.ip !== peer.ip || port === undefined || Number(port) === own.port);
    if (!isOwn && ip !== peer.ip) continue;
    const [address, known] = isOwn ? [localAddress, own.port] : [remoteAddress, peer.port];
    const bare = address.slice(0, address.indexOf(']') + 1);
    // A port that is not the one of the hop may stay: it is of something else.
    const isOther = port !== undefined && Number(port) !== known && Number(port) !== 5060;
    const keyword = port === undefined ? bare : isOther ? `${bare}:${port}` : address;
    yield { at: index, end: index + whole.length, keyword };
  }
}

/** SIPp fills in the digest: the user from the call, the password from its command line (`-ap`). */
function authentication(message: SipMessage): string {
  const value = (message.header('Authorization') ?? message.header('Proxy-Authorization'))?.value ?? '';
  const user = /\busername\s*=\s*"([\w.+@-]{1,100})"/i.exec(value)?.[1];
  return user === undefined ? '[authentication]' : `[authentication username=${user}]`;
}

function rport(message: SipMessage): string {
  return message.headersNamed('Via')[0]?.value.split(',', 1)[0]?.toLowerCase().includes(';rport') === true
    ? ';rport'
    : '';
}

export function hasTag(field: HeaderField | undefined): boolean {
  return field !== undefined && withoutTag(field.value) !== field.value;
}

/** A name may have `;tag=` in it; parameters of the field stand behind the URI. */
function withoutTag(value: string): string {
  const end = value.lastIndexOf('>') + 1;
  return value.slice(0, end) + value.slice(end).replace(/[ \t]*;[ \t]*tag[ \t]*=[^;,\s]*/i, '');
}

/** Fields of a name that can be repeated from variables. */
const mostKept = 8;

export function fieldsKept(message: SipMessage, name: string): number {
  return Math.min(mostKept, message.headersNamed(name).length);
}
