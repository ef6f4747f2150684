import type { Description } from '../session/description.ts';
import type { Exchange } from '../session/exchange.ts';
import type { Negotiation } from '../session/negotiation.ts';
import type { Leg } from './story-leg.ts';
import { isFax } from './media-text.ts';
import { listText } from './names.ts';
import { offeredText } from './setup.ts';
import { otherSide, type StoryLog } from './story-log.ts';

/** Offers that came to nothing, or not to what they should have: refused, crossed, never answered, announced otherwise. */
export function tellOffers(leg: Leg, log: StoryLog): void {
  for (const negotiation of leg.negotiations) {
    let refusedFax: Exchange | undefined;
    for (const exchange of negotiation.offers.exchanges) {
      tellOffer(exchange, negotiation, leg, log);
      const { offer, outcome } = exchange;
      if (offer !== undefined && hasFax(offer.description)) refusedFax = outcome === 'refused' ? exchange : undefined;
      else if (refusedFax !== undefined && outcome === 'answered') {
        tellPassThrough(exchange, refusedFax, leg, log);
        refusedFax = undefined;
      }
    }
  }
}

/** The fax goes on as sound, in a codec that carries it: G.711, or clear mode (V.152 §6). */
function tellPassThrough({ answer }: Exchange, refused: Exchange, leg: Leg, log: StoryLog): void {
  const codec = answer?.description.media[0]?.payloads[0]?.encoding ?? '';
  if (answer === undefined || !/^(?:PCM[AU]|CLEARMODE)$/i.test(codec)) return;
  const { frame, timeNs } = answer.description;
  const text = `After T.38 was refused, the media is offered anew as audio ${codec}: fax goes on as sound (pass-through).`;
  const frames = [frame, ...(refused.failure === undefined ? [] : [refused.failure.frame])];
  log.add({ kind: 'fax', timeNs, leg: leg.number, by: answer.side, text, frames });
}

function tellOffer(exchange: Exchange, negotiation: Negotiation, leg: Leg, log: StoryLog): void {
  const { offer, answer, outcome, status, failure, isCrossed, previews } = exchange;
  if (offer === undefined) return;
  const { side, description } = offer;
  const who = leg.names[side];
  const tell = (
    kind: Parameters<StoryLog['add']>[0]['kind'],
    timeNs: number,
    text: string,
    frames: number[],
    by = side,
  ): void => {
    log.add({ kind, timeNs, leg: leg.number, by, text, frames });
  };
  if (outcome === 'refused' && failure !== undefined && isChange(exchange, negotiation)) {
    const frames = [failure.frame, description.frame];
    if (status === 491 || (isCrossed && status === 500))
      tell('glare', failure.timeNs, `Both sides offered at once: the offer of ${who} is refused (${status}).`, frames);
    else if (hasFax(description))
      tell('fax', failure.timeNs, `The switch to fax over T.38 that ${who} asked for is refused (${status}).`, frames);
    else {
      const what = listText(description.media.map(offeredText));
      const text = `The change that ${who} asked for (${what}) is refused (${status}): all stays as it was.`;
      if (status !== 401 && status !== 407 && status !== 422) tell('refused', failure.timeNs, text, frames);
    }
  }
  if (outcome === 'unanswered') {
    const by = leg.names[otherSide(side)];
    const text = `No answer of ${by} to the offer of ${who} in the ${description.carrier} was captured.`;
    tell('unanswered-offer', description.timeNs, text, [description.frame]);
  }
  const differing = previews.find(({ differs }) => differs);
  const [first] = previews;
  if (answer !== undefined && first !== undefined && differsFrom(first.description, answer.description))
    tell(
      'description',
      answer.description.timeNs,
      `The answer is another one than the ${first.description.carrier} announced.`,
      [answer.description.frame, first.description.frame],
      answer.side,
    );
  else if (differing !== undefined && first !== undefined)
    tell(
      'description',
      differing.description.timeNs,
      'A later provisional response announces another answer than the first.',
      [differing.description.frame, first.description.frame],
      otherSide(side),
    );
  for (const given of [offer, answer]) {
    if (given?.version === 'same-version')
      tell(
        'description',
        given.description.timeNs,
        `${leg.names[given.side]} changes its description without raising its version (RFC 3264 §8).`,
        [given.description.frame],
        given.side,
      );
    if (given?.description.isReadable === false)
      tell(
        'description',
        given.description.timeNs,
        `The session description of ${leg.names[given.side]} could not be read to its end.`,
        [given.description.frame],
        given.side,
      );
  }
}

/** Whether it was an offer within a session: what a refused call offered is told as the call’s failure. */
function isChange({ offer }: Exchange, { offers: { exchanges } }: Negotiation): boolean {
  return (
    exchanges[0]?.offer !== offer ||
    (offer?.description.carrier !== 'INVITE' && offer?.description.carrier !== undefined)
  );
}

function hasFax({ media }: Description): boolean {
  return media.some(({ kind, side }) => isFax(kind, side));
}

function differsFrom(one: Description, other: Description): boolean {
  return one.hash !== other.hash && JSON.stringify(placesOf(one)) !== JSON.stringify(placesOf(other));
}

/** What a peer would notice: where media goes, and as what. */
function placesOf({ media }: Description): readonly unknown[] {
  return media.map(({ kind, payloads, side }) => [kind, side.address, side.port, side.direction, payloads]);
}
