import type { Media } from '@sipscope/parser';
import type { Given, OfferAnswer } from './offer-answer.ts';
import type { Fault, Outcome } from './rule.ts';
import { mediaLinesOf } from './sdp-places.ts';

/** A stream as it was offered and answered. */
export type StreamPair = { readonly offered: Media; readonly answered: Media; readonly answer: Given };

/** Judges the streams that stand in the offer and in the answer, in their order. Where an m-line could not be read, nothing is said. */
export function judgePairs(
  { offer, answer }: OfferAnswer,
  judge: (pair: StreamPair, offer: Given) => Fault | 'kept' | undefined,
): Outcome {
  if (offer === undefined || answer === undefined) return undefined;
  const faults: Fault[] = [];
  let outcome: 'kept' | undefined;
  const count = Math.min(offer.sdp.media.length, answer.sdp.media.length, mostPairs);
  if (offer.sdp.media.length !== mediaLinesOf(offer.sdp).length) return undefined;
  if (answer.sdp.media.length !== mediaLinesOf(answer.sdp).length) return undefined;
  for (let index = 0; index < count; index++) {
    const [offered, answered] = [offer.sdp.media[index]!, answer.sdp.media[index]!];
    const judged = judge({ offered, answered, answer }, offer);
    if (judged === 'kept') outcome = 'kept';
    else if (judged !== undefined) faults.push(judged);
  }
  return faults.length > 0 ? faults : outcome;
}

/** m-lines beyond these are not compared. */
const mostPairs = 64;
