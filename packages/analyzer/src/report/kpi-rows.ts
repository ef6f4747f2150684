import type { TimeFormat } from '../follow/format-time.ts';
import type { KpiRow } from '../rows.ts';
import { KpiFigures } from '../traffic/kpi-figures.ts';
import type { KpiTally } from '../traffic/kpi-tally.ts';
import type { PerSecond } from '../traffic/per-second.ts';

type Parts = {
  /** Of what is over, and of what is open now. */
  readonly closed: KpiTally;
  readonly open: KpiTally;
  readonly messages: PerSecond;
  readonly times: TimeFormat;
};

/** Overall, then by minute in order of time, then by address and by prefix: busiest first. */
export function* kpiRows({ closed, open, messages, times }: Parts): Generator<KpiRow, void, undefined> {
  let number = 1;
  const row = (scope: KpiRow['scope'], figures: KpiFigures, more: Partial<KpiRow>): KpiRow => {
    return { id: `k${number++}`, scope, ...more, ...figures.totals(), ...figures.row() };
  };
  const most = closed.concurrency.mostPerMinute(open.concurrency);
  const perMinute = messagesPerMinute(messages);
  const total = perMinute.reduce((sum, count) => sum + count, 0);
  const highest = most.reduce((one, other) => Math.max(one, other), 0);
  yield row('overall', overallKpis(closed, open), { messages: total, concurrentCalls: highest });
  const minutes = closed.minutes.mergedWith(open.minutes);
  for (let minute = 0; minute < Math.max(most.length, perMinute.length); minute++) {
    const figures = minutes.get(String(minute));
    const count = perMinute[minute] ?? 0;
    const concurrentCalls = most[minute] ?? 0;
    if (figures === undefined && count === 0 && concurrentCalls === 0) continue;
    const started = times.iso(minute * 60e9);
    yield row('minute', figures ?? new KpiFigures(), { started, messages: count, concurrentCalls });
  }
  for (const [key, figures] of busiestFirst(closed.addresses.mergedWith(open.addresses))) {
    // A key of these groups is one of both words and an address.
    const [role, of] = key.split(' ') as ['client' | 'server', string];
    yield row('address', figures, { of, role });
  }
  const otherAddresses = closed.addresses.restWith(open.addresses);
  if (otherAddresses !== undefined) yield row('address', otherAddresses, {});
  for (const [of, figures] of busiestFirst(closed.prefixes.mergedWith(open.prefixes)))
    yield row('prefix', figures, { of });
  const otherPrefixes = closed.prefixes.restWith(open.prefixes);
  if (otherPrefixes !== undefined) yield row('prefix', otherPrefixes, {});
}

export function overallKpis(closed: KpiTally, open: KpiTally): KpiFigures {
  const overall = new KpiFigures();
  overall.merge(closed.overall);
  overall.merge(open.overall);
  return overall;
}

function messagesPerMinute(messages: PerSecond): readonly number[] {
  const perMinute: number[] = [];
  for (let second = 0; second < messages.length; second++) {
    const minute = Math.floor(second / 60);
    perMinute[minute] = (perMinute[minute] ?? 0) + messages.at(second);
  }
  return perMinute;
}

/** Those of equal size by name, wherever they were seen first. */
function busiestFirst(groups: ReadonlyMap<string, KpiFigures>): readonly [string, KpiFigures][] {
  return [...groups].toSorted(([a, one], [b, other]) => other.size - one.size || (a < b ? -1 : 1));
}
