import { html, type TemplateResult } from 'lit';
import type { CaptureRow } from '../../api/captures.ts';
import { formatCount } from '../format/number.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { words } from '../words/words.ts';

const said = words('capture-in-list', {
  failed: 'failed',
  endedEarly: 'ended early',
  ready: 'ready',
  uploading: 'uploading',
  queued: 'queued',
  analysing: 'analysing',
  reading: (name: string) => `Reading ${name}`,
  soFar: (calls: string) => `${calls} calls so far`,
});

/** Where a capture stands, in its row of the list: its progress, and what went wrong in whole sentences. */
export function drawCaptureState(row: CaptureRow): TemplateResult {
  const problems = row.problems ?? [];
  const why = problems.map((problem) => label(problem.message, 300)).join('\n');
  if (row.state === 'failed')
    return html`<span class="mark bad" title=${why}
      >${icon('failed')}<span class="why">${why || said.failed}</span></span
    >`;
  if (row.state === 'ready') {
    const isDamaged = row.facts?.damaged === true || problems.length > 0;
    const tone = isDamaged ? 'warn' : 'good';
    return html`<span class="mark ${tone}" title=${why}
      >${icon(isDamaged ? 'warning' : 'answered')}<span class="why"
        >${isDamaged ? why || said.endedEarly : said.ready}</span
      ></span
    >`;
  }
  const { progress } = row;
  if (row.state !== 'analysing' || progress === undefined)
    return html`<span class="mark quiet">${icon('ongoing')}${said[row.state]}</span>`;
  return html`<progress
      aria-label=${said.reading(label(row.name))}
      max=${Math.max(1, progress.bytesTotal)}
      .value=${progress.bytesRead}
    ></progress>
    <span class="quiet number">${said.soFar(formatCount(progress.calls))}</span>`;
}
