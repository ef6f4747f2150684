import { rowFields, type Filter } from '@sipscope/analyzer';
import type { DuckDBValue } from '@duckdb/node-api';
import type { CaptureFacts } from '@sipscope/analyzer';
import type { ListName } from '../../api/lists.ts';
import { timelineOf, timelineRange, timelineScale, type Timeline, type TimelineScale } from '../../api/timeline.ts';
import { filterSql } from './filter-sql.ts';
import { rowBad, rowBegan } from './row-tables.ts';

export type TimelineAsked = {
  /** As SQL names it. */
  readonly table: string;
  readonly list: ListName;
  readonly filter: Filter;
  readonly buckets: number;
  /** Where it is known already. */
  readonly scale?: TimelineScale;
  /** The capture's time, which the timeline covers. */
  readonly facts: Pick<CaptureFacts, 'started' | 'ended'> | undefined;
};

/** Counts the rows of a list over time. */
export async function timelineRows(
  ask: (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue[][]>,
  asked: TimelineAsked,
): Promise<Timeline> {
  const { table, list, filter } = asked;
  const scale = asked.scale ?? (await scaleOf(ask, asked));
  if (scale === undefined) return timelineOf({ start: 0, step: 1, buckets: 0 }, []);
  const { sql, values } = filterSql(filter, rowFields[list]);
  // Numbers of our own, whole and finite.
  const bucket = `cast(floor(("${rowBegan}" - ${scale.start}) / ${scale.step}) as integer)`;
  const filled = await ask(
    `select ${bucket}, count(*), count(*) filter (where "${rowBad}") from ${table} where "${rowBegan}" is not null and ${sql} group by 1`,
    values,
  );
  return timelineOf(
    scale,
    filled.map(([at, count, failed]) => [Number(at), Number(count), Number(failed)] as const),
  );
}

/** That covers the capture and all rows; undefined where there is nothing to cover. */
async function scaleOf(
  ask: (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue[][]>,
  { table, buckets, facts }: TimelineAsked,
): Promise<TimelineScale | undefined> {
  const [ends] = await ask(`select min("${rowBegan}"), max("${rowBegan}") from ${table}`, []);
  const range = timelineRange(
    facts,
    (ends ?? []).map((time) => (time === null ? undefined : Number(time))),
  );
  return range && timelineScale(...range, buckets);
}
