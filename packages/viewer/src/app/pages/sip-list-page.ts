import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, countOf, liveMessages } from '../../api/captures.ts';
import type { ListName, ListRows } from '../../api/lists.ts';
import { timeField } from '../../api/timeline.ts';
import { BackendError, explain } from '../backend/backend-error.ts';
import { formatCount } from '../format/number.ts';
import type { Zone } from '../format/time.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { leaveAt, leftAt } from '../route/navigation.ts';
import { type Route, writeRoute } from '../route/route.ts';
import { PagedRows } from '../table/paged-rows.ts';
import type { SipGrid } from '../table/sip-grid.ts';
import { controls } from '../theme/controls.ts';
import { readTimeRange, type TimeRange, withTimeRange } from '../timeline/time-range.ts';
import '../timeline/sip-timeline.ts';
import { listColumns } from './list-columns.ts';
import { filterExamples, listNouns } from './list-words.ts';
import { rowRoute } from './row-route.ts';
import { drawWithoutSip } from './other-traffic.ts';
import type { FilterProblem, SipFilter } from '../parts/sip-filter.ts';
import '../findings/sip-finding-groups.ts';
import './sip-call-outcomes.ts';
import '../parts/sip-filter.ts';
import '../parts/sip-notice.ts';
import '../table/sip-grid.ts';

/**
 * A list of a capture: the filter line and the table.
 *
 * @fires sip-navigate - to what a row opens, and to the list under another filter or order.
 */
export class SipListPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    list: {},
    filter: {},
    sort: {},
    zone: {},
    active: { state: true },
    version: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 0;
      }
      sip-timeline {
        flex: none;
      }
      .line {
        display: flex;
        align-items: flex-start;
        flex: none;
        border-bottom: 1px solid var(--line);
      }
      .line sip-filter {
        flex: 1;
        min-width: 0;
        border-bottom: 0;
      }
      .tools {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 34px;
        padding-right: 10px;
      }
      .tools:empty {
        display: none;
      }
      sip-grid,
      sip-notice {
        flex: 1;
      }
    `,
  ];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare list: ListName;
  declare filter: string;
  declare sort: string | undefined;
  declare zone: Zone;
  declare private active: number;
  declare private version: number;

  #rows: PagedRows<ListRows[ListName]> | undefined;
  /** The rows shown until those of the new filter have come. */
  #shownTotal = 0;
  #restoreTo: number | undefined;

  constructor() {
    super();
    this.active = 0;
    this.version = 0;
    this.filter = '';
    this.list = 'calls';
    this.zone = 'utc';
  }

  focusFilter(): void {
    this.renderRoot.querySelector<SipFilter>('sip-filter')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#rows?.stop();
  }

  protected override willUpdate(changed: PropertyValues<SipListPage>): void {
    const isOther = changed.has('backend') || changed.has('list') || changed.has('filter') || changed.has('sort');
    const before = changed.get('capture');
    if (!isOther && before?.id === this.capture.id) {
      // What is still being written has more rows, and others than before.
      if (before.live === true) this.#rows?.refresh();
      return;
    }
    if (isOther || changed.has('capture')) this.#load(changed);
  }

  protected override render(): TemplateResult {
    const rows = this.#rows;
    const problem = this.#filterProblem();
    return html`
      ${this.#drawTimeline()}
      ${this.list === 'calls' && (this.capture.counts?.calls ?? 0) > 1 ? this.#drawOutcomes() : nothing}
      ${this.list === 'findings' ? this.#drawGroups() : nothing}
      <div class="line">
        <sip-filter
          .filter=${this.filter}
          .placeholder=${filterExamples[this.list]}
          .problem=${problem}
          .count=${this.#count()}
          @filter-changed=${this.#filterChanged}
        ></sip-filter>
        <div class="tools">${this.#drawTools()}</div>
      </div>
      ${rows?.failure !== undefined && problem === undefined ? this.#drawFailure(rows.failure) : this.#drawRows()}
    `;
  }

  protected override updated(): void {
    if (this.#restoreTo === undefined || this.#rows?.total === undefined) return;
    const grid = this.#grid;
    if (grid === null) return;
    const index = this.#restoreTo;
    this.#restoreTo = undefined;
    void grid.updateComplete.then(() => {
      grid.show(index);
      if (document.activeElement === document.body) grid.focus();
    });
  }

  get #grid(): SipGrid | null {
    return this.renderRoot.querySelector('sip-grid');
  }

  #load(changed: PropertyValues<SipListPage>): void {
    this.#rows?.stop();
    const { backend, capture, list, filter, sort } = this;
    this.#rows = new PagedRows<ListRows[ListName]>(
      (offset, limit, signal) =>
        backend.list(capture.id, list, { limit, offset, filter, ...(sort !== undefined && { sort }) }, signal),
      () => {
        this.#shownTotal = this.#rows?.total ?? this.#shownTotal;
        this.version += 1;
      },
    );
    const isNewList = changed.has('list') || changed.has('capture');
    if (isNewList) this.#shownTotal = 0;
    this.#restoreTo = isNewList ? leftAt() : 0;
    this.active = 0;
    this.#rows.want(this.#restoreTo, this.#restoreTo + 40);
  }

  /** Of the calls, too, where figures are shown: minutes are what those are of. */
  #drawTimeline(): TemplateResult {
    const list = this.list === 'kpis' ? 'calls' : this.list;
    const { rest, range } = readTimeRange(this.filter, timeField(this.list));
    return html`<sip-timeline
      .backend=${this.backend}
      .capture=${this.capture.id}
      .list=${list}
      .noun=${listNouns[list]}
      .filter=${this.list === 'kpis' ? '' : rest}
      .range=${range}
      .zone=${this.zone}
      .version=${liveMessages(this.capture)}
      @range-changed=${(event: CustomEvent<{ range: TimeRange | undefined }>) =>
        this.#go({ filter: withTimeRange(this.filter, timeField(this.list), event.detail.range) }, 'push')}
    ></sip-timeline>`;
  }

  #drawTools(): TemplateResult {
    return html``;
  }

  #drawOutcomes(): TemplateResult {
    return html`<sip-call-outcomes
      .backend=${this.backend}
      .capture=${this.capture}
      .filter=${this.filter}
      .sort=${this.sort}
    ></sip-call-outcomes>`;
  }

  #drawGroups(): TemplateResult {
    return html`<sip-finding-groups
      .backend=${this.backend}
      .capture=${this.capture}
      .filter=${this.filter}
    ></sip-finding-groups>`;
  }

  #drawRows(): TemplateResult {
    const rows = this.#rows;
    const total = rows?.total;
    if (total === undefined && this.#shownTotal === 0 && this.#filterProblem() === undefined)
      return html`<sip-notice kind="loading" heading="Reading the ${this.list}"></sip-notice>`;
    if (total === 0) return this.#drawEmpty();
    return html`<sip-grid
      label=${this.list}
      .columns=${listColumns(this.zone)[this.list]}
      .total=${total ?? this.#shownTotal}
      .rowAt=${(index: number) => rows?.at(index)}
      .hrefOf=${(row: ListRows[ListName]) => writeRoute(rowRoute(this.capture.id, row))}
      .sort=${this.sort}
      .active=${this.active}
      .version=${this.version}
      @rows-seen=${(event: CustomEvent<{ first: number; last: number }>) =>
        rows?.want(event.detail.first, event.detail.last)}
      @active-changed=${(event: CustomEvent<{ index: number }>) => {
        this.active = event.detail.index;
      }}
      @row-opened=${(event: CustomEvent<{ index: number }>) => this.#open(event.detail.index)}
      @sort-changed=${(event: CustomEvent<{ sort: string | undefined }>) =>
        this.#go({ sort: event.detail.sort }, 'push')}
    ></sip-grid>`;
  }

  #drawEmpty(): TemplateResult {
    if (this.filter !== '')
      return html`<sip-notice heading="None of the ${this.list} match" detail="The filter leaves nothing of this list.">
        <button class="framed" @click=${() => this.#go({ filter: '' }, 'push')}>Clear the filter</button>
      </sip-notice>`;
    const { id, counts } = this.capture;
    if (counts?.messages === 0) {
      const overview = writeRoute({ page: 'overview', capture: id });
      return drawWithoutSip(this.capture, html`<a class="button framed" href=${overview}>Overview</a>`);
    }
    const detail = this.list === 'calls' ? 'It may hold registrations or other messages.' : '';
    const messages = writeRoute({ page: 'list', capture: id, list: 'messages' });
    return html`<sip-notice heading="No ${this.list} in this capture" detail=${detail}>
      ${this.list === 'messages' ? nothing : html`<a class="button framed" href=${messages}>Messages</a>`}
    </sip-notice>`;
  }

  #drawFailure(failure: unknown): TemplateResult {
    return html`<sip-notice kind="failed" heading="The ${this.list} could not be read" detail=${explain(failure)}>
      <button
        class="framed"
        @click=${() => {
          this.requestUpdate('filter', undefined);
        }}
      >
        Try again
      </button>
    </sip-notice>`;
  }

  #count(): string {
    const total = this.#rows?.total;
    const all = countOf(this.list, this.capture.counts);
    if (total === undefined) return '';
    if (all === undefined || this.filter === '') return formatCount(total);
    return `${formatCount(total)} of ${formatCount(all)}`;
  }

  #filterProblem(): FilterProblem | undefined {
    const failure = this.#rows?.failure;
    if (!(failure instanceof BackendError) || failure.problem.code !== 'filter-syntax') return undefined;
    const { span } = failure.problem;
    return { message: failure.message, ...(span !== undefined && { span }) };
  }

  readonly #filterChanged = (event: CustomEvent<{ filter: string; isFinal: boolean }>): void => {
    const { filter, isFinal } = event.detail;
    this.#go({ filter }, 'replace');
    if (isFinal) this.#grid?.focus();
  };

  #go(change: { filter?: string; sort?: string | undefined }, how: 'push' | 'replace'): void {
    const filter = change.filter ?? this.filter;
    const sort = 'sort' in change ? change.sort : this.sort;
    const route: Route = {
      page: 'list',
      capture: this.capture.id,
      list: this.list,
      ...(filter !== '' && { filter }),
      ...(sort !== undefined && { sort }),
    };
    if (how === 'replace') leaveAt(0);
    this.dispatchEvent(new NavigateEvent(route, how));
  }

  #open(index: number): void {
    const row = this.#rows?.at(index);
    if (row === undefined) return;
    leaveAt(index);
    this.dispatchEvent(new NavigateEvent(rowRoute(this.capture.id, row)));
  }
}

customElements.define('sip-list-page', SipListPage);
