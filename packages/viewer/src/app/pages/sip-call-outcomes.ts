import { Task } from '@lit/task';
import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import type { CallOutcome, Summary } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import { formatCount } from '../format/number.ts';
import { outcomeMark, outcomes, toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';

const said = words('call-outcomes', {
  name: 'Calls by outcome',
  all: 'Show all calls',
  only: 'Show only these',
});

/** How the calls of a capture ended: each outcome with its count, a link to the calls that ended so, and back to all. */
export class SipCallOutcomes extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    filter: {},
    sort: {},
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      nav {
        display: flex;
        align-items: center;
        gap: 4px;
        height: 34px;
        padding: 0 8px;
        overflow-x: auto;
        scrollbar-width: none;
        border-bottom: 1px solid var(--line);
      }
      a {
        display: inline-flex;
        flex: none;
        align-items: center;
        gap: 6px;
        height: 26px;
        padding: 0 8px;
        border-radius: 4px;
        color: var(--ink);
        font-variant-numeric: tabular-nums;
      }
      a:hover {
        background: var(--hover);
        text-decoration: none;
      }
      a[aria-current] {
        background: var(--chosen);
      }
    `,
  ];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare filter: string;
  declare sort: string | undefined;

  readonly #summary = new Task(this, {
    task: async ([backend, capture]: readonly [Backend, string, number]): Promise<Summary> => backend.summary(capture),
    args: () => [this.backend, this.capture.id, liveMessages(this.capture)] as const,
  });

  constructor() {
    super();
    this.filter = '';
  }

  /** Without the counts, the list and its filter line tell all there is: a failure is left to them. */
  protected override render(): TemplateResult {
    const counts = this.#summary.value?.outcomes ?? {};
    const found = outcomes.filter((outcome) => (counts[outcome] ?? 0) > 0);
    return html`<nav aria-label=${said.name}>
      ${found.map((outcome) => this.#drawLink(outcome, counts[outcome] ?? 0))}
    </nav>`;
  }

  #drawLink(outcome: CallOutcome, count: number): TemplateResult {
    const filter = `outcome:${outcome}`;
    const isChosen = this.filter === filter;
    const address = writeRoute({
      page: 'list',
      capture: this.capture.id,
      list: 'calls',
      ...(!isChosen && { filter }),
      ...(this.sort !== undefined && { sort: this.sort }),
    });
    return html`<a href=${address} title=${isChosen ? said.all : said.only} aria-current=${isChosen ? 'true' : nothing}
      >${outcomeMark(outcome)} ${formatCount(count)}</a
    >`;
  }
}

customElements.define('sip-call-outcomes', SipCallOutcomes);
