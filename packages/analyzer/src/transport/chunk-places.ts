import { partOfPlace, type Place } from '../capture/place.ts';
import type { StreamChunk } from './stream.ts';

/** Where a part of a stream came from. */
export type ChunkOrigin = {
  /** Undefined where it came in too many chunks to remember each. */
  readonly place: Place | undefined;
  /** The packet that completes it, its time and its identification. */
  readonly frame: number;
  readonly timeNs: number;
  readonly ipId: number;
  /** All packets that carried it, where more than one. */
  readonly frames: readonly number[] | undefined;
};

type Part = {
  readonly start: number;
  end: number;
  place: Place | undefined;
  frame: number;
  timeNs: number;
  ipId: number;
  frames: readonly number[] | undefined;
};

/** Chunks of one message whose places are remembered: a message in pieces smaller than this makes keeps bytes of its own. */
const maxParts = 4096;

/** Remembers which chunk brought which bytes of a stream, for as long as they are being read. Offsets count from the stream's first byte. */
export class ChunkPlaces {
  #parts: Part[] = [];

  /** The chunk begins at this offset, behind all before it. */
  add(start: number, { bytes, place, frame, timeNs, ipId, frames }: StreamChunk): void {
    const end = start + bytes.length;
    const last = this.#parts.at(-1);
    if (this.#parts.length < maxParts || last === undefined) {
      this.#parts.push({ start, end, place, frame, timeNs, ipId, frames });
      return;
    }
    last.end = end;
    last.place = undefined;
    last.frame = frame;
    last.timeNs = timeNs;
    last.ipId = ipId;
    last.frames = frames;
  }

  /** Nothing before this offset will be asked for any more. */
  forget(before: number): void {
    const parts = this.#parts;
    let count = 0;
    while (count < parts.length && parts[count]!.end <= before) count++;
    if (count === parts.length) parts.length = 0;
    else if (count > 0) parts.splice(0, count);
  }

  /** Of the bytes `[start, end)`; undefined where no chunk is known that brought any of them. */
  origin(start: number, end: number): ChunkOrigin | undefined {
    const parts = this.#parts;
    let first = 0;
    while (first < parts.length && parts[first]!.end <= start) first++;
    const part = parts[first];
    if (part === undefined || part.start >= end) return undefined;
    return part.end >= end ? originIn(part, start, end) : originOver(parts, first, start, end);
  }
}

function originIn(part: Part, start: number, end: number): ChunkOrigin {
  const { place, frame, timeNs, ipId, frames } = part;
  const isAll = start === part.start && end === part.end;
  const own = isAll || place === undefined ? place : partOfPlace(place, start - part.start, end - part.start);
  return { place: own, frame, timeNs, ipId, frames };
}

function originOver(parts: readonly Part[], first: number, start: number, end: number): ChunkOrigin {
  const place: Place[number][] = [];
  const frames = new Set<number>();
  let isKnown = true;
  let completing = parts[first]!;
  for (let i = first; i < parts.length && parts[i]!.start < end; i++) {
    const part = parts[i]!;
    if (part.frame > completing.frame) completing = part;
    for (const frame of part.frames ?? [part.frame]) frames.add(frame);
    if (part.place === undefined) isKnown = false;
    else
      place.push(
        ...partOfPlace(part.place, Math.max(start, part.start) - part.start, Math.min(end, part.end) - part.start),
      );
  }
  const { frame, timeNs, ipId } = completing;
  const all = [...frames].sort((a, b) => a - b);
  return { place: isKnown ? place : undefined, frame, timeNs, ipId, frames: all.length > 1 ? all : undefined };
}
