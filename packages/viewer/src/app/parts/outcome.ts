import { css, type CSSResult, html, type TemplateResult } from 'lit';
import type { CallOutcome } from '@sipscope/analyzer';
import { icon } from './icons.ts';

export type Tone = 'good' | 'bad' | 'warn' | 'moved' | 'accent' | 'quiet';

/** Colour of each outcome; its glyph and word tell it without colour. */
export const outcomeTones: Readonly<Record<CallOutcome, Tone>> = {
  answered: 'good',
  busy: 'warn',
  cancelled: 'quiet',
  declined: 'warn',
  'no-answer': 'warn',
  redirected: 'moved',
  failed: 'bad',
  unauthorized: 'warn',
  ongoing: 'accent',
  abandoned: 'quiet',
};

/** All outcomes, in the order they are told. The keys of the table above are exactly these. */
export const outcomes = Object.keys(outcomeTones) as CallOutcome[];

/** Glyph, word and colour of how a call ended. */
export function outcomeMark(outcome: CallOutcome): TemplateResult {
  return html`<span class="mark ${outcomeTones[outcome]}"
    >${icon(outcome)}<span class="word">${outcomeWord(outcome)}</span></span
  >`;
}

export function outcomeWord(outcome: CallOutcome): string {
  return outcome === 'no-answer' ? 'no answer' : outcome;
}

/** How a status is coloured, by its class: RFC 3261 §7.2. */
export function statusTone(status: number): Tone {
  if (status < 200) return 'quiet';
  if (status < 300) return 'good';
  if (status < 400) return 'moved';
  return 'bad';
}

export const toneStyles: CSSResult = css`
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    min-width: 0;
  }
  .good {
    color: var(--good);
  }
  .bad {
    color: var(--bad);
  }
  .warn {
    color: var(--warn);
  }
  .moved {
    color: var(--moved);
  }
  .accent {
    color: var(--accent);
  }
`;
