import type { Described } from './described.ts';

/** Parties of one Call-ID that are told apart: the branches of a fork. */
const mostParties = 256;
/** Copies of one description that other hops have changed. */
const mostCopies = 8;

/** What carried a description: equal of its copies on other hops. */
export type Carrier = {
  readonly isRequest: boolean;
  readonly method: number;
  readonly cseq: number;
  /** 0 of a request. */
  readonly status: number;
};

/** One side of a session, by its tag: what it wants to receive. */
export type Party = {
  readonly tag: number;
  /** What holds: more than one where hops have changed it. */
  current: Described[];
  currentBy: Carrier | undefined;
  /** What it has offered: it must be ready for both until it is answered (RFC 3264 §8). */
  offered: Described[];
  offeredBy: Carrier | undefined;
};

/** What offers and answers of one Call-ID say of media, as far as it must be known to tell packets apart (RFC 3264 §4, RFC 6337 §2.2). */
export class MediaSession {
  /** From 0, in the order in which they were heard of. */
  readonly number: number;
  readonly callId: number;
  readonly parties: Party[] = [];
  /** When its last dialog was seen to end; -1 while one goes on. */
  endedNs = -1;
  lastNs = 0;
  /** What was told of it last. */
  told = '';

  constructor(callId: number, number: number) {
    this.callId = callId;
    this.number = number;
  }

  party(tag: number): Party | undefined {
    const known = this.parties.find((one) => one.tag === tag);
    if (known !== undefined || this.parties.length >= mostParties) return known;
    const party = { tag, current: [], currentBy: undefined, offered: [], offeredBy: undefined };
    this.parties.push(party);
    return party;
  }

  /** The other party, where there is exactly one that has said something. */
  peerOf(party: Party): Party | undefined {
    const others = this.parties.filter((one) => one !== party && one.current.length + one.offered.length > 0);
    return others.length === 1 ? others[0] : undefined;
  }
}

export type Taken = {
  /** What is new; undefined where it was known. */
  readonly added: boolean;
  /** What does not hold any more. */
  readonly ended: readonly Described[];
};

const nothing: Taken = { added: false, ended: [] };

/** Takes a description of a party: an answer where another party's offer waits for one, else an offer. `make` is asked for it where it says something new. */
export function takeDescription(
  session: MediaSession,
  party: Party,
  { carrier, hash, make }: { readonly carrier: Carrier; readonly hash: number; readonly make: () => Described },
): Taken {
  const offerer = session.parties.find((one) => one !== party && isAnsweredBy(one.offeredBy, carrier));
  return offerer === undefined
    ? takeOffer(party, carrier, hash, make)
    : takeAnswer(party, offerer, { carrier, hash, make });
}

/** An offer in a request is answered by a response to it; one in a response by a later request. */
function isAnsweredBy(offer: Carrier | undefined, { isRequest, cseq, method }: Carrier): boolean {
  if (offer === undefined || offer.isRequest === isRequest) return false;
  return isRequest || (offer.cseq === cseq && offer.method === method);
}

function isSame(one: Carrier | undefined, other: Carrier): boolean {
  return (
    one !== undefined &&
    one.isRequest === other.isRequest &&
    one.method === other.method &&
    one.cseq === other.cseq &&
    one.status === other.status
  );
}

function has(list: readonly Described[], hash: number): boolean {
  return list.some((one) => one.hash === hash);
}

function takeOffer(party: Party, carrier: Carrier, hash: number, make: () => Described): Taken {
  if (isSame(party.offeredBy, carrier)) {
    if (has(party.offered, hash) || has(party.current, hash) || party.offered.length >= mostCopies) return nothing;
    party.offered = [...party.offered, make()];
    return { added: true, ended: [] };
  }
  const isCopyOfCurrent = isSame(party.currentBy, carrier);
  // What a 183 said, the 200 may say again: it was answered already.
  const isKnown = has(party.current, hash);
  if (isKnown && (!carrier.isRequest || isCopyOfCurrent)) return nothing;
  if (isCopyOfCurrent) {
    if (party.current.length >= mostCopies) return nothing;
    party.current = [...party.current, make()];
    return { added: true, ended: [] };
  }
  const ended = party.offered.filter((one) => one.hash !== hash);
  const kept = party.offered.filter((one) => one.hash === hash);
  party.offeredBy = carrier;
  if (isKnown || kept.length > 0) {
    party.offered = kept;
    return { added: false, ended };
  }
  party.offered = [make()];
  return { added: true, ended };
}

function takeAnswer(
  party: Party,
  offerer: Party,
  { carrier, hash, make }: { readonly carrier: Carrier; readonly hash: number; readonly make: () => Described },
): Taken {
  const ended: Described[] = [];
  if (offerer.offered.length > 0) {
    ended.push(...offerer.current);
    offerer.current = offerer.offered;
    offerer.currentBy = offerer.offeredBy;
    offerer.offered = [];
  }
  // An INVITE may be answered by several: its offer waits for them too.
  if (carrier.isRequest || carrier.status >= 200) offerer.offeredBy = carrier.isRequest ? undefined : offerer.offeredBy;
  if (has(party.current, hash)) return { added: false, ended };
  if (isSame(party.currentBy, carrier)) {
    if (party.current.length >= mostCopies) return { added: false, ended };
    party.current = [...party.current, make()];
  } else {
    ended.push(...party.current);
    party.current = [make()];
    party.currentBy = carrier;
  }
  return { added: true, ended };
}

/** An offer was refused: what held before holds on (RFC 3261 §14.1). The first offer of a party waits for other answers. */
export function refuseOffer(session: MediaSession, tag: number, method: number, cseq: number): readonly Described[] {
  const party = session.parties.find((one) => one.tag === tag);
  const offer = party?.offeredBy;
  if (party === undefined || offer?.isRequest !== true || offer.cseq !== cseq || offer.method !== method) return [];
  if (party.current.length === 0) return [];
  const ended = party.offered;
  party.offered = [];
  party.offeredBy = undefined;
  return ended;
}
