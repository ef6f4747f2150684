import type { SipMessage } from '@sipscope/parser';
import type { LadderLink, LadderLinkKind, MessageRow } from '../rows.ts';
import type { ArrowDraft } from './ladder-arrows.ts';
import { isFirst, type LadderSource } from './ladder-source.ts';

/** Refusals because of which the same is asked again in another way. */
const retried: ReadonlySet<number> = new Set([401, 407, 413, 415, 416, 420, 421, 422, 423, 428, 488, 491, 494, 606]);
/** A redirection is followed soon, or not because of it: 64*T1. */
const followedMs = 32_000;
/** Contacts of one redirection that are looked at. */
const mostContacts = 32;

type Refusal = { readonly at: number; readonly cseq: number; readonly status: number };
type Redirection = { readonly at: number; readonly atMs: number };

/** What messages say of each other: what they cancel, acknowledge, and repeat because of a refusal. */
export function messageLinks(source: LadderSource): LadderLink[] {
  const links = new MessageLinks(source);
  for (const [at, row] of source.rows.entries()) {
    const arrow = source.arrows[at];
    if (arrow === undefined || !isFirst(arrow)) continue;
    if (row.kind === 'request') links.receiveRequest(at, row, arrow);
    else links.receiveResponse(at, row, arrow);
  }
  return links.list;
}

class MessageLinks {
  readonly list: LadderLink[] = [];
  readonly #source: LadderSource;
  /** INVITEs by Call-ID, branch and hop. */
  readonly #invites = new Map<string, number>();
  /** 2xx to INVITE by Call-ID, CSeq, To tag and the lane that got them. */
  readonly #successes = new Map<string, number>();
  /** Reliable provisional responses by the same and RSeq. */
  readonly #reliable = new Map<string, number>();
  /** By Call-ID, From tag, method and the lane of the client. */
  readonly #refusals = new Map<string, Refusal>();
  /** By the lane that got them and the URI they name. */
  readonly #redirections = new Map<string, Redirection>();

  constructor(source: LadderSource) {
    this.#source = source;
  }

  receiveRequest(at: number, row: MessageRow, arrow: ArrowDraft): void {
    const { method, callId = '', cseq = -1, toTag = '', branch = '' } = row;
    const { from, to } = arrow;
    const key = `${callId}\n${cseq}\n${toTag}\n${from}`;
    switch (method) {
      case 'CANCEL':
        this.#add('cancel', this.#invites.get(`${callId}\n${branch}\n${from}\n${to}`), at, 'CANCEL of the INVITE');
        return;
      case 'ACK': {
        const success = this.#successes.get(key);
        this.#add('ack', success, at, `ACK to ${this.#source.arrows[success ?? -1]?.status}`);
        return;
      }
      case 'PRACK':
        this.#acknowledge(at, row, arrow);
        break;
      case 'INVITE':
        this.#invites.set(`${callId}\n${branch}\n${from}\n${to}`, at);
        this.#follow(at, row, arrow);
        break;
      default:
    }
    this.#tryAgain(at, row, arrow);
  }

  receiveResponse(at: number, row: MessageRow, arrow: ArrowDraft): void {
    const { status = 0, method, callId = '', cseq = -1, toTag = '', fromTag = '' } = row;
    const key = `${callId}\n${cseq}\n${toTag}\n${arrow.to}`;
    if (method === 'INVITE' && status > 100 && status < 200) {
      const rseq = this.#source.text(at)?.rseq;
      if (rseq !== undefined) this.#reliable.set(`${key}\n${rseq}`, at);
    } else if (method === 'INVITE' && status >= 200 && status < 300) this.#successes.set(key, at);
    else if (method === 'INVITE' && status >= 300 && status < 400) this.#redirect(at, arrow);
    else if (retried.has(status) && this.#source.ends.ofTag(callId, fromTag) === arrow.to)
      this.#refusals.set(`${callId}\n${fromTag}\n${method}\n${arrow.to}`, { at, cseq, status });
  }

  #acknowledge(at: number, { callId = '', toTag = '' }: MessageRow, { from }: ArrowDraft): void {
    const rack = this.#source.text(at)?.rack;
    if (rack?.responseNumber === undefined || rack.cseq.number === undefined) return;
    const response = this.#reliable.get(`${callId}\n${rack.cseq.number}\n${toTag}\n${from}\n${rack.responseNumber}`);
    this.#add('prack', response, at, `PRACK of ${this.#source.arrows[response ?? -1]?.status}`);
  }

  #redirect(at: number, { to, sinceStartMs }: ArrowDraft): void {
    for (const uri of contactsOf(this.#source.text(at)))
      this.#redirections.set(`${to}\n${uri}`, { at, atMs: sinceStartMs });
  }

  #follow(at: number, { requestUri, toTag }: MessageRow, { from, sinceStartMs }: ArrowDraft): void {
    if (requestUri === undefined || toTag !== undefined || this.#redirections.size === 0) return;
    const key = `${from}\n${requestUri}`;
    const redirection = this.#redirections.get(key);
    if (redirection === undefined || sinceStartMs - redirection.atMs > followedMs) return;
    this.#redirections.delete(key);
    const status = this.#source.arrows[redirection.at]?.status;
    this.#add('redirect', redirection.at, at, `${status} sent it to ${requestUri}`);
  }

  #tryAgain(at: number, row: MessageRow, { from }: ArrowDraft): void {
    const { callId = '', fromTag = '', method, cseq = -1 } = row;
    if (this.#refusals.size === 0) return;
    const key = `${callId}\n${fromTag}\n${method}\n${from}`;
    const refusal = this.#refusals.get(key);
    if (refusal === undefined || cseq <= refusal.cseq) return;
    this.#refusals.delete(key);
    const isChallenge = refusal.status === 401 || refusal.status === 407;
    if (isChallenge && !hasCredentials(this.#source.text(at))) return;
    this.#add('retry', refusal.at, at, `again after ${refusal.status}`);
  }

  #add(kind: LadderLinkKind, from: number | undefined, to: number, label: string): void {
    const { rows } = this.#source;
    const [one, other] = [rows[from ?? -1], rows[to]];
    if (from === undefined || one === undefined || other === undefined || from >= to) return;
    this.list.push({ kind, from, to, label, frames: [one.frame, other.frame] });
  }
}

function contactsOf(message: SipMessage | undefined): readonly string[] {
  const contacts = message?.contacts.slice(0, mostContacts) ?? [];
  return contacts.flatMap((contact) => (contact === '*' ? [] : [contact.uriText]));
}

function hasCredentials(message: SipMessage | undefined): boolean {
  return message !== undefined && message.authorization.length + message.proxyAuthorization.length > 0;
}
