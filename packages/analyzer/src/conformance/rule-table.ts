import { headerTable, type SipMessage } from '@sipscope/parser';
import type {
  CaseRule,
  ExchangeRule,
  MessageFilter,
  MessageRule,
  MediaRule,
  MsrpRule,
  OfferAnswerRule,
  Rule,
  SourceRule,
} from './rule.ts';
import type { Seen } from './seen.ts';

/** A rule, and what it came to so far. */
export type Running<Kind extends Rule = Rule> = {
  readonly rule: Kind;
  kept: number;
  failed: number;
  /** Why it could not be said, and how often. */
  readonly undetermined: Map<string, number>;
  /** What it threw: it is asked no more. */
  fault: string | undefined;
};

type RunningMessageRule = Running<MessageRule> & { readonly rows: readonly number[] };
type RunningSourceRule = Running<SourceRule> & { readonly rows: readonly number[] };

const rowOfName = new Map(headerTable.map(({ name }, row) => [name as string, row]));

/** The rules by what they are asked about, so that a message meets only those for it. */
export class RuleTable {
  readonly all: readonly Running[];
  readonly #ofMessages: readonly RunningMessageRule[];
  readonly #ofSources: readonly RunningSourceRule[];
  readonly #ofExchanges: readonly Running<ExchangeRule>[];
  readonly forOffers: readonly Running<OfferAnswerRule>[];
  readonly forMedia: readonly Running<MediaRule>[];
  readonly forMsrp: readonly Running<MsrpRule>[];
  readonly #ofCases: ReadonlyMap<string, readonly Running<CaseRule>[]>;
  readonly #byStart = new Map<string, readonly RunningMessageRule[]>();
  readonly #sourcesByStart = new Map<string, readonly RunningSourceRule[]>();
  readonly #byMethod = new Map<string, readonly Running<ExchangeRule>[]>();
  /** What the message that was asked about last begins with and carries. */
  #key = '';
  /** By row of the header table: the number of the message that had it last. */
  readonly #present = new Float64Array(headerTable.length).fill(-1);

  constructor(rules: readonly Rule[]) {
    const all: Running[] = [];
    const ofMessages: RunningMessageRule[] = [];
    const ofSources: RunningSourceRule[] = [];
    const ofExchanges: Running<ExchangeRule>[] = [];
    const forOffers: Running<OfferAnswerRule>[] = [];
    const forMedia: Running<MediaRule>[] = [];
    const forMsrp: Running<MsrpRule>[] = [];
    const ofCases: Running<CaseRule>[] = [];
    for (const rule of rules) {
      const counts = { kept: 0, failed: 0, undetermined: new Map<string, number>(), fault: undefined };
      if (rule.of === 'message') ofMessages.push({ ...counts, rule, rows: rowsOf(rule.on) });
      else if (rule.of === 'source') ofSources.push({ ...counts, rule, rows: rowsOf(rule.on) });
      else if (rule.of === 'exchange') ofExchanges.push({ ...counts, rule });
      else if (rule.of === 'offer-answer') forOffers.push({ ...counts, rule });
      else if (rule.of === 'media') forMedia.push({ ...counts, rule });
      else if (rule.of === 'msrp') forMsrp.push({ ...counts, rule });
      else ofCases.push({ ...counts, rule });
    }
    all.push(...ofMessages, ...ofSources, ...ofExchanges, ...forOffers, ...ofCases, ...forMedia, ...forMsrp);
    this.all = all;
    this.#ofMessages = ofMessages;
    this.#ofSources = ofSources;
    this.#ofExchanges = ofExchanges;
    this.forOffers = forOffers;
    this.forMedia = forMedia;
    this.forMsrp = forMsrp;
    this.#ofCases = Map.groupBy(ofCases, ({ rule }) => rule.of);
  }

  /** Those that `isFor` is to be asked of, for one message after the other. */
  forMessage({ message, method, status, number }: Seen): readonly RunningMessageRule[] {
    this.#notice(message, number);
    const body = bodyOf(message);
    const key = `${status} ${method} ${body}`;
    this.#key = key;
    let found = this.#byStart.get(key);
    if (found === undefined) {
      found = this.#ofMessages.filter(({ rule }) => isOn(rule.on, method, status) && isOnBody(rule.on, body));
      if (this.#byStart.size < mostKinds) this.#byStart.set(key, found);
    }
    return found;
  }

  /** Of the message that `forMessage` was asked of last: likewise. */
  forSource({ method, status, message }: Seen): readonly RunningSourceRule[] {
    const key = this.#key;
    let found = this.#sourcesByStart.get(key);
    if (found === undefined) {
      const body = bodyOf(message);
      found = this.#ofSources.filter(({ rule }) => isOn(rule.on, method, status) && isOnBody(rule.on, body));
      if (this.#sourcesByStart.size < mostKinds) this.#sourcesByStart.set(key, found);
    }
    return found;
  }

  /** Whether the message that `forMessage` was asked of last has what the rule is about. */
  isFor({ rows }: RunningMessageRule | RunningSourceRule, { number }: Seen): boolean {
    if (rows.length === 0) return true;
    for (const row of rows) if (this.#present[row] === number) return true;
    return false;
  }

  forExchange(method: string): readonly Running<ExchangeRule>[] {
    let found = this.#byMethod.get(method);
    if (found === undefined) {
      found = this.#ofExchanges.filter(({ rule }) => rule.methods === undefined || rule.methods.includes(method));
      if (this.#byMethod.size < mostKinds) this.#byMethod.set(method, found);
    }
    return found;
  }

  forCase(kind: CaseRule['of']): readonly Running<CaseRule>[] {
    return this.#ofCases.get(kind) ?? [];
  }

  #notice({ framing: { fields, fieldCount } }: SipMessage, number: number): void {
    for (let at = headerColumn, field = 0; field < fieldCount; field++, at += fieldColumns) {
      const row = fields[at]!;
      if (row >= 0) this.#present[row] = number;
    }
  }
}

/** Columns of `Framing.fields`. */
const headerColumn = 5;
const fieldColumns = 6;
/** Methods and codes are whatever somebody sends. */
const mostKinds = 4096;

function rowsOf({ has }: MessageFilter): readonly number[] {
  return (has ?? []).map((name) => rowOfName.get(name) ?? -1);
}

type BodyKind = 'none' | 'any' | 'sdp';

function bodyOf(message: SipMessage): BodyKind {
  const { bodyStart, bodyEnd } = message.framing;
  if (bodyEnd <= bodyStart) return 'none';
  return message.sdp === undefined ? 'any' : 'sdp';
}

function isOnBody({ body }: MessageFilter, is: BodyKind): boolean {
  return body === undefined || body === is || (body === 'any' && is === 'sdp');
}

function isOn({ requests, responses, responsesTo }: MessageFilter, method: string, status: number): boolean {
  if (status === 0) return requests === 'any' || requests?.includes(method) === true;
  if (responsesTo !== undefined && !responsesTo.includes(method)) return false;
  if (responses === undefined || responses === 'any') return responses === 'any';
  const digit = Math.floor(status / 100);
  return responses.some((one) => one === status || (typeof one === 'string' && Number(one[0]) === digit));
}
