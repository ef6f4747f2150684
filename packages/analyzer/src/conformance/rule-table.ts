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
import { isKeptByRightText } from './right-text.ts';
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

/** The rules that a message is for. */
export type RulesOfMessage = {
  readonly rules: readonly RunningMessageRule[];
  /** Those that need not be asked of a message whose text is right, and how many such messages came. */
  readonly ofText: readonly RunningMessageRule[];
  rightTexts: number;
  readonly ofSources: readonly RunningSourceRule[];
};

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
  /** By kind and shape of messages. */
  readonly #shapes = new Map<string, Map<number, RulesOfMessage>>();
  readonly #byMethod = new Map<string, readonly Running<ExchangeRule>[]>();
  /** How many messages were looked at. */
  #looked = 0;
  /** By row of the header table: which of them had it last. */
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

  /** Those a message is for: by its kind, what it carries, and which header fields it has. Messages are alike in these by the thousand. */
  forMessage({ message, method, status }: Seen): RulesOfMessage {
    const body = bodyOf(message);
    const kind = `${status} ${method} ${body}`;
    let shapes = this.#shapes.get(kind);
    if (shapes === undefined) {
      if (this.#shapes.size >= mostKinds) this.#forget(this.#shapes);
      shapes = new Map();
      this.#shapes.set(kind, shapes);
    }
    const shape = this.#shapeOf(message);
    let found = shapes.get(shape);
    if (found === undefined) {
      const isFor = ({ rule, rows }: RunningMessageRule | RunningSourceRule): boolean =>
        isOn(rule.on, method, status) &&
        isOnBody(rule.on, body) &&
        (rows.length === 0 || rows.some((row) => this.#present[row] === this.#looked));
      const rules = this.#ofMessages.filter(isFor);
      found = {
        rules: rules.filter(({ rule }) => !isKeptByRightText(rule)),
        ofText: rules.filter(({ rule }) => isKeptByRightText(rule)),
        rightTexts: 0,
        ofSources: this.#ofSources.filter(isFor),
      };
      if (shapes.size >= mostShapes) this.#forget(shapes);
      shapes.set(shape, found);
    }
    return found;
  }

  /** What each rule came to. */
  outcomes(): readonly Running[] {
    this.#countRightTexts();
    return this.all;
  }

  #forget(known: Map<unknown, unknown>): void {
    this.#countRightTexts();
    known.clear();
  }

  #countRightTexts(): void {
    for (const shapes of this.#shapes.values()) {
      for (const found of shapes.values()) {
        for (const running of found.ofText) running.kept += found.rightTexts;
        found.rightTexts = 0;
      }
    }
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

  /** The same of messages with fields of the same names, however often and in whatever order: 53 bits. */
  #shapeOf({ framing: { fields, fieldCount } }: SipMessage): number {
    const looked = ++this.#looked;
    let one = 0;
    let other = 0;
    for (let at = headerColumn, field = 0; field < fieldCount; field++, at += fieldColumns) {
      const row = fields[at]!;
      if (row < 0 || this.#present[row] === looked) continue;
      this.#present[row] = looked;
      one ^= shapeKeys[2 * row]!;
      other ^= shapeKeys[2 * row + 1]!;
    }
    return (one >>> 0) * 0x20_0000 + (other & 0x1f_ffff);
  }
}

/** Two a row of the header table, drawn: nobody can make messages whose fields are taken for others. */
const shapeKeys = crypto.getRandomValues(new Int32Array(2 * headerTable.length));

/** Columns of `Framing.fields`. */
const headerColumn = 5;
const fieldColumns = 6;
/** Methods and codes are whatever somebody sends. */
const mostKinds = 1024;
/** Of one kind, sets of fields. */
const mostShapes = 256;

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
