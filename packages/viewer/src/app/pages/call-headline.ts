import { html, nothing, type TemplateResult } from 'lit';
import type { CallRow } from '@sipscope/analyzer';
import { formatParty } from '../format/party.ts';
import { label } from '../format/visible.ts';
import { outcomeMark, outcomeTones, outcomeWord } from '../parts/outcome.ts';
import type { Zone } from '../format/time.ts';
import { callWords } from './call/call-words.ts';
import { callFacts, decidedAfter } from './call-facts.ts';

/** What proves the outcome, and who said so. */
export type Proof = {
  /** Who sent the message that decided. */
  readonly by?: string;
  /** A line a packet. */
  readonly title: string;
  /** The reader wants to see it. */
  readonly show?: () => void;
};

/** Who called whom, and how it ended: outcome, what decided it, who said so, and after how long. Hover shows the packets that prove it. */
export function drawHeadline(call: CallRow, proof?: Proof): TemplateResult {
  const after = decidedAfter(call);
  return html`<h1>
      ${drawParty(call.from, call.fromNumber)}<span class="to" aria-label="to">→</span
      >${drawParty(call.to, call.toNumber)}
    </h1>
    <p class="verdict ${outcomeTones[call.outcome]}" title=${proof?.title ?? nothing}>
      ${outcomeMark(call.outcome)}
      ${call.status === undefined ? nothing : html`<span class="number">${call.status}</span>`}
      ${call.reason === undefined ? nothing : html`<bdi>${label(call.reason, 80)}</bdi>`}
      ${proof?.by === undefined ? nothing : html`<span class="quiet by">· <bdi>${label(proof.by, 60)}</bdi></span>`}
      ${after === undefined ? nothing : html`<span class="quiet after">· after ${after}</span>`}
      ${
        proof?.show === undefined
          ? nothing
          : html`<button class="proof" title=${proof.title} @click=${proof.show}>${callWords.proofWord}</button>`
      }
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
