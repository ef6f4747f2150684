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
import { type CaptureRow, countOf } from '../../api/captures.ts';
import type { ListName, ListRows } from '../../api/lists.ts';
import { BackendError, explain } from '../backend/backend-error.ts';
import { formatCount } from '../format/number.ts';
import type { Zone } from '../format/time.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { leaveAt, leftAt } from '../route/navigation.ts';
import { type Route, writeRoute } from '../route/route.ts';
import { PagedRows } from '../table/paged-rows.ts';
import type { SipGrid } from '../table/sip-grid.ts';
import { controls } from '../theme/controls.ts';
import { listColumns } from './list-columns.ts';
import { drawWithoutSip } from './other-traffic.ts';
import type { FilterProblem, SipFilter } from '../parts/sip-filter.ts';
import '../findings/sip-finding-groups.ts';
import './sip-call-outcomes.ts';
import '../parts/sip-filter.ts';
import '../parts/sip-notice.ts';
import '../table/sip-grid.ts';

const placeholders: Readonly<Record<ListName, string>> = {
  registrations: 'for example aor:*alice*, or any text',
  subscriptions: 'for example event:presence, or any text',
  publications: 'for example event:presence, or any text',
  conversations: 'any text',
  streams: 'for example codec:PCMA mos<3.6 problems:one-way, or any text',
  kpis: 'for example scope:minute calls>0',
  findings: 'for example level:must rule:SIP-VIA* source:192.0.2.1*, or any text',
  calls: 'for example outcome:failed from:+4420* status>=500, or any text',
  transactions: 'for example method:INVITE finalStatus>=400 timedOut:true, or any text',
  dialogs: 'for example usage:invite state:confirmed, or any text',
  messages: 'for example method:INVITE status:4xx retransmission:true, or any text',
};

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
      ${this.list === 'calls' && (this.capture.counts?.calls ?? 0) > 1 ? this.#drawOutcomes() : nothing}
      ${this.list === 'findings' ? this.#drawGroups() : nothing}
      <sip-filter
        .filter=${this.filter}
        .placeholder=${placeholders[this.list]}
        .problem=${problem}
        .count=${this.#count()}
        @filter-changed=${this.#filterChanged}
      ></sip-filter>
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
      .hrefOf=${(row: ListRows[ListName]) => writeRoute(this.#routeOf(row))}
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
    this.dispatchEvent(new NavigateEvent(this.#routeOf(row)));
  }

  /** A call opens on its ladder, a message on the ladder of its call, the rest on the messages it is made of. */
  #routeOf(row: ListRows[ListName]): Route {
    const capture = this.capture.id;
    if ('outcome' in row) return { page: 'call', capture, call: row.id };
    if ('rule' in row || 'frame' in row) return this.#routeOfMessage(row);
    if ('protocol' in row)
      return row.call === undefined
        ? { page: 'list', capture, list: 'streams', filter: `id:${row.id}` }
        : { page: 'call', capture, call: row.call, view: 'media' };
    if ('scope' in row) return { page: 'list', capture, list: 'calls' };
    if (!('client' in row) && !('usage' in row))
      return { page: 'list', capture, list: 'messages', filter: framesFilter(row.messages) };
    const key = 'usage' in row ? 'dialog' : 'transaction';
    return { page: 'list', capture, list: 'messages', filter: `${key}:${row.id}` };
  }

  /** Of a message, or of a finding; one of media that is missing has none. */
  #routeOfMessage(row: ListRows['messages' | 'findings']): Route {
    const capture = this.capture.id;
    const { frame, index, call } = row;
    if (frame === undefined && call !== undefined) return { page: 'call', capture, call, view: 'media' };
    if (frame === undefined) return { page: 'list', capture, list: 'findings' };
    const message = { frame, ...(index !== undefined && { index }) };
    return call === undefined ? { page: 'message', capture, message } : { page: 'call', capture, call, message };
  }
}

/** Frames that a filter names; those of a long row are told by their ends. */
const mostFrames = 100;

function framesFilter(frames: readonly number[]): string {
  const [first = 0] = frames;
  return frames.length > mostFrames ? `frame:${first}..${frames.at(-1) ?? first}` : `frame:(${frames.join(', ')})`;
}

customElements.define('sip-list-page', SipListPage);
