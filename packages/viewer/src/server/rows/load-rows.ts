import type { DuckDBValue } from '@duckdb/node-api';
import type { CaptureFacts, Filter } from '@sipscope/analyzer';
import { type CaptureLoad, concurrentCalls, mosBands } from '../../api/capture-load.ts';
import { type Timeline, type TimelineScale, timelineRange, timelineScale } from '../../api/timeline.ts';
import { rowBegan } from './row-tables.ts';
import { timelineRows } from './timeline-rows.ts';

type Ask = (sql: string, values: readonly DuckDBValue[]) => Promise<DuckDBValue[][]>;

export type LoadAsked = {
  /** The capture, as SQL names it. */
  readonly capture: string;
  readonly buckets: number;
  readonly facts: Pick<CaptureFacts, 'started' | 'ended'> | undefined;
};

const everything: Filter = { kind: 'everything' };
/** A further copy of a packet counts nowhere. */
const notCopied: Filter = {
  kind: 'not',
  filter: { kind: 'is', key: 'duplicate', choices: [{ kind: 'value', value: { text: 'true', quoted: false } }] },
};
const counted = ['calls', 'registrations', 'messages'] as const;

/** What the capture had to carry over its time. */
export async function loadRows(ask: Ask, { capture, buckets, facts }: LoadAsked): Promise<CaptureLoad> {
  const ends = await ask(
    counted
      .map((list) => `select min("${rowBegan}"), max("${rowBegan}") from "${capture}".${list}`)
      .join(' union all '),
    [],
  );
  const range = timelineRange(
    facts,
    ends.flat().map((time) => (time === null ? undefined : Number(time))),
  );
  const scale = range === undefined ? { start: 0, step: 1, buckets: 0 } : timelineScale(...range, buckets);
  const asked = (list: (typeof counted)[number]): Promise<Timeline> =>
    timelineRows(ask, {
      table: `"${capture}".${list}`,
      list,
      filter: list === 'messages' ? notCopied : everything,
      buckets,
      facts,
      scale,
    });
  const [calls, registrations, messages] = await Promise.all(counted.map(asked));
  return {
    from: new Date(scale.start).toISOString(),
    until: new Date(scale.start + scale.step * scale.buckets).toISOString(),
    bucketMs: scale.step,
    calls: calls?.counts ?? [],
    failedCalls: calls?.failed ?? [],
    registrations: registrations?.counts ?? [],
    failedRegistrations: registrations?.failed ?? [],
    messages: messages?.counts ?? [],
    concurrentCalls: await upAtOnce(ask, capture, scale),
    quality: await quality(ask, capture),
  };
}

/** Texts lie folded, with decimals beyond those that are counted. */
function milliseconds(column: string): string {
  return `epoch_ms(try_cast(substr(upper("${column}"), 1, 23) as timestamp))`;
}

async function upAtOnce(ask: Ask, capture: string, scale: TimelineScale): Promise<readonly number[]> {
  const rows = await ask(
    `with changes as (
      select ${milliseconds('answered')} as moment, 1 as change from "${capture}".calls where "answered" is not null
      union all
      select ${milliseconds('ended')}, -1 from "${capture}".calls where "answered" is not null and "ended" is not null
    ), counted as (
      select moment, sum(change) over w as up, row_number() over w as place from changes where moment is not null
      window w as (order by moment, change rows unbounded preceding)
    )
    select cast(floor((moment - ${scale.start}) / ${scale.step}) as integer) as bucket,
      cast(max(up) as integer), cast(arg_max(up, place) as integer)
    from counted group by bucket order by bucket`,
    [],
  );
  return concurrentCalls(
    scale,
    rows.map(([bucket, most, last]) => [Number(bucket), Number(most), Number(last)] as const),
  );
}

async function quality(ask: Ask, capture: string): Promise<readonly number[]> {
  const bands = mosBands.map((least, at) => {
    const from = at === 0 ? 'true' : `"mos" >= ${least}`;
    const next = mosBands[at + 1];
    return `cast(count(*) filter (where ${from} and ${next === undefined ? 'true' : `"mos" < ${next}`}) as integer)`;
  });
  const [row] = await ask(`select ${bands.join(', ')} from "${capture}".streams where "mos" is not null`, []);
  return (row ?? []).map(Number);
}
