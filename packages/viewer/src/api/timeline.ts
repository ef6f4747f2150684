import type { ListName } from './lists.ts';

/** Rows of a list over the capture's time: how many began in each bucket, and how many of them went wrong. */
export type Timeline = {
  /** Where the first bucket begins and the last ends: ISO 8601, UTC. */
  readonly from: string;
  readonly until: string;
  readonly bucketMs: number;
  readonly counts: readonly number[];
  readonly failed: readonly number[];
};

export type TimelineQuery = {
  /** In the filter language. */
  readonly filter?: string;
  /** At most so many, between 1 and `mostBuckets`; fewer make buckets that people can name: 1 s, 5 s, 1 min. */
  readonly buckets: number;
};

export const mostBuckets = 1000;

/** Buckets of one length, the first beginning at a multiple of it; times in ms since 1970. */
export type TimelineScale = { readonly start: number; readonly step: number; readonly buckets: number };

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
const short = [1, 2, 5, 10, 20, 50, 100, 200, 500];
/** Lengths of buckets that people can name, in ms; of marks below them, too. */
export const namedSteps: readonly number[] = [
  ...short,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
];

/** The shortest buckets of a length people can name of which at most `most` cover `[from, until]`. */
export function timelineScale(from: number, until: number, most: number): TimelineScale {
  const covers = (step: number): boolean => bucketsBetween(from, until, step) <= Math.max(2, most);
  const step = namedSteps.find(covers) ?? longStep(covers);
  return { start: Math.floor(from / step) * step, step, buckets: bucketsBetween(from, until, step) };
}

/** Days, twofold until they cover it: captures with a wrong clock reach over decades. */
function longStep(covers: (step: number) => boolean): number {
  let step = day;
  while (!covers(step) && step < 2 ** 20 * day) step *= 2;
  return step;
}

function bucketsBetween(from: number, until: number, step: number): number {
  return Math.floor(until / step) - Math.floor(from / step) + 1;
}

/** The bucket a time falls into; undefined of one outside. */
export function bucketAt({ start, step, buckets }: TimelineScale, time: number): number | undefined {
  const bucket = Math.floor((time - start) / step);
  return bucket >= 0 && bucket < buckets ? bucket : undefined;
}

/** The timeline of a scale; `filled`: of buckets that hold rows. */
export function timelineOf(
  { start, step, buckets }: TimelineScale,
  filled: Iterable<readonly [bucket: number, count: number, failed: number]>,
): Timeline {
  const counts = Array.from({ length: buckets }, () => 0);
  const failures = Array.from({ length: buckets }, () => 0);
  for (const [bucket, count, failed] of filled) {
    counts[bucket] = count;
    failures[bucket] = failed;
  }
  const [from, until] = [new Date(start).toISOString(), new Date(start + step * buckets).toISOString()];
  return { from, until, bucketMs: step, counts, failed: failures };
}

/** The times a timeline must cover: those of the capture and of the list's rows, as far as they are known. */
export function timelineRange(
  facts: { readonly started?: string | undefined; readonly ended?: string | undefined } | undefined,
  rows: readonly (number | undefined)[],
): readonly [from: number, until: number] | undefined {
  const told = [facts?.started, facts?.ended].map((time) => (time === undefined ? undefined : Date.parse(time)));
  const known = [...told, ...rows].filter((time): time is number => time !== undefined && isDrawable(time));
  return known.length === 0 ? undefined : [Math.min(...known), Math.max(...known)];
}

/** What a date can hold. */
function isDrawable(time: number): boolean {
  return Math.abs(time) <= 8.64e15 - 2 ** 20 * day;
}

/** The field that says when a row of the list began. */
export function timeField(list: ListName): 'started' | 'time' {
  return list === 'messages' || list === 'findings' ? 'time' : 'started';
}

/** When it began, in ms since 1970, cut to whole ones; undefined where a row tells no time. */
export function rowTime(list: ListName, row: object): number | undefined {
  const text = (row as Readonly<Record<string, unknown>>)[timeField(list)];
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whether a row tells of something that went wrong; a challenge for credentials (RFC 3261 §22) did not. */
const isBad: { readonly [Name in ListName]: (row: Fields) => boolean } = {
  calls: ({ outcome }) => outcome === 'failed',
  messages: ({ status }) => isRefusal(status),
  transactions: ({ finalStatus, timedOut }) => timedOut === true || isRefusal(finalStatus),
  dialogs: () => false,
  registrations: ({ state, outcome }) => badStates.has(state) || badOutcomes.has(outcome),
  subscriptions: ({ state }) => badStates.has(state),
  publications: ({ state }) => badStates.has(state),
  conversations: ({ failed }) => typeof failed === 'number' && failed > 0,
  streams: ({ mos }) => typeof mos === 'number' && mos < leastGoodMos,
  findings: ({ level }) => level === 'must',
  kpis: () => false,
};

/** Below it many are dissatisfied with what they hear (ITU-T G.107 Annex B). */
const leastGoodMos = 3.6;
const badStates: ReadonlySet<unknown> = new Set(['failed', 'timed-out', 'no-notify', 'rejected', 'expired']);
const badOutcomes: ReadonlySet<unknown> = new Set([
  'auth-failed',
  'forbidden',
  'not-found',
  'service-unavailable',
  'rejected',
  'timeout',
]);

function isRefusal(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status !== 401 && status !== 407;
}

export function rowFailed(list: ListName, row: object): boolean {
  return isBad[list](row as Fields);
}
