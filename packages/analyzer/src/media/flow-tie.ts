import type { DescribedMedia } from './description/described-media.ts';
import type { Described } from './description/described.ts';
import { graceNs } from './description/described.ts';
import type { MediaPlace, MediaPlaces } from './description/media-places.ts';
import type { MediaSession, Party } from './description/media-session.ts';

/** An m-line that may be of the media on a flow. */
export type TiedMedia = {
  readonly media: DescribedMedia;
  readonly described: Described;
};

/** What descriptions say of the media from one address to another. */
export type FlowTie = {
  /** By which end it was found: its destination is where somebody wants media; or its source is, where addresses are translated on the way; or, where both are, both ports are those of one call. */
  readonly by: 'destination' | 'source' | 'ports';
  readonly session: MediaSession;
  readonly receiver: Party | undefined;
  readonly sender: Party | undefined;
  /** What the receiver wants, as far as it is known; else what the sender does. The m-lines that share a transport are all here. */
  readonly wanted: readonly TiedMedia[];
  /** What the sender has said of itself. */
  readonly sent: readonly TiedMedia[];
};

/** Either end of a flow, and until when what was found holds. */
export type FoundTie = { readonly tie: FlowTie | undefined; readonly untilNs: number };

/** What holds for a flow at that time. Where several sessions name an address, that which names both ends, and among those the latest. */
export function findTie(destination: MediaPlace, source: MediaPlace, timeNs: number): FoundTie {
  const to = validAt(destination, timeNs);
  const from = validAt(source, timeNs);
  const found = to.length > 0 ? tieByDestination(to, from) : from.length > 0 ? tieBySource(from) : undefined;
  return { tie: found, untilNs: Math.min(untilOf(destination, timeNs), untilOf(source, timeNs)) };
}

/** Where neither address is one that was described: the only call whose parties have named both ports, and have got no media there. */
export function tieByPorts(
  destination: MediaPlace,
  source: MediaPlace,
  places: MediaPlaces,
  timeNs: number,
): FlowTie | undefined {
  const sources = [...places.unused(source.port)].flatMap((place) => validAt(place, timeNs)).filter(isOfRtp);
  if (sources.length === 0) return undefined;
  const found: FlowTie[] = [];
  for (const place of places.unused(destination.port))
    for (const entry of validAt(place, timeNs).filter(isOfRtp)) {
      const peers = sources.filter((other) => isPeer(entry, other));
      if (peers.length > 0) found.push({ ...tieByDestination([entry], peers), by: 'ports' });
    }
  return found.length === 1 ? found[0] : undefined;
}

function isOfRtp({ isRtcp }: Entry): boolean {
  return !isRtcp;
}

type Entry = MediaPlace['entries'][number];

function validAt({ entries }: MediaPlace, timeNs: number): readonly Entry[] {
  return entries.filter(({ described }) => described.isValidAt(timeNs));
}

/** When the next of them ceases to hold, as far as it is known. */
function untilOf({ entries }: MediaPlace, timeNs: number): number {
  let untilNs = Infinity;
  for (const { described } of entries)
    if (described.toNs >= 0 && described.isValidAt(timeNs)) untilNs = Math.min(untilNs, described.toNs + graceNs);
  return untilNs;
}

function tieByDestination(to: readonly Entry[], from: readonly Entry[]): FlowTie {
  const both = to.filter((one) => from.some((other) => isPeer(one, other)));
  const { described } = latest(both.length > 0 ? both : to);
  const { session, party: receiver } = described;
  const peer = from.findLast((other) => other.described.session === session && other.described.party !== receiver);
  const sender = peer?.described.party ?? session.peerOf(receiver);
  const wanted = to.filter((one) => one.described.session === session && one.described.party === receiver);
  return {
    by: 'destination',
    session,
    receiver,
    sender,
    wanted: tiedMedia(wanted),
    sent: peer === undefined ? [] : tiedMedia(from.filter((one) => one.described.party === sender)),
  };
}

/** Media that comes from where its sender wants to receive goes to its peer, wherever that is. */
function tieBySource(from: readonly Entry[]): FlowTie {
  const { described } = latest(from);
  const { session, party: sender } = described;
  const sent = tiedMedia(from.filter((one) => one.described.party === sender));
  const receiver = session.peerOf(sender);
  const indexes = new Set(from.filter((one) => one.described.party === sender).map(({ media }) => media));
  const wanted = receiver === undefined ? [] : mediaOf(receiver, indexes);
  return { by: 'source', session, receiver, sender, wanted: wanted.length > 0 ? wanted : sent, sent };
}

/** Of the session that began last: alike for both directions. Of one session what was said last. */
function latest(entries: readonly Entry[]): Entry {
  // There is at least one.
  return entries.reduce((one, other) => (other.described.session.number >= one.described.session.number ? other : one));
}

function isPeer(one: Entry, other: Entry): boolean {
  return one.described.session === other.described.session && one.described.party !== other.described.party;
}

/** The latest first. */
function tiedMedia(entries: readonly Entry[]): readonly TiedMedia[] {
  const tied: TiedMedia[] = [];
  for (const { described, media: index } of entries.toReversed()) {
    const media = described.media[index];
    if (media === undefined) continue;
    addTo(tied, { media, described });
    if (media.isBundled)
      for (const other of described.media) if (other.isBundled) addTo(tied, { media: other, described });
  }
  return tied;
}

function mediaOf(party: Party, indexes: ReadonlySet<number>): readonly TiedMedia[] {
  const tied: TiedMedia[] = [];
  for (const described of [...party.offered, ...party.current].toReversed())
    for (const [index, media] of described.media.entries()) if (indexes.has(index)) addTo(tied, { media, described });
  return tied;
}

function addTo(tied: TiedMedia[], one: TiedMedia): void {
  if (tied.length < mostTied && !tied.some(({ media }) => media === one.media)) tied.push(one);
}

const mostTied = 64;
