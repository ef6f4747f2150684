import type { Summary } from '@sipscope/analyzer';
import { html, nothing, type TemplateResult } from 'lit';
import { mosBands } from '../../api/capture-load.ts';
import { formatCount } from '../format/number.ts';
import { formatDuration } from '../format/time.ts';
import { drawCounted, drawFigure, drawSection, percent } from './draw-section.ts';
import { type LinkTo, quote } from './overview-links.ts';
import { bandWords, overviewWords as say } from './overview-words.ts';

const mostCodecs = 12;
const mostProblems = 20;

/** Streams: how many, how much was lost, in which codecs, and what was wrong with them. */
export function drawMedia({ media, counts }: Summary, linkTo: LinkTo): TemplateResult | typeof nothing {
  if (media === undefined) return nothing;
  const { codecs, minutes, packets, lost, lostPercent, mosMean, mosMin, problems } = media;
  const link = (filter?: string, sort?: string): string =>
    linkTo({ list: 'streams', ...(filter !== undefined && { filter }), ...(sort !== undefined && { sort }) });
  const listed = (
    all: Readonly<Record<string, number>>,
    most: number,
    filterOf: (name: string) => string,
  ): TemplateResult =>
    drawCounted(
      Object.entries(all)
        .slice(0, most)
        .map(([name, count]) => ({ name: name.replaceAll('-', ' '), count, href: link(filterOf(name)) })),
    );
  return drawSection(
    say.media,
    html`<table>
        ${drawFigure(say.streams(counts.streams), formatCount(counts.streams), { href: link() })}
        ${drawFigure(say.packets, formatCount(packets), { href: link(undefined, '-packets') })}
        ${drawFigure(say.lasting, formatDuration(minutes * 60_000))}
        ${
          lost === undefined
            ? nothing
            : drawFigure(say.lost, `${formatCount(lost)} (${(lostPercent ?? 0).toFixed(2)} %)`, {
                href: link('lost>0', '-lost'),
              })
        }
        ${
          mosMean === undefined
            ? nothing
            : drawFigure('MOS', say.lowest(mosMean.toFixed(2), (mosMin ?? mosMean).toFixed(2)), {
                href: link('mos:*', 'mos'),
              })
        }
      </table>
      ${listed(codecs, mostCodecs, (codec) => `codec:${quote(codec)}`)}
      ${listed(problems, mostProblems, (code) => `problems:${quote(code)}`)}`,
  );
}

/** How many streams people would be content with, by bands of MOS. */
export function drawQuality(quality: readonly number[], linkTo: LinkTo): TemplateResult | typeof nothing {
  const all = quality.reduce((sum, count) => sum + count, 0);
  if (all === 0) return nothing;
  const names = bandWords();
  const bands = quality.map((count, at) => {
    const next = mosBands[at + 1];
    const filter = [at === 0 ? 'mos:*' : `mos>=${mosBands[at]}`, ...(next === undefined ? [] : [`mos<${next}`])].join(
      ' ',
    );
    return { name: names[at] ?? '', count, href: linkTo({ list: 'streams', filter, sort: 'mos' }) };
  });
  return drawSection(
    say.quality,
    drawCounted(bands.toReversed(), { of: all, share: (share) => say.share(percent(share)) }),
  );
}
