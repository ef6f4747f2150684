import { type CaptureTimes, matchesFilter, parseFilter, rowFields, withoutField } from '@sipscope/analyzer';
import { type CaptureLoad, concurrentCalls, countedCall, qualityOf, upInBuckets } from '../../api/capture-load.ts';
import type { ListName, ListPage, ListQuery, ListRows } from '../../api/lists.ts';
import {
  bucketAt,
  mostBuckets,
  rowFailed,
  rowTime,
  timelineOf,
  timelineRange,
  timelineScale,
  type Timeline,
  type TimelineQuery,
  type TimelineScale,
} from '../../api/timeline.ts';
import { type Facet, type FacetQuery, mostValues, usualValues } from '../../api/facets.ts';
import { readSort } from '../table/column.ts';
import { refusal } from './backend-error.ts';
import { countFacet } from './local-facets.ts';

const defaultLimit = 100;
const mostAtOnce = 1000;

export type Rows = { readonly [Name in ListName]: readonly ListRows[Name][] };

/** Lists of rows in memory, filtered, sorted and paged as the server does. Remembers the last arrangement of each. */
export class LocalLists {
  readonly #rows: Rows;
  readonly #times: CaptureTimes;
  readonly #arranged = new Map<ListName, { readonly key: string; readonly rows: readonly object[] }>();

  /** `times`: of the capture's first and last packet. */
  constructor(rows: Rows, times: CaptureTimes) {
    this.#rows = rows;
    this.#times = times;
  }

  page<Name extends ListName>(name: Name, query: ListQuery): ListPage<ListRows[Name]> {
    const limit = Math.max(1, Math.min(mostAtOnce, query.limit ?? defaultLimit));
    const offset = query.cursor === undefined ? (query.offset ?? 0) : Number(query.cursor);
    if (!Number.isInteger(offset) || offset < 0) throw refusal('bad-request', 'The cursor is not one of this list.');
    const rows = this.#arrange(name, query.filter ?? '', query.sort ?? '');
    const items = rows.slice(offset, offset + limit);
    const next = offset + items.length;
    return { items, total: rows.length, ...(next < rows.length && { nextCursor: String(next) }) };
  }

  facets(list: ListName, { fields, filter = '', limit = usualValues, containing = '' }: FacetQuery): readonly Facet[] {
    const most = Math.max(1, Math.min(mostValues, limit));
    return fields.map((field) => {
      if (!Object.hasOwn(rowFields[list], field)) throw refusal('bad-request', `The ${list} have no field “${field}”.`);
      const found = filtered<object>(list, this.#rows[list], { text: filter, times: this.#times, without: field });
      return countFacet(found, { list, field, limit: most, containing });
    });
  }

  /** `facts`: of the capture, whose time is covered even where the list has no rows. */
  timeline(
    name: ListName,
    { filter = '', buckets }: TimelineQuery,
    facts: { readonly started?: string; readonly ended?: string },
  ): Timeline {
    const range = timelineRange(facts, this.#ends(name));
    if (range === undefined) return timelineOf({ start: 0, step: 1, buckets: 0 }, []);
    const scale = timelineScale(...range, Math.max(1, Math.min(mostBuckets, buckets)));
    const rows = filtered<object>(name, this.#rows[name], { text: filter, times: this.#times });
    return countRows(name, rows, scale);
  }

  /** What the capture had to carry over its time. */
  load(most: number, facts: { readonly started?: string; readonly ended?: string }): CaptureLoad {
    const ends = (['calls', 'registrations', 'messages'] as const).flatMap((name) => this.#ends(name));
    const range = timelineRange(facts, ends);
    const scale =
      range === undefined
        ? { start: 0, step: 1, buckets: 0 }
        : timelineScale(...range, Math.max(1, Math.min(mostBuckets, most)));
    const [calls, registrations, messages] = (['calls', 'registrations', 'messages'] as const).map((name) =>
      // A further copy of a packet counts nowhere.
      countRows(
        name,
        this.#rows[name].filter((row) => !('duplicate' in row)),
        scale,
      ),
    );
    const up = this.#rows.calls.map(countedCall).filter((call) => call !== undefined);
    return {
      from: new Date(scale.start).toISOString(),
      until: new Date(scale.start + scale.step * scale.buckets).toISOString(),
      bucketMs: scale.step,
      calls: calls?.counts ?? [],
      failedCalls: calls?.failed ?? [],
      registrations: registrations?.counts ?? [],
      failedRegistrations: registrations?.failed ?? [],
      messages: messages?.counts ?? [],
      concurrentCalls: concurrentCalls(scale, upInBuckets(scale, up)),
      quality: qualityOf(this.#rows.streams),
    };
  }

  #ends(name: ListName): readonly [first: number | undefined, last: number | undefined] {
    let [first, last]: [number | undefined, number | undefined] = [undefined, undefined];
    for (const row of this.#rows[name]) {
      const time = rowTime(name, row);
      if (time === undefined) continue;
      if (first === undefined || time < first) first = time;
      if (last === undefined || time > last) last = time;
    }
    return [first, last];
  }

  /** All that match, in their order. */
  all(name: ListName, { filter = '', sort = '' }: Pick<ListQuery, 'filter' | 'sort'>): readonly object[] {
    return this.#arrange(name, filter, sort);
  }

  #arrange<Name extends ListName>(name: Name, filter: string, sort: string): readonly ListRows[Name][] {
    const key = JSON.stringify([filter, sort]);
    const last = this.#arranged.get(name);
    // Kept under the same name, so they are its rows.
    if (last?.key === key) return last.rows as readonly ListRows[Name][];
    const rows = sorted(name, filtered(name, this.#rows[name], { text: filter, times: this.#times }), sort);
    this.#arranged.set(name, { key, rows });
    return rows;
  }
}

function countRows(name: ListName, rows: readonly object[], scale: TimelineScale): Timeline {
  const filled = new Map<number, { count: number; failed: number }>();
  for (const row of rows) {
    const time = rowTime(name, row);
    const bucket = time === undefined ? undefined : bucketAt(scale, time);
    if (bucket === undefined) continue;
    const known = filled.get(bucket) ?? { count: 0, failed: 0 };
    known.count += 1;
    if (rowFailed(name, row)) known.failed += 1;
    filled.set(bucket, known);
  }
  return timelineOf(
    scale,
    [...filled].map(([bucket, { count, failed }]) => [bucket, count, failed]),
  );
}

/** How long a filter may take over all rows of a list. */
const longestMs = 10_000;
/** Rows between two looks at the clock. */
const rowsAtOnce = 1024;

/** `without`: a field of which nothing is asked. */
type FilterAsked = { readonly text: string; readonly times: CaptureTimes; readonly without?: string };

function filtered<Row extends object>(
  list: ListName,
  rows: readonly Row[],
  { text, times, without }: FilterAsked,
): readonly Row[] {
  const { filter: whole, problems } = parseFilter(text, { list, capture: times });
  const [problem] = problems;
  if (problem !== undefined) throw refusal('filter-syntax', problem.message, problem.span);
  const filter = whole === undefined || without === undefined ? whole : withoutField(whole, without);
  if (filter === undefined || filter.kind === 'everything') return rows;
  const until = performance.now() + longestMs;
  return rows.filter((row, at) => {
    if (at % rowsAtOnce === 0 && performance.now() > until)
      throw refusal('filter-too-slow', `The filter takes longer than ${longestMs / 1000} s over ${rows.length} rows.`);
    return matchesFilter(filter, row);
  });
}

/** Rows without the field come last in either direction; rows alike keep their order. */
function sorted<Row extends object>(name: ListName, rows: readonly Row[], text: string): readonly Row[] {
  const sort = readSort(text);
  if (sort === undefined) return rows;
  const type = Object.hasOwn(rowFields[name], sort.key) ? rowFields[name][sort.key] : undefined;
  if (type === undefined || type === 'texts' || type === 'numbers')
    throw refusal('bad-request', `The ${name} cannot be sorted by “${sort.key}”.`);
  const direction = sort.descending ? -1 : 1;
  const valueOf = (row: Row): unknown => (row as Readonly<Record<string, unknown>>)[sort.key];
  return rows.toSorted((one, other) => {
    const [left, right] = [valueOf(one), valueOf(other)];
    if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
    return direction * compare(left, right);
  });
}

function compare(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  const [one, other] = [String(left), String(right)];
  return one < other ? -1 : one > other ? 1 : 0;
}
