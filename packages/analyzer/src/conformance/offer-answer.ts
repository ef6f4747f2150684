import type { SessionDescription } from '@sipscope/parser';
import type { OfferOutcome, SessionSide } from '../rows.ts';
import { checkVersion } from '../session/check-version.ts';
import { type Description, describeAtHand } from '../session/description.ts';
import type { Exchange as Offered, Told } from '../session/exchange.ts';
import { Negotiation } from '../session/negotiation.ts';
import { has } from '../message/key-reader.ts';
import { readSessionMessage, type SessionMessage, sessionMethods } from '../session/session-message.ts';
import type { VersionProblem } from '../rows/session-row.ts';
import type { Case } from './case.ts';
import type { Exchange } from './exchange.ts';
import type { Seen } from './seen.ts';

/** A session description that a side gave, as an offer, an answer or a preview of one. */
export type Given = {
  /** `local` sent the first request of the dialog that was seen. */
  readonly side: SessionSide;
  readonly seen: Seen;
  readonly sdp: SessionDescription;
  /** What the same side gave in the exchanges before. */
  readonly before: Given | undefined;
  /** What is wrong with the version, compared with `before`. */
  readonly version: VersionProblem | undefined;
};

/** A message of the same transaction that gives an offer or an answer again. */
export type GivenAgain = { readonly seen: Seen; readonly sdp: SessionDescription; readonly role: 'offer' | 'answer' };

/** An offer and what became of it, in one dialog on one hop (RFC 3264, RFC 6337 §2.2). Where it was answered and one of both could not be read, that one is missing. */
export type OfferAnswer = {
  readonly dialog: Case;
  /** The transaction of the offer: INVITE, UPDATE, PRACK. */
  readonly exchange: Exchange;
  readonly offer: Given | undefined;
  readonly answer: Given | undefined;
  /** What unreliable provisional responses said the answer would be. */
  readonly previews: readonly Given[];
  readonly again: readonly GivenAgain[];
  readonly outcome: OfferOutcome;
  /** The response that refused it. */
  readonly refusal: Seen | undefined;
  /** An offer of the other side waited for its answer then. */
  readonly isCrossed: boolean;
  /** The last one before that was answered. */
  readonly before: OfferAnswer | undefined;
  /** Whether, of the dialog, nothing that may carry offers and answers was seen between other endpoints alone, nor left out because there was too much. */
  readonly isWhole: boolean;
};

/** The offers and answers of a dialog, in order. Which description is which says `session/`. */
export function offersOf(one: Case): readonly OfferAnswer[] {
  const messages = messagesOf(one);
  return messages.some(({ seen }) => hasBody(seen)) ? new OfferReader(one, messages).read() : [];
}

/** What each side gave last. */
type Latest = Record<SessionSide, { readonly given: Given; readonly description: Description } | undefined>;

type Placed = { readonly seen: Seen; readonly exchange: Exchange };

/** Of a forked INVITE the responses of this branch alone. */
function messagesOf({ exchanges, dialog }: Case): readonly Placed[] {
  const placed: Placed[] = [];
  for (const exchange of exchanges) {
    if (!sessionMethods.has(exchange.method)) continue;
    for (const seen of exchange.messages) {
      const isOurs = seen.belongs.dialog === dialog?.number || (seen.isRequest && !exchange.isInDialog);
      if (isOurs || seen.status >= 300) placed.push({ seen, exchange });
    }
  }
  return placed.sort((a, b) => a.seen.number - b.seen.number);
}

function hasBody({ fields }: Seen): boolean {
  return (fields & (has.sdp | has.otherBody)) !== 0;
}

/** Puts the messages of one dialog to offers and answers. */
class OfferReader {
  readonly #dialog: Case;
  readonly #messages: readonly Placed[];
  readonly #negotiation: Negotiation;
  /** By the numbers of their messages, which stand for frames here. */
  readonly #byNumber = new Map<number, Placed>();
  /** By sender of the request and CSeq. */
  readonly #again = new Map<string, GivenAgain[]>();
  readonly #latest: Latest = {
    local: undefined,
    remote: undefined,
  };

  constructor(dialog: Case, messages: readonly Placed[]) {
    this.#dialog = dialog;
    this.#messages = messages;
    this.#negotiation = new Negotiation(
      '',
      messages[0] === undefined ? '' : tagText(messages[0].seen.fromTag),
      '',
      false,
    );
  }

  read(): readonly OfferAnswer[] {
    for (const placed of this.#messages) {
      const { seen } = placed;
      this.#byNumber.set(seen.number, placed);
      this.#noteAgain(seen, this.#negotiation.receive(sessionMessage(seen)));
    }
    const isWhole = isSeenWhole(this.#dialog);
    const found: OfferAnswer[] = [];
    let before: OfferAnswer | undefined;
    for (const offered of this.#negotiation.offers.exchanges) {
      const one = this.#offerAnswer(offered, before, isWhole);
      if (one === undefined) continue;
      found.push(one);
      if (one.answer !== undefined) before = one;
    }
    return found;
  }

  #noteAgain(seen: Seen, { role, repeated }: Told): void {
    if (repeated !== true || (role !== 'offer' && role !== 'answer')) return;
    const { sdp } = seen.message;
    if (sdp === undefined) return;
    const key = transactionKey(seen);
    const known = this.#again.get(key);
    if (known === undefined) this.#again.set(key, [{ seen, sdp, role }]);
    else known.push({ seen, sdp, role });
  }

  #offerAnswer(offered: Offered, before: OfferAnswer | undefined, isWhole: boolean): OfferAnswer | undefined {
    const { offer, answer, previews, outcome, failure, isCrossed } = offered;
    const carrier = this.#byNumber.get((offer ?? answer)?.description.frame ?? -1);
    if (carrier === undefined) return undefined;
    const latest = { ...this.#latest };
    return {
      dialog: this.#dialog,
      exchange: carrier.exchange,
      offer: this.#given(offer, latest),
      previews: previews.flatMap((preview) => this.#given(preview, latest, true) ?? []),
      answer: this.#given(answer, latest),
      again: this.#again.get(transactionKey(carrier.seen)) ?? [],
      outcome,
      refusal: failure === undefined ? undefined : this.#byNumber.get(failure.frame)?.seen,
      isCrossed,
      before,
      isWhole,
    };
  }

  /** `latest`: what each side had given before this exchange. */
  #given(told: Offered['offer'], latest: Latest, isPreview = false): Given | undefined {
    if (told === undefined) return undefined;
    const { side, description } = told;
    const seen = this.#byNumber.get(description.frame)?.seen;
    const sdp = seen?.message.sdp;
    if (seen === undefined || sdp === undefined || !description.isReadable) return undefined;
    const before = latest[side];
    const version = checkVersion(before?.description, description);
    const given: Given = { side, seen, sdp, before: before?.given, version };
    if (!isPreview) this.#latest[side] = { given, description };
    return given;
  }
}

function transactionKey({ fromTag, cseq }: Seen): string {
  return `${fromTag} ${cseq}`;
}

/** Its fingerprint tells it from others. */
function tagText(tag: number): string {
  return tag === 0 ? '' : `${tag}`;
}

function sessionMessage(seen: Seen): SessionMessage {
  const { method, status, cseq, number, timeNs, flow, isRequest } = seen;
  const place = {
    callId: '',
    fromTag: tagText(seen.fromTag),
    toTag: tagText(seen.toTag),
    method,
    status,
    cseq,
    frame: number,
    timeNs,
    hop: flow,
    isCut: seen.isCut,
  };
  if (hasBody(seen) || (isRequest && method === 'PRACK'))
    return readSessionMessage(seen.message, place, describeAtHand);
  return {
    ...place,
    isRequest,
    rseq: undefined,
    rack: undefined,
    isAtClient: false,
    isKnown: true,
    description: undefined,
  };
}

function isSeenWhole({ more, exchanges, elsewhere }: Case): boolean {
  if (more > 0) return false;
  const here = new Set(exchanges.map(keyOf));
  return elsewhere.every((one) => !sessionMethods.has(one.method) || here.has(keyOf(one)));
}

function keyOf({ method, first }: Exchange): string {
  return first === undefined ? method : `${method} ${transactionKey(first)}`;
}
