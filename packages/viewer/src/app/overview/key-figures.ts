import type { Summary } from '@sipscope/analyzer';
import { html, type TemplateResult } from 'lit';
import type { CaptureRow } from '../../api/captures.ts';
import { formatCount } from '../format/number.ts';
import { percent } from './draw-section.ts';
import type { LinkTo, RowsBehind } from './overview-links.ts';
import { overviewWords as say } from './overview-words.ts';

type Figure = {
  readonly value: string;
  readonly name: string;
  readonly rows?: RowsBehind;
  readonly tone?: 'bad' | 'good';
};

/** The line of figures on top: how much there is, and how well it went. */
export function drawKeyFigures(summary: Summary, capture: CaptureRow, linkTo: LinkTo): TemplateResult {
  const figures = keyFigures(summary, capture);
  return html`<ul class="figures" aria-label=${say.figures}>
    ${figures.map(({ value, name, rows, tone }) => {
      const written = html`<b class=${tone ?? ''}>${value}</b> <span>${name}</span>`;
      return html`<li>${rows === undefined ? written : html`<a href=${linkTo(rows)}>${written}</a>`}</li>`;
    })}
  </ul>`;
}

function keyFigures({ counts, outcomes, media, peaks }: Summary, capture: CaptureRow): readonly Figure[] {
  const figures: Figure[] = [];
  const { answered = 0, failed = 0 } = outcomes;
  if (counts.calls > 0) {
    figures.push({ value: formatCount(counts.calls), name: say.callCount(counts.calls), rows: { list: 'calls' } });
    figures.push({
      value: percent(answered / counts.calls),
      name: say.answered,
      rows: { list: 'calls', filter: 'outcome:answered' },
    });
    figures.push({
      value: percent(failed / counts.calls),
      name: say.failedCalls,
      rows: { list: 'calls', filter: 'outcome:failed' },
      ...(failed > 0 && { tone: 'bad' }),
    });
  }
  const most = peaks.concurrentCalls?.count;
  if (most !== undefined)
    figures.push({
      value: formatCount(most),
      name: say.atOnce,
      rows: { list: 'kpis', filter: 'scope:minute', sort: '-concurrentCalls' },
    });
  figures.push({
    value: formatCount(counts.messages),
    name: say.messages(counts.messages),
    rows: { list: 'messages' },
  });
  if (counts.registrations > 0)
    figures.push({
      value: formatCount(counts.registrations),
      name: say.registrations(counts.registrations),
      rows: { list: 'registrations' },
    });
  if (counts.streams > 0)
    figures.push({ value: formatCount(counts.streams), name: say.streams(counts.streams), rows: { list: 'streams' } });
  if (media?.mosMean !== undefined)
    figures.push({
      value: media.mosMean.toFixed(2),
      name: say.mos,
      rows: { list: 'streams', filter: 'mos:*', sort: 'mos' },
    });
  const found = capture.counts?.findings;
  if (capture.judging === true) figures.push({ value: '…', name: `${say.findings(2)}, ${say.judging}` });
  else if (found !== undefined)
    figures.push({ value: formatCount(found), name: say.findings(found), rows: { list: 'findings' } });
  return figures;
}
