import type { LadderLane, LadderMedia, MessageRow } from '../rows.ts';
import type { ArrowDraft } from './ladder-arrows.ts';
import { hostOf } from './ladder-lanes.ts';
import { laneOrder, type LaneRequest } from './lane-order.ts';

/** A response shows the way of its request, which may not have been captured. */
export function requestOf({ kind, method, toTag, status = 0 }: MessageRow, from: number, to: number): LaneRequest {
  if (kind === 'response') return { from: to, to: from, isInitial: false };
  return { from, to, isInitial: method === 'INVITE' && toTag === undefined && status === 0 };
}

/** Lanes from the caller's to the callee's, whose ids then count from left to right, and where each went: arrows and media are moved with them. */
export function orderLanes(
  lanes: readonly LadderLane[],
  { arrows, media }: { readonly arrows: readonly ArrowDraft[]; readonly media: readonly LadderMedia[] },
  requests: readonly LaneRequest[],
): { readonly lanes: readonly LadderLane[]; readonly media: readonly LadderMedia[]; placeOf(lane: number): number } {
  const hosts = lanes.map(({ address }) => hostOf(address));
  const order = laneOrder(hosts, requests);
  const places = new Map(order.map((lane, place) => [lane, place]));
  const placeOf = (lane: number): number => places.get(lane) ?? lane;
  for (const arrow of arrows) {
    arrow.from = placeOf(arrow.from);
    arrow.to = placeOf(arrow.to);
  }
  return {
    lanes: order.flatMap((lane, place) => {
      const found = lanes[lane];
      return found === undefined ? [] : [{ ...found, id: `l${place + 1}` }];
    }),
    media: media.map((bar) => ({ ...bar, from: placeOf(bar.from), to: placeOf(bar.to) })),
    placeOf,
  };
}
