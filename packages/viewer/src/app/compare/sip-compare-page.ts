import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CallComparison, CaptureComparison } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { type CompareRoute, type Route, writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { compareStyles } from './compare-page.styles.ts';
import { compareWords as said } from './compare-words.ts';
import './sip-call-comparison.ts';
import './sip-capture-comparison.ts';
import '../parts/sip-notice.ts';

type Compared = {
  readonly calls?: CallComparison;
  readonly captures?: CaptureComparison;
  readonly names: readonly [string, string];
};

/**
 * Two calls, or two captures, held against each other.
 *
 * @fires sip-navigate - to the same two with the sides swapped.
 */
export class SipComparePage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    route: { attribute: false },
    hidesSame: { state: true },
    active: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, compareStyles];

  declare backend: Backend;
  declare route: CompareRoute;
  declare private hidesSame: boolean;
  /** Which of the differences was gone to. */
  declare private active: number | undefined;

  readonly #compared = new Task(this, {
    task: async ([backend, capture, other, one, another]: readonly [
      Backend,
      string,
      string,
      string | undefined,
      string | undefined,
    ]): Promise<Compared> => {
      this.active = undefined;
      const [left, right] = await Promise.all([backend.capture(capture), backend.capture(other)]);
      const names = [left.name, right.name] as const;
      if (one === undefined || another === undefined)
        return { captures: await backend.compareCaptures(capture, other), names };
      return { calls: await backend.compareCalls(capture, one, { call: another, capture: other }), names };
    },
    args: () => {
      const { capture, otherCapture = capture, calls } = this.route;
      return [this.backend, capture, otherCapture, calls?.[0], calls?.[1]] as const;
    },
  });

  constructor() {
    super();
    this.hidesSame = false;
    new CommandsController(this, () => this.#commands());
  }

  protected override render(): TemplateResult {
    return this.#compared.render({
      pending: () => html`<sip-notice kind="loading" heading=${said.loading}></sip-notice>`,
      error: (failure) =>
        html`<sip-notice kind="failed" heading=${said.failed} detail=${explain(failure)}>
          <a class="button framed" href=${writeRoute(this.#above)}>${this.#aboveTitle}</a>
        </sip-notice>`,
      complete: (compared) => html`${this.#drawTools(compared)} ${this.#drawBoth(compared)}`,
    }) as TemplateResult;
  }

  #drawTools({ names }: Compared): TemplateResult {
    const found = this.#differences();
    const { calls, otherCapture } = this.route;
    return html`<div class="tools">
      <a class="button" href=${writeRoute(this.#above)}>${icon('back')}${this.#aboveTitle}</a>
      ${
        calls === undefined
          ? nothing
          : html`<span
              >${this.#drawCallLink(0, names[0])} ·
              ${this.#drawCallLink(1, otherCapture === undefined ? '' : names[1])}</span
            >`
      }
      <button title=${said.swap} @click=${this.#swap}>${said.swap}</button>
      <label
        ><input
          type="checkbox"
          .checked=${this.hidesSame}
          @change=${() => (this.hidesSame = !this.hidesSame)}
        />${said.hideSame}</label
      >
      <span>
        <button title="${said.previous} (N)" aria-label=${said.previous} @click=${() => this.#step(-1)}>
          ${icon('up')}</button
        ><button title="${said.next} (n)" aria-label=${said.next} @click=${() => this.#step(1)}>${icon('down')}</button>
        <span role="status"
          >${this.active === undefined ? said.count(found.length) : said.at(this.active + 1, found.length)}</span
        >
      </span>
    </div>`;
  }

  #drawCallLink(side: 0 | 1, name: string): TemplateResult {
    const { capture, otherCapture = capture, calls } = this.route;
    const call = calls?.[side] ?? '';
    const address = writeRoute({ page: 'call', capture: side === 0 ? capture : otherCapture, call });
    return html`<a href=${address}>${said.call(label(call, 20))}</a>
      ${name === '' ? nothing : html`<span class="quiet">${said.ofCapture(label(name, 40))}</span>`}`;
  }

  #drawBoth({ calls, captures, names }: Compared): TemplateResult {
    if (calls !== undefined)
      return html`<sip-call-comparison
        .comparison=${calls}
        .route=${this.route}
        .hidesSame=${this.hidesSame}
        .active=${this.active === undefined ? undefined : this.#differences()[this.active]}
      ></sip-call-comparison>`;
    return html`<sip-capture-comparison
      .comparison=${captures}
      .leftName=${names[0]}
      .rightName=${names[1]}
      .hidesSame=${this.hidesSame}
      .active=${this.active}
    ></sip-capture-comparison>`;
  }

  /** Places of the messages, or figures, that differ. */
  #differences(): readonly number[] {
    const { calls, captures } = this.#compared.value ?? {};
    if (calls !== undefined) return calls.messages.flatMap(({ state }, at) => (state === 'same' ? [] : [at]));
    const figures = captures?.sections.flatMap((section) => section.figures.filter(({ notable }) => notable === true));
    return (figures ?? []).map((_, at) => at);
  }

  #step(step: 1 | -1): void {
    const { length } = this.#differences();
    if (length === 0) return;
    const from = this.active ?? (step === 1 ? -1 : 0);
    this.active = (from + step + length) % length;
  }

  readonly #swap = (): void => {
    const { capture, otherCapture, calls } = this.route;
    this.dispatchEvent(
      new NavigateEvent(
        {
          page: 'compare',
          capture: otherCapture ?? capture,
          ...(calls !== undefined && { calls: [calls[1], calls[0]] as const }),
          ...(otherCapture !== undefined && { otherCapture: capture }),
        },
        'replace',
      ),
    );
  };

  get #above(): Route {
    const { capture, calls } = this.route;
    return calls === undefined ? { page: 'captures' } : { page: 'list', capture, list: 'calls' };
  }

  get #aboveTitle(): string {
    return this.route.calls === undefined ? said.captures : said.calls;
  }

  #commands(): readonly Command[] {
    const { group } = said;
    return [
      { id: 'compare.next', title: said.next, group, keys: ['n'], run: () => this.#step(1) },
      { id: 'compare.previous', title: said.previous, group, keys: ['Shift+N'], run: () => this.#step(-1) },
      {
        id: 'compare.hide-same',
        title: said.hideSame,
        group,
        keys: ['h'],
        run: () => (this.hidesSame = !this.hidesSame),
      },
      { id: 'compare.swap', title: said.swap, group, run: this.#swap },
    ];
  }
}

customElements.define('sip-compare-page', SipComparePage);
