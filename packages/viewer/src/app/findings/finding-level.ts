import type { FindingCounts, FindingRow } from '@sipscope/analyzer';
import { html, type TemplateResult } from 'lit';
import { formatCount } from '../format/number.ts';
import { icon, type IconName } from '../parts/icons.ts';
import type { Tone } from '../parts/outcome.ts';
import { words } from '../words/words.ts';

const said = words('finding-level', {
  rule: 'What this rule says',
});

export type FindingLevel = FindingRow['level'];

type LevelLook = { readonly tone: Tone; readonly icon: IconName; readonly meaning: string };

/** Strongest first. */
const looks: Readonly<Record<FindingLevel, LevelLook>> = {
  must: { tone: 'bad', icon: 'error', meaning: 'an RFC demands it (MUST)' },
  security: { tone: 'bad', icon: 'security', meaning: 'it points at fraud or attack' },
  should: { tone: 'warn', icon: 'warning', meaning: 'an RFC recommends it (SHOULD)' },
  robustness: { tone: 'warn', icon: 'robustness', meaning: 'it is legal, but makes calls fail' },
  info: { tone: 'quiet', icon: 'info', meaning: 'worth knowing' },
};

/** The keys of the table above are exactly these. */
export const findingLevels = Object.keys(looks) as FindingLevel[];

export function levelTone(level: FindingLevel): Tone {
  return looks[level].tone;
}

export function levelMeaning(level: FindingLevel): string {
  return looks[level].meaning;
}

/** Glyph and word of a level. */
export function levelMark(level: FindingLevel): TemplateResult {
  return html`<span class="mark ${looks[level].tone}" title=${looks[level].meaning}
    >${icon(looks[level].icon)}<span class="word">${level}</span></span
  >`;
}

/** The same where there is little room: the word is for those who hear it. */
export function levelGlyph(level: FindingLevel): TemplateResult {
  return html`<span class="mark ${looks[level].tone}" title=${level}
    >${icon(looks[level].icon)}<span class="unseen">${level}</span></span
  >`;
}

/** Glyphs and counts of the levels there are, `most` of them, the strongest: what is only worth knowing is left out. */
export function findingsMark(counts: FindingCounts | undefined, most = 4): TemplateResult | undefined {
  const found = findingLevels.filter((level) => level !== 'info' && (counts?.[level] ?? 0) > 0).slice(0, most);
  if (found.length === 0) return undefined;
  return html`${found.map(
    (level) =>
      html`<span class="mark ${looks[level].tone}"
          >${icon(looks[level].icon)}<span class="unseen">${level}: </span>${formatCount(counts?.[level] ?? 0)}</span
        >${' '}`,
  )}`;
}

/** `2 must, 1 should`: the same in words. */
export function findingsText(counts: FindingCounts | undefined): string | undefined {
  const words = findingLevels.flatMap((level) => {
    const count = counts?.[level] ?? 0;
    return count === 0 ? [] : [`${formatCount(count)} ${level}`];
  });
  return words.length === 0 ? undefined : words.join(', ');
}

/** The strongest of those found, where any is more than worth knowing. */
export function strongestLevel(counts: FindingCounts | undefined): FindingLevel | undefined {
  return findingLevels.find((level) => level !== 'info' && (counts?.[level] ?? 0) > 0);
}

/** `RFC 3261 §8.1.1.7`. */
export function citeText({ rfc, section }: Pick<FindingRow, 'rfc' | 'section'>): string {
  return `RFC ${rfc}${section === '' ? '' : ` §${section}`}`;
}

/** A rule by its id, with a link to what it says of itself. */
export function ruleLink(rule: string, address: string): TemplateResult {
  return html`<a class="rule mono" href=${address} title=${said.rule}>${rule}</a>`;
}
