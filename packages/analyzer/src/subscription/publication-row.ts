import type { FollowerContext } from '../follow/follower.ts';
import { publicationId } from '../follow/row-id.ts';
import type { PublicationRow, PublicationState } from '../rows/publication-row.ts';
import { journalRow } from './journal-row.ts';
import { stateAt } from './publication-verdict.ts';
import type { Publication } from './publication.ts';

export function publicationRow(publication: Publication, context: FollowerContext, nowNs: number): PublicationRow {
  const { number, names, journal, refreshes, modifications, challenges, follows, isPartial } = publication;
  const state = stateAt(publication, nowNs, context.isObserved);
  return {
    id: publicationId(number),
    ...names,
    ...placesOf(publication, context),
    ...timesOf(publication, state, context),
    state,
    ...refusalOf(publication),
    ...expiryOf(publication, context),
    ...entityTagsOf(publication),
    refreshes,
    modifications,
    ...(challenges === 0 ? {} : { challenges }),
    retransmissions: journal.retransmissions,
    ...(follows < 0 ? {} : { follows: publicationId(follows) }),
    ...journalRow(journal, publication.states, context),
    complete: !isPartial && state !== 'requested' && state !== 'published',
  };
}

function placesOf(
  { publisherEndpoint, agentEndpoint }: Publication,
  { flows }: FollowerContext,
): Pick<PublicationRow, 'publisherAddress' | 'agentAddress'> {
  return {
    ...(publisherEndpoint < 0 ? {} : { publisherAddress: flows.endpoint(publisherEndpoint) }),
    ...(agentEndpoint < 0 ? {} : { agentAddress: flows.endpoint(agentEndpoint) }),
  };
}

function timesOf(
  { startedNs, publishedNs, endedNs, expiryNs }: Publication,
  state: PublicationState,
  { times }: FollowerContext,
): Pick<PublicationRow, 'started' | 'published' | 'ended'> {
  const isGoingOn = state === 'requested' || state === 'published' || state === 'timed-out';
  const endNs = state === 'expired' ? expiryNs : isGoingOn ? Number.NaN : endedNs;
  return {
    started: times.iso(startedNs),
    ...(Number.isNaN(publishedNs) ? {} : { published: times.iso(publishedNs) }),
    ...(Number.isNaN(endNs) ? {} : { ended: times.iso(endNs) }),
  };
}

type Refusal = 'status' | 'statusReason' | 'retryAfterSeconds' | 'allowEvents';

function refusalOf({
  status,
  statusReason,
  retryAfterSeconds,
  allowEvents,
}: Publication): Pick<PublicationRow, Refusal> {
  return {
    ...(status === 0 ? {} : { status }),
    ...(status === 0 || statusReason === undefined ? {} : { statusReason }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(allowEvents === undefined ? {} : { allowEvents }),
  };
}

type Expiry = 'requestedSeconds' | 'expiresSeconds' | 'expires';

function expiryOf(publication: Publication, { times }: FollowerContext): Pick<PublicationRow, Expiry> {
  const { requestedSeconds, grantedSeconds, expiryNs } = publication;
  return {
    ...(requestedSeconds === undefined ? {} : { requestedSeconds }),
    ...(grantedSeconds === undefined ? {} : { expiresSeconds: grantedSeconds }),
    ...(Number.isNaN(expiryNs) ? {} : { expires: times.iso(expiryNs) }),
  };
}

function entityTagsOf({ entityTags }: Publication): Pick<PublicationRow, 'entityTags' | 'moreEntityTags'> {
  const { count, more } = entityTags;
  if (count === 0) return {};
  return { entityTags: [...entityTags.list()], ...(more === 0 ? {} : { moreEntityTags: more }) };
}
