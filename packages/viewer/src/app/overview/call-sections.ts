import type { CallOutcome, Distribution, PeakRow, Summary } from '@sipscope/analyzer';
import { html, nothing, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import { formatDuration, formatExactTime, type Zone } from '../format/time.ts';
import { outcomeMark, outcomes as allOutcomes } from '../parts/outcome.ts';
import { withTimeRange } from '../timeline/time-range.ts';
import { drawCounted, drawSection, percent } from './draw-section.ts';
import { anyOf, type LinkTo, type RowsBehind } from './overview-links.ts';
import { overviewWords as say } from './overview-words.ts';

/** How the calls ended. */
export function drawOutcomes({ outcomes, counts }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  const found = allOutcomes.flatMap((outcome: CallOutcome) => {
    const count = outcomes[outcome] ?? 0;
    const href = linkTo({ list: 'calls', filter: `outcome:${outcome}` });
    return count === 0 ? [] : [{ name: outcomeMark(outcome), count, href }];
  });
  if (found.length === 0) return nothing;
  return drawSection(say.calls, drawCounted(found, { of: counts.calls, share: (share) => say.share(percent(share)) }));
}

type Delay = {
  readonly name: string;
  readonly meaning: string;
  readonly measured: Distribution | undefined;
  readonly write: (value: number) => string;
  readonly rows: RowsBehind;
};
type Ratio = {
  readonly name: string;
  readonly meaning: string;
  readonly value: number | undefined;
  readonly rows: RowsBehind;
};

/** The measures of RFC 6076 §4, each with the rows it is of. */
export function drawKpis({ kpis }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  const delays: readonly Delay[] = [
    {
      name: 'SRD',
      meaning: 'session request delay',
      measured: kpis.srdMs,
      write: formatDuration,
      rows: { list: 'calls', filter: 'answered:* pddMs:*', sort: '-pddMs' },
    },
    {
      name: 'failed SRD',
      meaning: 'session request delay of failed calls',
      measured: kpis.failedSrdMs,
      write: formatDuration,
      rows: { list: 'calls', filter: 'outcome:failed', sort: '-pddMs' },
    },
    {
      name: 'SDD',
      meaning: 'session disconnect delay',
      measured: kpis.sddMs,
      write: formatDuration,
      rows: { list: 'transactions', filter: 'method:BYE finalMs:*', sort: '-finalMs' },
    },
    {
      name: 'SDT',
      meaning: 'session duration',
      measured: kpis.sdtSeconds,
      write: (seconds) => formatDuration(seconds * 1000),
      rows: { list: 'calls', filter: 'durationMs:*', sort: '-durationMs' },
    },
    {
      name: 'RRD',
      meaning: 'registration request delay',
      measured: kpis.rrdMs,
      write: formatDuration,
      rows: { list: 'transactions', filter: 'method:REGISTER finalStatus:2xx', sort: '-finalMs' },
    },
  ];
  const ratios: readonly Ratio[] = [
    {
      name: 'SER',
      meaning: 'session establishment ratio',
      value: kpis.ser,
      rows: { list: 'calls', filter: 'outcome:answered' },
    },
    {
      name: 'SEER',
      meaning: 'session establishment effectiveness ratio',
      value: kpis.seer,
      rows: { list: 'calls', filter: anyOf('outcome', ['answered', 'busy', 'declined', 'no-answer']) },
    },
    {
      name: 'ISA',
      meaning: 'ineffective session attempts',
      value: kpis.isa,
      rows: { list: 'calls', filter: anyOf('status', [408, 500, 503, 504]) },
    },
    {
      name: 'SCR',
      meaning: 'session completion ratio',
      value: kpis.scr,
      rows: { list: 'calls', filter: 'outcome:answered ended:*' },
    },
    {
      name: 'IRA',
      meaning: 'ineffective registration attempts',
      value: kpis.ira,
      rows: { list: 'transactions', filter: 'method:REGISTER finalStatus>=400' },
    },
  ];
  const timed = delays.filter(({ measured }) => measured !== undefined);
  const known = ratios.filter(({ value }) => value !== undefined);
  if (timed.length + known.length === 0) return nothing;
  return drawSection(
    say.kpis,
    html`${timed.length === 0 ? nothing : drawDelays(timed, linkTo)}
      <table>
        ${known.map(
          ({ name, meaning, value, rows }) =>
            html`<tr>
              <th scope="row" title=${meaning}><a href=${linkTo(rows)}>${name}</a></th>
              <td>${(value ?? 0).toFixed(1)} %</td>
              <td class="text quiet">${meaning}</td>
            </tr>`,
        )}
      </table>`,
  );
}

function drawDelays(delays: readonly Delay[], linkTo: LinkTo): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col"><span class="unseen">${say.measure}</span></th>
        <th scope="col">${say.median}</th>
        <th scope="col">95 %</th>
        <th scope="col">${say.most}</th>
        <th scope="col">${say.of}</th>
      </tr>
    </thead>
    <tbody>
      ${delays.map(({ name, meaning, measured, write, rows }) =>
        measured === undefined
          ? nothing
          : html`<tr>
              <th scope="row" title=${meaning}><a href=${linkTo(rows)}>${name}</a></th>
              <td>${write(measured.median)}</td>
              <td>${write(measured.p95)}</td>
              <td>${write(measured.max)}</td>
              <td>${formatCount(measured.count)}</td>
            </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The busiest seconds, each with the rows of that second. */
export function drawPeaks({ peaks }: Summary, linkTo: LinkTo, zone: Zone): TemplateResult | typeof nothing {
  const told: readonly (readonly [string, PeakRow | undefined, (from: number) => RowsBehind])[] = [
    [say.callsUp, peaks.concurrentCalls, (from) => upAt(from)],
    [say.callsBegun, peaks.callsPerSecond, (from) => ({ list: 'calls', filter: begunAt('started', from) })],
    [
      say.registers,
      peaks.registersPerSecond,
      (from) => ({ list: 'messages', filter: `kind:request method:REGISTER ${begunAt('time', from)}` }),
    ],
  ];
  const known = told.filter(([, peak]) => peak !== undefined);
  if (known.length === 0) return nothing;
  return drawSection(
    say.peaks,
    html`<table>
      ${known.map(([name, peak, rowsAt]) =>
        peak === undefined
          ? nothing
          : html`<tr>
              <th scope="row"><a href=${linkTo(rowsAt(Date.parse(peak.at)))}>${name}</a></th>
              <td>${formatCount(peak.count)}</td>
              <td class="text quiet">${formatExactTime(peak.at, zone)}</td>
            </tr>`,
      )}
    </table>`,
  );
}

function begunAt(field: string, from: number): string {
  return withTimeRange('', field, { from, until: from + 1000 });
}

/** Answered before the second is over, and not over before it begins. */
function upAt(from: number): RowsBehind {
  const before = withTimeRange('', 'answered', { until: from + 1000 });
  const over = withTimeRange('', 'ended', { until: from });
  return { list: 'calls', filter: `${before} not ${over}` };
}
