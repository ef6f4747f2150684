import { parseUri, readUriHeader, type Replaces, SipUri } from '@sipscope/parser';
import { keptText } from '../message/kept-text.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { Exchange } from './exchange.ts';
import type { Seen } from './seen.ts';

/** REFERs that wait for the INVITE they lead to; the oldest makes room. */
const mostReferrals = 4096;
/** Of a REFER that is forwarded again and again. */
const mostHops = 8;
/** Longer targets are not followed. */
const mostTarget = 300;

/** The dialog that a Replaces names, as it stood when the Replaces came (RFC 3891 §3, §6.1). */
export type NamedDialog = {
  /** Whether one with these tags was captured, of the call with that Call-ID. */
  readonly isFound: boolean;
  /** Its transactions on all hops, further ones as they come; none where it was not found. */
  readonly exchanges: readonly Exchange[];
  /** Whether it had no 2xx yet. */
  readonly isEarly: boolean;
  /** Whether the to-tag is that of its initiator, so that the INVITE comes to whom had called. */
  readonly isOfInitiator: boolean;
};

type TiesOptions = {
  /** The transactions of the open dialogs of the call with that Call-ID; of no call that was captured, `undefined`. */
  readonly dialogsOf: (callId: string) => readonly (readonly Exchange[])[] | undefined;
};

type Referral = {
  /** The REFER on each hop. */
  readonly refers: readonly Exchange[];
  /** Whom the last one was sent to. */
  readonly receiver: string;
  readonly timeNs: number;
};

/** Ties transactions of different dialogs: what is to be replaced, and the INVITE that a REFER leads to. */
export class Ties {
  readonly #options: TiesOptions;
  /** By whom the REFER asks to call. */
  readonly #referrals = new Map<string, Referral>();

  constructor(options: TiesOptions) {
    this.#options = options;
  }

  /** A request that was not seen on another hop before. */
  receive(exchange: Exchange, seen: Seen): void {
    if (seen.method === 'REFER') this.#refer(exchange, seen);
    else if (seen.method === 'INVITE' && !exchange.isInDialog) this.#invite(exchange, seen);
  }

  #refer(exchange: Exchange, seen: Seen): void {
    const uri = seen.message.referTo?.uri;
    if (!(uri instanceof SipUri)) return;
    const replaces = readUriHeader(uri, 'Replaces')?.values[0];
    if (replaces !== undefined) exchange.names = this.#named(replaces);
    const key = keyOf(uri);
    if (key === undefined) return;
    const known = this.#referrals.get(key)?.refers;
    const earlier = known !== undefined && isSameRequest(known[0]?.request, seen) ? known.slice(0, mostHops) : [];
    this.#referrals.delete(key);
    if (this.#referrals.size >= mostReferrals) {
      const [oldest] = this.#referrals.keys();
      if (oldest !== undefined) this.#referrals.delete(oldest);
    }
    this.#referrals.set(keptText(key), {
      refers: [...earlier, exchange],
      receiver: seen.dstIp,
      timeNs: seen.timeNs,
    });
  }

  #invite(exchange: Exchange, seen: Seen): void {
    const { message } = seen;
    const replaces = message.valueSpan('Replaces') === undefined ? undefined : message.replaces;
    if (replaces !== undefined) exchange.names = this.#named(replaces);
    if (this.#referrals.size === 0 || message.startLine?.kind !== 'request') return;
    const { uri } = parseUri(message.startLine.requestUri);
    const key = uri instanceof SipUri ? keyOf(uri) : undefined;
    const referral = key === undefined ? undefined : this.#referrals.get(key);
    if (referral === undefined || seen.timeNs - referral.timeNs > timeoutNs || seen.timeNs < referral.timeNs) return;
    if (referral.receiver !== seen.srcIp) return;
    for (const refer of referral.refers) refer.leadsTo = exchange;
  }

  #named({ callId, toTag, fromTag }: Replaces): NamedDialog | undefined {
    const dialogs = this.#options.dialogsOf(callId);
    if (dialogs === undefined) return undefined;
    let isKnown = false;
    for (const exchanges of dialogs) {
      const ends = endsOf(exchanges, callId);
      if (ends === undefined) continue;
      isKnown = true;
      const isOfInitiator = toTag === ends.initiator;
      const other = isOfInitiator ? fromTag : toTag;
      if (other === undefined || !ends.others.has(other) || (!isOfInitiator && fromTag !== ends.initiator)) continue;
      return { isFound: true, exchanges, isEarly: !ends.confirmed.has(other), isOfInitiator };
    }
    return isKnown ? { isFound: false, exchanges: [], isEarly: false, isOfInitiator: false } : undefined;
  }
}

type Ends = {
  readonly initiator: string;
  /** The tags that the other end may have: of a fork those of all branches, while no request within the dialog tells which. */
  readonly others: ReadonlySet<string>;
  /** Those of them with a 2xx. */
  readonly confirmed: ReadonlySet<string>;
};

/** The tags of a dialog whose beginning was captured. */
function endsOf(exchanges: readonly Exchange[], callId: string): Ends | undefined {
  const forming = exchanges.find(({ method, isInDialog }) => method === 'INVITE' && !isInDialog);
  if (forming?.request === undefined || forming.isForgotten) return undefined;
  const { message } = forming.request;
  const initiator = message.from?.tag;
  if (initiator === undefined || message.callId !== callId) return undefined;
  const confirmed = tagsOf(forming.responses.filter(({ status }) => status >= 200 && status < 300));
  const within = exchanges.find(({ isInDialog, request }) => isInDialog && request !== undefined)?.request?.message;
  const tag = within?.from?.tag === initiator ? within.to?.tag : within?.from?.tag;
  if (tag !== undefined) return { initiator, others: new Set([tag]), confirmed };
  return { initiator, others: tagsOf(forming.responses.filter(({ status }) => status < 300)), confirmed };
}

function tagsOf(responses: readonly Seen[]): ReadonlySet<string> {
  return new Set(responses.flatMap(({ message }) => message.to?.tag ?? []));
}

function isSameRequest(one: Seen | undefined, other: Seen): boolean {
  return one !== undefined && one.cseq === other.cseq && one.message.callId === other.message.callId;
}

/** Whom to call, without what a device may leave out when it calls. */
function keyOf({ user, host }: SipUri): string | undefined {
  const key = `${user ?? ''}@${host.toLowerCase()}`;
  return key.length > mostTarget ? undefined : key;
}
