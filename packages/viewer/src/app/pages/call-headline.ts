import { html, nothing, type TemplateResult } from 'lit';
import type { CallRow } from '@sipscope/analyzer';
import { formatParty } from '../format/party.ts';
import { label } from '../format/visible.ts';
import { outcomeMark, outcomeTones, outcomeWord } from '../parts/outcome.ts';
import type { Zone } from '../format/time.ts';
import { callFacts, decidedAfter } from './call-facts.ts';

/** Who called whom, and how it ended: outcome, what decided it, and after how long. */
export function drawHeadline(call: CallRow): TemplateResult {
  const after = decidedAfter(call);
  return html`<h1>
      ${drawParty(call.from, call.fromNumber)}<span class="to" aria-label="to">→</span
      >${drawParty(call.to, call.toNumber)}
    </h1>
    <p class="verdict ${outcomeTones[call.outcome]}">
      ${outcomeMark(call.outcome)}
      ${call.status === undefined ? nothing : html`<span class="number">${call.status}</span>`}
      ${call.reason === undefined ? nothing : html`<bdi>${label(call.reason, 80)}</bdi>`}
      ${after === undefined ? nothing : html`<span class="quiet after">after ${after}</span>`}
    </p>`;
}

/** The same as lines of text, for paper and pictures, with what else is known of the call. */
export function headlineLines(call: CallRow, zone: Zone): readonly string[] {
  const party = (uri: string | undefined, number: string | undefined): string =>
    label(formatParty(uri, number) ?? 'unknown', 60);
  const verdict = [outcomeWord(call.outcome), call.status, call.reason].filter((part) => part !== undefined).join(' ');
  const [started, ...facts] = callFacts(call, zone);
  return [
    `${party(call.from, call.fromNumber)} → ${party(call.to, call.toNumber)}, ${label(verdict, 120)}`,
    [`Call ${call.id}`, started?.whole, ...facts.map(({ name, value }) => `${name} ${label(value, 80)}`)]
      .filter((part) => part !== undefined)
      .join(' · '),
  ];
}

function drawParty(uri: string | undefined, number: string | undefined): TemplateResult {
  const text = label(formatParty(uri, number) ?? 'unknown', 60);
  return html`<bdi title=${uri === undefined ? nothing : label(uri)}>${text}</bdi>`;
}
