import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { type CaptureRow, isReadable } from '../../api/captures.ts';
import { type SearchedList, searchedLists, type SearchHit } from '../../api/search/search.ts';
import { readWanted } from '../../api/search/wanted.ts';
import type { Backend } from '../../api/backend.ts';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { formatCount } from '../format/number.ts';
import { formatClock, formatExactTime, type Zone } from '../format/time.ts';
import { formatParty } from '../format/party.ts';
import { label } from '../format/visible.ts';
import { litPart } from '../palette/lit-text.ts';
import { routeOfHit } from '../palette/palette-items.ts';
import { outcomeMark, toneStyles } from '../parts/outcome.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { writeRoute } from '../route/route.ts';
import { frameCommandWords } from '../sip-app-words.ts';
import { controls } from '../theme/controls.ts';
import { addEvent, type CaptureResults, noResults, type SearchResults } from './search-results.ts';
import { searchFields, searchWords } from './search-words.ts';
import { searchPageStyles } from './sip-search-page.styles.ts';
import '../parts/sip-notice.ts';

const listWords: Readonly<Record<SearchedList, () => string>> = {
  calls: () => searchWords.calls,
  registrations: () => searchWords.registrations,
  messages: () => searchWords.messages,
};

/**
 * What stands in any of the captures: found as one waits, by capture.
 *
 * @fires sip-navigate - to the same page with other text; to what was found.
 */
export class SipSearchPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    text: {},
    capture: {},
    zone: {},
    captures: { state: true },
    results: { state: true },
    state: { state: true },
    failure: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, searchPageStyles];

  declare backend: Backend;
  declare text: string;
  /** Only this one is searched; all where it is missing. */
  declare capture: string | undefined;
  declare zone: Zone;
  declare private captures: readonly CaptureRow[] | undefined;
  declare private results: SearchResults;
  declare private state: 'idle' | 'searching' | 'ended' | 'cancelled';
  declare private failure: unknown;
  #search: AbortController | undefined;

  constructor() {
    super();
    this.text = '';
    this.zone = 'utc';
    this.results = noResults;
    this.state = 'idle';
    new CommandsController(this, () => this.#commands());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#search?.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('capture')) void this.#begin();
  }

  protected override firstUpdated(): void {
    const input = this.renderRoot.querySelector('input');
    input?.focus();
    input?.select();
  }

  protected override render(): TemplateResult {
    return html`<form class="bar" role="search" @submit=${this.#submit}>
        <input
          type="search"
          name="q"
          aria-label=${searchWords.label}
          placeholder=${searchWords.label}
          .value=${this.text}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
        />
        <select name="capture" aria-label=${searchWords.where}>
          <option value="" ?selected=${this.capture === undefined}>${searchWords.everywhere}</option>
          ${this.captures
            ?.filter(isReadable)
            .map(
              ({ id, name }) => html`<option value=${id} ?selected=${id === this.capture}>${label(name, 60)}</option>`,
            )}
        </select>
        <button class="framed main">${searchWords.search}</button>
      </form>
      ${this.#drawProgress()}
      <div class="results">${this.#drawResults()}</div>`;
  }

  #drawProgress(): TemplateResult | typeof nothing {
    const { state } = this;
    const { read, total, count, stopped } = this.results;
    if (state === 'idle') return nothing;
    const isBusy = state === 'searching';
    const by = { time: searchWords.stoppedByTime, bytes: searchWords.stoppedByBytes } as const;
    const told = isBusy
      ? searchWords.reading(formatCount(read), formatCount(total))
      : searchWords.readAll(formatCount(read), formatCount(count));
    return html`<div class="progress">
      <progress
        aria-label=${searchWords.progress}
        max=${Math.max(1, total)}
        .value=${isBusy ? read : Math.max(1, read)}
      ></progress>
      <span class="number" role="status">${told}</span>
      ${isBusy ? html`<button class="framed" @click=${this.#cancel}>${searchWords.cancel}</button>` : nothing}
      ${state === 'cancelled' ? html`<span class="warn">${searchWords.cancelled}</span>` : nothing}
      ${stopped === undefined ? nothing : html`<span class="warn">${by[stopped]}</span>`}
    </div>`;
  }

  #drawResults(): TemplateResult {
    const { failure, results, state, text } = this;
    const shown = results.captures.map((one) => this.#drawCapture(one));
    if (failure !== undefined)
      return html`${shown}<sip-notice kind="failed" heading=${searchWords.failed} detail=${explain(failure)}>
          <button class="framed" @click=${() => void this.#begin()}>${searchWords.tryAgain}</button>
        </sip-notice>`;
    if (shown.length > 0) return html`${shown}`;
    if (state === 'ended' && this.captures?.some(isReadable) === false)
      return html`<sip-notice heading=${searchWords.noCaptures} detail=${searchWords.noCapturesDetail}>
        <a class="button framed" href=${writeRoute({ page: 'captures' })}>${searchWords.captures}</a>
      </sip-notice>`;
    if (state === 'ended')
      return html`<sip-notice
        heading=${searchWords.nothing(label(text, 80))}
        detail=${searchWords.nothingDetail}
      ></sip-notice>`;
    if (state === 'idle')
      return html`<sip-notice
        heading=${text === '' ? searchWords.empty : searchWords.short}
        detail=${searchWords.hint}
      ></sip-notice>`;
    return html``;
  }

  #drawCapture({ capture, hits, more }: CaptureResults): TemplateResult {
    const name = this.captures?.find(({ id }) => id === capture)?.name ?? capture;
    return html`<section>
      <h2>
        <a href=${writeRoute({ page: 'overview', capture })}><bdi>${label(name)}</bdi></a>
      </h2>
      ${searchedLists
        .filter((list) => hits[list].length > 0)
        .map(
          (list) =>
            html`<h3>${listWords[list]()}</h3>
              <ul>
                ${hits[list].map((hit) => this.#drawHit(hit))}
                ${more.has(list) ? html`<li class="quiet more">${searchWords.more}</li>` : nothing}
              </ul>`,
        )}
    </section>`;
  }

  #drawHit(hit: SearchHit): TemplateResult {
    const { text, at, in: field } = hit.found;
    // A line of a message says itself which header it is.
    const isNamed = hit.message !== undefined && text.startsWith(`${field}:`);
    return html`<li>
      <a class="hit" href=${writeRoute(routeOfHit(hit))}>
        ${this.#drawWhat(hit)}
        <span class="piece"
          >${isNamed ? nothing : html`<span class="quiet">${searchWords.inField(label(fieldName(field), 40))}</span>`}
          <bdi>${litPart(text, at)}</bdi></span
        >
      </a>
    </li>`;
  }

  #drawWhat(hit: SearchHit): TemplateResult {
    if (hit.call !== undefined) {
      const { from, to, started, outcome } = hit.call;
      return html`${this.#drawTime(started)}<span class="what"
          ><bdi>${label(formatParty(from) ?? '–', 60)}</bdi> → <bdi>${label(formatParty(to) ?? '–', 60)}</bdi></span
        >${outcomeMark(outcome)}`;
    }
    if (hit.registration !== undefined) {
      const { aor, started, state } = hit.registration;
      return html`${this.#drawTime(started)}<span class="what"><bdi>${label(formatParty(aor) ?? '–', 80)}</bdi></span
        ><span class="quiet">${state}</span>`;
    }
    const { time, method, status, reason, frame } = hit.message;
    const isResponse = hit.message.kind === 'response';
    const what = isResponse ? `${status ?? ''} ${reason ?? ''}` : (method ?? '');
    return html`${this.#drawTime(time)}<span class="what">${label(what, 60)}</span
      ><span class="quiet number">#${frame}</span>`;
  }

  #drawTime(time: string | undefined): TemplateResult {
    if (time === undefined) return html`<span class="time">–</span>`;
    return html`<span class="time number" title=${formatExactTime(time, this.zone)}
      >${formatClock(time, this.zone)}</span
    >`;
  }

  #commands(): readonly Command[] {
    const { group } = frameCommandWords;
    const run = (): void => {
      const input = this.renderRoot.querySelector('input');
      input?.focus();
      input?.select();
    };
    return [{ id: 'search.text', title: searchWords.label, group, keys: ['/'], run }];
  }

  async #begin(): Promise<void> {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    this.results = noResults;
    this.failure = undefined;
    const wanted = readWanted(this.text);
    this.state = wanted === undefined ? 'idle' : 'searching';
    try {
      this.captures = await this.backend.captures();
      if (wanted === undefined || search.signal.aborted) return;
      const query = { text: wanted.text, ...(this.capture !== undefined && { capture: this.capture }) };
      await this.backend.search(query, (event) => this.#tell(search, event), search.signal);
      if (this.#search === search) this.state = 'ended';
    } catch (failure) {
      if (this.#search !== search || search.signal.aborted) return;
      this.state = 'ended';
      this.failure = failure;
    }
  }

  #tell(search: AbortController, event: Parameters<typeof addEvent>[1]): void {
    if (this.#search === search && !search.signal.aborted) this.results = addEvent(this.results, event);
  }

  readonly #cancel = (): void => {
    this.#search?.abort();
    this.state = 'cancelled';
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    // The listener stands on this form alone.
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const [text, capture] = [textOf(form, 'q').trim(), textOf(form, 'capture')];
    const isSame = text === this.text && capture === (this.capture ?? '');
    if (isSame) void this.#begin();
    else this.dispatchEvent(new NavigateEvent({ page: 'search', text, ...(capture !== '' && { capture }) }, 'replace'));
  };
}

/** A field of a row as people call it; a header as it is written. */
function fieldName(field: string): string {
  return Object.hasOwn(searchFields, field) ? searchFields[field as keyof typeof searchFields] : field;
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

customElements.define('sip-search-page', SipSearchPage);
