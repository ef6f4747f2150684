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
import type { RuleDetail } from '../../api/rule-detail.ts';
import { tellRule } from '../../api/tell-rule.ts';
import { explain, refusal } from '../backend/backend-error.ts';
import { readRule } from '../backend/http.ts';
import { citeText, levelMark, levelMeaning } from '../findings/finding-level.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import '../parts/sip-notice.ts';

const said = words('rule', {
  reading: 'Reading the rule',
  none: 'There is no such rule',
  noneHere: 'The rules of this build have none of that name.',
  captures: 'Captures',
  whatToDo: 'What to do',
  breaks: 'Breaks it',
  keeps: 'Keeps it',
  breaksExample: 'An example that breaks it',
  keepsExample: 'An example that keeps it',
  whenAsked: 'When it is asked',
  asked: (what: string) => `Of ${what}; where the capture does not show enough to say, it is silent.`,
  headers: (names: string) => `Header fields: ${names}`,
  profiles: 'In other profiles',
});

/** What a rule of conformance says, why, and what keeps and breaks it. */
export class SipRulePage extends LitElement {
  static override properties: PropertyDeclarations = {
    rule: {},
    local: { attribute: false },
  };
  static override styles: CSSResultGroup = [
    controls,
    toneStyles,
    css`
      :host {
        display: block;
        min-height: 0;
        overflow: auto;
      }
      article {
        max-width: 900px;
        padding: 12px 16px 32px;
        line-height: 20px;
      }
      h2 {
        margin: 4px 0 8px;
        font-size: 16px;
        line-height: 22px;
      }
      h3 {
        margin: 16px 0 4px;
        font-size: 13px;
      }
      p {
        max-width: 80ch;
        margin: 4px 0;
      }
      .what {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 14px;
      }
      .examples {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 320px), 1fr));
        gap: 0 16px;
      }
      pre {
        margin: 0;
        padding: 8px 10px;
        overflow-x: auto;
        font: var(--protocol);
        font-family: var(--mono);
        background: var(--bar);
        border: 1px solid var(--line);
        border-radius: 4px;
      }
      h3 .mark {
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding-left: 18px;
      }
    `,
  ];

  declare rule: string;
  /** Without a server, the rules come to this browser. */
  declare local: boolean;

  readonly #detail = new Task(this, {
    task: async ([rule]: readonly [string]): Promise<RuleDetail> => (this.local ? readHere(rule) : readRule(rule)),
    args: () => [this.rule] as const,
  });

  constructor() {
    super();
    this.local = false;
  }

  protected override render(): TemplateResult {
    return this.#detail.render({
      pending: () => html`<sip-notice kind="loading" heading=${said.reading}></sip-notice>`,
      error: (failure) =>
        html`<sip-notice kind="failed" heading=${said.none} detail=${explain(failure)}>
          <a class="button framed" href=${writeRoute({ page: 'captures' })}>${said.captures}</a>
        </sip-notice>`,
      complete: (detail) => this.#draw(detail),
    }) as TemplateResult;
  }

  #draw(detail: RuleDetail): TemplateResult {
    const { id, title, level, link, asked, why, advice, right, wrong, headers, profiles } = detail;
    return html`<article>
      <div class="what">
        <span class="mono">${id}</span> ${levelMark(level)} <span class="quiet">${levelMeaning(level)}</span>
        <a href=${link} target="_blank" rel="noopener noreferrer">${citeText(detail)}</a>
      </div>
      <h2>${title}</h2>
      <p>${why}</p>
      <h3>${said.whatToDo}</h3>
      <p>${advice}</p>
      <div class="examples">
        <div>
          <h3><span class="mark bad">${icon('failed')}${said.breaks}</span></h3>
          <pre tabindex="0" aria-label=${said.breaksExample}>${wrong}</pre>
        </div>
        <div>
          <h3><span class="mark good">${icon('answered')}${said.keeps}</span></h3>
          <pre tabindex="0" aria-label=${said.keepsExample}>${right}</pre>
        </div>
      </div>
      <h3>${said.whenAsked}</h3>
      <p>${said.asked(asked)}</p>
      ${headers === undefined || headers.length === 0 ? nothing : html`<p class="quiet">${said.headers(headers.join(', '))}</p>`}
      ${
        profiles.length === 0
          ? nothing
          : html`<h3>${said.profiles}</h3>
              <ul>
                ${profiles.map(({ profile, is, because }) => html`<li>${profile}: ${is}. <span class="quiet">${because}</span></li>`)}
              </ul>`
      }
    </article>`;
  }
}

async function readHere(rule: string): Promise<RuleDetail> {
  const detail = await tellRule(rule);
  if (detail === undefined) throw refusal('not-found', said.noneHere);
  return detail;
}

customElements.define('sip-rule-page', SipRulePage);
