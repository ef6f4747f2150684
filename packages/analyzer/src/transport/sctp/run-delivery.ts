import { startsLikeSip } from '@sipscope/parser';
import { partOfPlace, type PlacePiece } from '../../capture/place.ts';
import { cutMessageEnd } from '../cut-message.ts';
import type { Delivery } from '../delivery.ts';
import { skipLineBreaks } from '../skip-line-breaks.ts';
import type { FragmentRun } from './fragment-runs.ts';

/** The message of these fragments, which have its beginning; of one that has no end, as much as there is. Undefined where it is no SIP. */
export function runDelivery(run: FragmentRun, index: number): Delivery | undefined {
  let last = run.head;
  if (last === undefined) return undefined;
  const bytes = new Uint8Array(run.lengthBytes);
  const place: PlacePiece[] = [];
  const frames = new Set<number>();
  let at = 0;
  for (let fragment = run.head; fragment !== undefined; fragment = fragment.next) {
    bytes.set(fragment.bytes, at);
    at += fragment.bytes.length;
    for (const piece of fragment.place) place.push(piece);
    for (const frame of fragment.frames ?? [fragment.frame]) frames.add(frame);
    if (fragment.frame > last.frame) last = fragment;
  }
  const start = skipLineBreaks(bytes, 0, bytes.length);
  if (!startsLikeSip(bytes, start, bytes.length)) return undefined;
  const end = run.hasEnd ? bytes.length : cutMessageEnd(bytes, start);
  if (end === undefined) return undefined;
  return {
    transport: 'SCTP',
    flow: last.flow,
    frame: last.frame,
    index,
    timeNs: last.timeNs,
    ipId: last.ipId,
    bytes,
    start,
    end,
    place: start === 0 && end === bytes.length ? place : partOfPlace(place, start, end),
    ...(frames.size === 1 ? {} : { frames: [...frames].sort((a, b) => a - b) }),
    ...(run.hasEnd ? {} : { cut: true as const }),
  };
}
