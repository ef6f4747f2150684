import type { DiagnosticCode, HeaderName, Span } from '@sipscope/parser';
import type { Passwords } from '../identity/passwords.ts';
import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { MediaCase, MediaFault } from './media-case.ts';
import type { MsrpRequest } from './msrp-request.ts';
import type { Observed } from './observed.ts';
import type { OfferAnswer } from './offer-answer.ts';
import type { Seen } from './seen.ts';

/** What kind of demand a rule is, strongest first. `must` and `should` are those words of RFC 2119; `robustness` explains faults and poor interworking though it may be legal. */
export const findingLevels = ['must', 'security', 'should', 'robustness', 'info'] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** How a finding is shown where nothing else is configured; a level never changes by it. */
export type FindingSeverity = 'error' | 'warning' | 'info' | 'security';

/**
 * Why a rule cannot say whether it was kept. MIDSTART: what it needs was before the capture began; END: after it ended; LOSS: in a gap of it; ONEWAY: of two
 * directions one was captured; MULTIHOP: on another hop than those captured; TRUNC, FRAG: the message was not captured to its end; DUP: packets were captured twice; B2BUA: another
 * leg would tell; CLOCK: times are not those of a clock; LIMIT: more came than is kept.
 */
export type Guard =
  | 'G-MIDSTART'
  | 'G-END'
  | 'G-LOSS'
  | 'G-ONEWAY'
  | 'G-MULTIHOP'
  | 'G-DUP'
  | 'G-TRUNC'
  | 'G-FRAG'
  | 'G-B2BUA'
  | 'G-CLOCK'
  | 'G-LIMIT';

/** A departure from a rule. */
export type Fault = {
  /** What was seen, a sentence for people that quotes it: `The branch "abc" does not begin with z9hG4bK.` */
  readonly seen: string;
  /** The message it is seen in; of a rule of messages the one judged, else the subject's first where it is not said. */
  readonly at?: Seen;
  /** Where in that message, in bytes. */
  readonly span?: Span | undefined;
  /** Other messages that prove it. */
  readonly evidence?: readonly Seen[];
  /** The place of the text that it departs from, where it is not the rule's. */
  readonly place?: { readonly rfc: number; readonly section: string };
};

/**
 * What a rule says of a subject: `undefined`, it does not apply; `'kept'`; a guard, that cannot be said; else what departs from it.
 */
export type Outcome = undefined | 'kept' | Guard | Fault | readonly Fault[];

/** What every rule tells of itself. */
export type RuleText = {
  /** Of the catalogue; stable, never reused: `SIP-VIA-003`. */
  readonly id: string;
  readonly title: string;
  readonly level: FindingLevel;
  readonly severity: FindingSeverity;
  readonly rfc: number;
  readonly section: string;
  /** Why it matters: one or two sentences. */
  readonly why: string;
  /** What to do about it: one sentence. */
  readonly advice: string;
  /** An example of each: some lines of a message or of a flow. */
  readonly right: string;
  readonly wrong: string;
  /** The rule of the ABNF that it is about, where it is about one: its railroad diagram is linked. */
  readonly abnf?: string;
  /** Header fields it is about, by their long names: the documentation lists it there. */
  readonly headers?: readonly string[];
};

/** Which messages a rule is asked about: others cost it nothing. */
export type MessageFilter = {
  /** Methods of requests, or all; none where it is missing. */
  readonly requests?: 'any' | readonly string[];
  /** Status codes and classes of responses (`'2xx'`, 401), or all; none where it is missing. */
  readonly responses?: 'any' | readonly (number | '1xx' | '2xx' | '3xx' | '4xx' | '5xx' | '6xx')[];
  /** Methods (of CSeq) that responses are to; any where it is missing. */
  readonly responsesTo?: readonly string[];
  /** One of these header fields at least is there. */
  readonly has?: readonly HeaderName[];
  /** It has a body: any, or one with a session description. */
  readonly body?: 'any' | 'sdp';
};

/** Asked of each message once: of copies of it, and of its copies on further hops, not again. Where its end was not captured it is not asked. */
export type MessageRule = RuleText & {
  readonly of: 'message';
  readonly on: MessageFilter;
  /** The parser's diagnostics that it tells of, where it does: see `diagnostic-rules.ts`. */
  readonly codes?: readonly DiagnosticCode[];
  readonly check: (seen: Seen) => Outcome;
};

/** Asked of each transaction on each hop, when nothing more is expected of it. */
export type ExchangeRule = RuleText & {
  readonly of: 'exchange';
  /** Any where it is missing. */
  readonly methods?: readonly string[];
  readonly check: (exchange: Exchange, observed: Observed) => Outcome;
};

/** Asked of a dialog on each hop, a registration, a subscription, a publication, when nothing more is expected of it. */
export type CaseRule = RuleText & {
  readonly of: Case['kind'];
  readonly check: (one: Case, observed: Observed) => Outcome;
};

/** What is told beside the messages. */
export type Given = {
  readonly passwords: Passwords | undefined;
  /** When a message was captured, in milliseconds since 1970: as right as the clock of who captured it. `undefined` in a text without times. */
  readonly unixMs: (seen: Seen) => number | undefined;
};

/** Takes the messages of one source, one after the other, remembers of them what it needs, and says what each comes to. Bounded, whatever comes. */
export type Watch = (seen: Seen) => Outcome;

/**
 * Asked of messages of one source together, as they come, so that what shows in several is told, and what each would show again is told once. Copies are not given to it; those
 * on further hops neither, unless it wants `everyHop`. Many sources are watched at once, not any number: one that is silent for long is forgotten.
 */
export type SourceRule = RuleText & {
  readonly of: 'source';
  readonly on: MessageFilter;
  /** What makes messages those of one source: the address they come from, where it is missing. `undefined` of one that does not count. */
  readonly by?: (seen: Seen) => string | number | undefined;
  readonly everyHop?: true;
  /** Whether a message is right whatever was before it: then its source is not looked up. */
  readonly isKept?: (seen: Seen) => boolean;
  /** Begins to watch a source. */
  readonly watch: (given: Given) => Watch;
};

/** Asked of each offer in a dialog on each hop, and what became of it, when nothing more is expected of the dialog. */
export type OfferAnswerRule = RuleText & {
  readonly of: 'offer-answer';
  readonly check: (one: OfferAnswer, observed: Observed) => Outcome;
};

/** As `Outcome`, of media. */
export type MediaOutcome = undefined | 'kept' | Guard | MediaFault | readonly MediaFault[];

/** Asked of the media of each call when nothing more is expected of it, and of each stream that is of no call. Never where media is not read. */
export type MediaRule = RuleText & {
  readonly of: 'media';
  readonly check: (media: MediaCase) => MediaOutcome;
};

/** Asked of each request of MSRP. */
export type MsrpRule = RuleText & {
  readonly of: 'msrp';
  readonly check: (request: MsrpRequest) => MediaOutcome;
};

export type Rule = MessageRule | ExchangeRule | CaseRule | SourceRule | OfferAnswerRule | MediaRule | MsrpRule;

export function messageRule(rule: Omit<MessageRule, 'of'>): MessageRule {
  return { of: 'message', ...rule };
}

export function exchangeRule(rule: Omit<ExchangeRule, 'of'>): ExchangeRule {
  return { of: 'exchange', ...rule };
}

export function caseRule<Kind extends Case['kind']>(kind: Kind, rule: Omit<CaseRule, 'of'>): CaseRule {
  return { of: kind, ...rule };
}

export function sourceRule(rule: Omit<SourceRule, 'of'>): SourceRule {
  return { of: 'source', ...rule };
}

export function offerAnswerRule(rule: Omit<OfferAnswerRule, 'of'>): OfferAnswerRule {
  return { of: 'offer-answer', ...rule };
}

export function msrpRule(rule: Omit<MsrpRule, 'of'>): MsrpRule {
  return { of: 'msrp', ...rule };
}

export function mediaRule(rule: Omit<MediaRule, 'of'>): MediaRule {
  return { of: 'media', ...rule };
}
