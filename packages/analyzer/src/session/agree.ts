import type { MediaSide, MediaState, MediaStatus, SessionSide } from '../rows.ts';
import { agreeCodecs, type MediaPair } from './agree-codecs.ts';
import type { Description } from './description.ts';
import { agreedDirection, type Holders, holdersOf, noHolders } from './direction.ts';
import type { CryptoOffer, MediaDescription } from './media-description.ts';

/** What an offer and its answer agree on; one of them is absent where it was not captured. */
export type Agreement = {
  readonly offerer: SessionSide;
  readonly offer: Description | undefined;
  readonly answer: Description | undefined;
  readonly media: readonly MediaState[];
  /** Of each m-line. */
  readonly holders: readonly Holders[];
  readonly groups: Description['groups'];
};

type Pair = Pick<Agreement, 'offerer' | 'offer' | 'answer'>;

/** `before`: what was in force until then. RFC 3264 §5 to §8. */
export function agree({ offerer, offer, answer }: Pair, before: Agreement | undefined): Agreement {
  // An offer that cannot be read tells no m-lines.
  const lines = offer === undefined || offer.media.length === 0 ? answer : offer;
  const media: MediaState[] = [];
  const holders: Holders[] = [];
  for (const index of lines?.media.keys() ?? []) {
    const pair = { offer: offer?.media[index], answer: answer?.media[index], offerer };
    // Where the answer cannot be read, it is not known what it declines.
    const status = statusOf(pair, answer?.isReadable === true);
    const { local, remote } = sidesOf(pair);
    const isActive = status === 'active';
    const held = isActive ? holdersOf({ offerer, local, remote }, holdBefore(before, index, pair)) : noHolders;
    holders.push(held);
    media.push(mediaState(pair, status, held));
  }
  return { offerer, offer, answer, media, holders, groups: groupsOf(offer, answer) };
}

function holdBefore(before: Agreement | undefined, index: number, { offer, answer }: MediaPair) {
  const state = before?.media[index];
  const isSameMedia = state?.kind === (offer ?? answer)?.kind && state?.status === 'active';
  if (before === undefined || state === undefined || !isSameMedia) return undefined;
  return { holders: before.holders[index] ?? noHolders, local: state.local, remote: state.remote };
}

function statusOf({ offer, answer }: MediaPair, isAnswerKnown: boolean): MediaStatus {
  if (offer?.side.port === 0 && offer.side.bundleOnly !== true) return 'disabled';
  if (answer === undefined) return isAnswerKnown ? 'unanswered' : 'active';
  return answer.side.port === 0 ? 'declined' : 'active';
}

function sidesOf({ offer, answer, offerer }: MediaPair): {
  local: MediaSide | undefined;
  remote: MediaSide | undefined;
} {
  const [local, remote] = offerer === 'local' ? [offer, answer] : [answer, offer];
  return { local: local?.side, remote: remote?.side };
}

function mediaState(pair: MediaPair, status: MediaStatus, held: Holders): MediaState {
  const { offer, answer } = pair;
  const { local, remote } = sidesOf(pair);
  const { kind, proto, mid } = (answer ?? offer) as MediaDescription;
  const isActive = status === 'active';
  const crypto = isActive ? agreedCrypto(offer?.crypto, answer?.crypto) : undefined;
  const dtlsClient = isActive ? dtlsClientOf(local, remote) : undefined;
  const hold = held.local ? (held.remote ? 'both' : 'local') : held.remote ? 'remote' : undefined;
  return {
    kind,
    proto,
    ...(mid === undefined ? {} : { mid }),
    status,
    direction: isActive ? agreedDirection(local, remote) : 'inactive',
    ...(hold === undefined ? {} : { hold }),
    codecs: isActive ? agreeCodecs(pair) : [],
    ...(crypto === undefined ? {} : { crypto }),
    ...(dtlsClient === undefined ? {} : { dtlsClient }),
    ...(isActive && hasIce(local) && hasIce(remote) ? { ice: true as const } : {}),
    ...(isActive && local?.rtcpMux === true && remote?.rtcpMux === true ? { rtcpMux: true as const } : {}),
    ...(local === undefined ? {} : { local }),
    ...(remote === undefined ? {} : { remote }),
  };
}

/** The answer's one key says by its tag which of those offered it takes (RFC 4568 §5.1.2). */
function agreedCrypto(
  offered: readonly CryptoOffer[] | undefined,
  answered: readonly CryptoOffer[] | undefined,
): string | undefined {
  const [taken] = answered ?? [];
  if (taken === undefined || offered === undefined) return undefined;
  return offered.some(({ tag, suite }) => tag === taken.tag && suite === taken.suite) ? taken.suite : undefined;
}

/** RFC 5763 §5, RFC 4145 §4.1: the active side connects. */
function dtlsClientOf(local: MediaSide | undefined, remote: MediaSide | undefined): SessionSide | undefined {
  if (local?.dtls === undefined || remote?.dtls === undefined) return undefined;
  if (local.dtls.setup === 'active' || remote.dtls.setup === 'passive') return 'local';
  return remote.dtls.setup === 'active' || local.dtls.setup === 'passive' ? 'remote' : undefined;
}

function hasIce(side: MediaSide | undefined): boolean {
  return side?.ice?.ufrag !== undefined;
}

/** What the answer keeps of the groups offered (RFC 5888 §9.2). */
function groupsOf(offer: Description | undefined, answer: Description | undefined): Description['groups'] {
  const known = answer ?? offer;
  if (known === undefined) return [];
  if (offer === undefined || answer === undefined) return known.groups;
  const offered = new Set(offer.groups.map(({ semantics }) => semantics));
  return answer.groups.filter(({ semantics }) => offered.has(semantics));
}
