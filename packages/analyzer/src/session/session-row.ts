import type { TimeFormat } from '../follow/format-time.ts';
import type { OfferAnswerExchange, SdpCarrier, SessionRow, SessionState } from '../rows.ts';
import type { Exchange, Given, StateRecord } from './exchange.ts';
import type { Negotiation } from './negotiation.ts';

type Names = Pick<SessionRow, 'dialog' | 'callId' | 'localTag' | 'remoteTag'>;

/** As it stands. */
export function sessionRow(negotiation: Negotiation, names: Names, times: TimeFormat): SessionRow {
  const { states, offers } = negotiation;
  return {
    ...names,
    states: states.list.map((state) => stateRow(state, times)),
    ...(states.more === 0 ? {} : { moreStates: states.more }),
    exchanges: offers.exchanges.map((exchange) => exchangeRow(exchange, times)),
    ...(offers.more === 0 ? {} : { moreExchanges: offers.more }),
  };
}

function stateRow(state: StateRecord, times: TimeFormat): SessionState {
  const { startedNs, endedNs, frames, agreement, isPreview, confirmedNs, isRollback } = state;
  const { offer, answer, offerer, media, groups } = agreement;
  return {
    started: times.iso(startedNs),
    ...(endedNs < 0 ? {} : { ended: times.iso(endedNs) }),
    frames,
    ...(offer === undefined ? {} : { offerer }),
    ...(isPreview ? { preview: true as const } : {}),
    ...(confirmedNs < 0 ? {} : { confirmed: times.iso(confirmedNs) }),
    ...(isRollback ? { rollback: true as const } : {}),
    media,
    ...(groups.length === 0 ? {} : { groups }),
    complete: offer?.isReadable === true && answer?.isReadable === true,
  };
}

function exchangeRow(exchange: Exchange, times: TimeFormat): OfferAnswerExchange {
  const { offer, answer, previews, outcome, status, failure, isCrossed } = exchange;
  const pattern = patternOf(offer, answer);
  return {
    ...(pattern === undefined ? {} : { pattern }),
    ...(offer === undefined ? {} : { offer: carrierRow(offer, times) }),
    ...(answer === undefined ? {} : { answer: carrierRow(answer, times) }),
    ...(previews.length === 0
      ? {}
      : {
          previews: previews.map((preview) => ({
            ...carrierRow(preview, times),
            ...(preview.differs ? { differs: true as const } : {}),
          })),
        }),
    outcome,
    ...(status === 0 ? {} : { status }),
    ...(failure === undefined ? {} : { failure: { frame: failure.frame, time: times.iso(failure.timeNs) } }),
    ...(isCrossed ? { crossed: true as const } : {}),
  };
}

function carrierRow({ side, description, version }: Given, times: TimeFormat): SdpCarrier {
  const { frame, timeNs, carrier, isReadable } = description;
  return {
    frame,
    time: times.iso(timeNs),
    by: side,
    carrier,
    ...(isReadable ? {} : { unreadable: true as const }),
    ...(version === undefined ? {} : { version }),
  };
}

/** RFC 6337 §2.2, table 1: by the messages that carry the two. */
function patternOf(offer: Given | undefined, answer: Given | undefined): OfferAnswerExchange['pattern'] {
  if (offer === undefined || answer === undefined) return undefined;
  const [from, to] = [offer.description.carrier, answer.description.carrier];
  switch (from) {
    case 'INVITE':
      return to.startsWith('1') ? 3 : 1;
    case 'PRACK':
      return 5;
    case 'UPDATE':
      return 6;
    default:
      return to === 'PRACK' ? 4 : 2;
  }
}
