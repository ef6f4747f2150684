import type { CallRow, StreamRow } from '@sipscope/analyzer';
import type { TimelineScale } from './timeline.ts';

/** What a capture had to carry over its time, in buckets of one length. */
export type CaptureLoad = {
  /** Where the first bucket begins and the last ends: ISO 8601, UTC. */
  readonly from: string;
  readonly until: string;
  readonly bucketMs: number;
  /** That began in each bucket, and those of them that went wrong. */
  readonly calls: readonly number[];
  readonly failedCalls: readonly number[];
  readonly registrations: readonly number[];
  readonly failedRegistrations: readonly number[];
  readonly messages: readonly number[];
  /** Calls that were answered and not over: the most at any moment of each bucket. */
  readonly concurrentCalls: readonly number[];
  /** Streams by their mean opinion score, a number a band of `mosBands`. */
  readonly quality: readonly number[];
};

/**
 * Bands of mean opinion scores, each from its value up to that of the next: nearly all dissatisfied, many, some, satisfied, very satisfied
 * (ITU-T G.107 Annex B, by the MOS of its limits of R: 60, 70, 80, 90).
 */
export const mosBands = [1, 3.1, 3.6, 4.03, 4.34] as const;

/** The band a score falls into. */
export function mosBand(mos: number): number {
  return Math.max(
    0,
    mosBands.findLastIndex((least) => mos >= least),
  );
}

/** A call as far as it is counted: in ms since 1970, cut to whole ones. `ended` is missing of one that was never seen to end. */
export type CountedCall = { readonly answered: number; readonly ended?: number };

export function countedCall({ answered, ended }: CallRow): CountedCall | undefined {
  if (answered === undefined) return undefined;
  const [from, until] = [Date.parse(answered), ended === undefined ? undefined : Date.parse(ended)];
  return { answered: from, ...(until !== undefined && { ended: until }) };
}

export function qualityOf(streams: Iterable<Pick<StreamRow, 'mos'>>): readonly number[] {
  const counts = mosBands.map(() => 0);
  for (const { mos } of streams) if (mos !== undefined) counts[mosBand(mos)]! += 1;
  return counts;
}

/** Where the number of calls that are up changed: in which bucket, how many they were at most in it, and how many at its end. */
export type UpInBucket = readonly [bucket: number, most: number, last: number];

/** How many calls were up in each bucket; in those without a change as many as at the end of the one before. */
export function concurrentCalls({ buckets }: TimelineScale, changes: Iterable<UpInBucket>): readonly number[] {
  const known = new Map([...changes].map(([bucket, most, last]) => [bucket, { most, last }]));
  let up = 0;
  return Array.from({ length: buckets }, (_, bucket) => {
    const here = known.get(bucket);
    const most = Math.max(up, here?.most ?? 0);
    up = here?.last ?? up;
    return most;
  });
}

/** The changes by calls in memory: of one moment, what ends goes first. */
export function upInBuckets({ start, step }: TimelineScale, calls: Iterable<CountedCall>): readonly UpInBucket[] {
  const changes: (readonly [at: number, by: 1 | -1])[] = [];
  for (const { answered, ended } of calls) {
    changes.push([answered, 1]);
    if (ended !== undefined) changes.push([ended, -1]);
  }
  changes.sort(([one, by], [other, otherBy]) => one - other || by - otherBy);
  const found = new Map<number, { most: number; last: number }>();
  let up = 0;
  for (const [at, by] of changes) {
    up += by;
    const bucket = Math.floor((at - start) / step);
    const here = found.get(bucket);
    if (here === undefined) found.set(bucket, { most: up, last: up });
    else {
      here.most = Math.max(here.most, up);
      here.last = up;
    }
  }
  return [...found].map(([bucket, { most, last }]) => [bucket, most, last]);
}
