import type { Summary } from '@sipscope/analyzer';
import { html, nothing, type TemplateResult } from 'lit';
import { formatBytes, formatCount } from '../format/number.ts';
import { formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { drawFigure, drawSection } from './draw-section.ts';
import { type LinkTo, quote } from './overview-links.ts';
import { overviewWords as say } from './overview-words.ts';

const mostServerNames = 12;

export function hasSip({ counts }: Pick<Summary, 'counts'>): boolean {
  return counts.messages + counts.duplicates > 0;
}

/** What was captured: its file, its time, and how its messages came. */
export function drawCapture({ capture, counts, transports }: Summary, linkTo: LinkTo, zone: Zone): TemplateResult {
  const link = (filter: string): { readonly href: string } => ({ href: linkTo({ list: 'messages', filter }) });
  return drawSection(
    say.capture,
    html`${capture.damaged ? html`<p class="warn mark">${icon('warning')}${say.damaged}</p>` : nothing}
      <table>
        ${drawFigure(say.format, capture.format)} ${drawFigure(say.size, formatBytes(capture.bytes))}
        ${drawFigure(say.packets, formatCount(capture.packets))}
        ${capture.started === undefined ? nothing : drawFigure(say.from, formatExactTime(capture.started, zone))}
        ${capture.ended === undefined ? nothing : drawFigure(say.to, formatExactTime(capture.ended, zone))}
        ${capture.linkTypes.length === 0 ? nothing : drawFigure(say.links, capture.linkTypes.join(', '))}
        ${
          hasSip({ counts })
            ? html`${drawFigure(say.requests, formatCount(counts.requests), link('kind:request'))}
              ${drawFigure(say.responses, formatCount(counts.responses), link('kind:response'))}
              ${drawFigure(say.sentAgain, formatCount(counts.retransmissions), link('retransmission:true'))}
              ${drawFigure(say.capturedAgain, formatCount(counts.duplicates), link('duplicate:true'))}`
            : nothing
        }
        ${Object.entries(transports).map(([transport, count]) =>
          drawFigure(say.over(transport), formatCount(count), link(`transport:${quote(transport)}`)),
        )}
      </table>`,
  );
}

/** TLS of the capture, and under it what is given in `below`: where its keys can be given. */
export function drawTls({ capture: { tls } }: Summary, below: TemplateResult): TemplateResult | typeof nothing {
  if (tls === undefined) return nothing;
  const names = tls.serverNames.slice(0, mostServerNames).join(', ');
  return drawSection(
    say.tls,
    html`<table>
        ${drawFigure(say.connections, formatCount(tls.connections))}
        ${drawFigure(say.decrypted, formatCount(tls.decrypted))}
        ${names === '' ? nothing : drawFigure(say.serverNames, label(names, 200))}
      </table>
      ${below}`,
  );
}
