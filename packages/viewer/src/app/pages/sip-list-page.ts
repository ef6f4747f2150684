import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { CallRow, MessageRow } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, countOf, liveMessages } from '../../api/captures.ts';
import { callTarget, messageTarget } from '../../api/notes.ts';
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
import type { ColumnChoice } from '../table/column-choice.ts';
import { moved, resized } from '../table/column-choice.ts';
import { ChosenColumns } from '../columns/chosen-columns.ts';
import { CommandsController } from '../commands/commands.ts';
import { icon } from '../parts/icons.ts';
import type { SipColumnMenu } from '../table/sip-column-menu.ts';
import type { SipRowDetails } from '../table/sip-row-details.ts';
import { listCommands } from './list-commands.ts';
import { ListMarks } from './list-marks.ts';
import { pageWords } from './list-page-words.ts';
import { copiesFilter, hidesCopies, toggleCopies } from './message-copies.ts';
import { listPageStyles } from './sip-list-page.styles.ts';
import '../parts/sip-action-menu.ts';
import { filterExamples, listNouns } from './list-words.ts';
import { rowRoute } from './row-route.ts';
import { drawWithoutSip } from './other-traffic.ts';
import type { FilterProblem, SipFilter } from '../filter/sip-filter.ts';
import { isFacetsOpen, keepFacetsOpen } from '../filter/facets-open.ts';
import { openCellMenu } from '../filter/open-cell-menu.ts';
import '../findings/sip-finding-groups.ts';
import './sip-call-outcomes.ts';
import '../export/sip-rows-export.ts';
import { NotesController } from '../notes/notes.ts';
import '../notes/sip-notes-button.ts';
import '../filter/sip-filter.ts';
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
    copies: { state: true },
    hasMenu: { state: true },
    hasDetails: { state: true },
    hasFacets: { state: true },
  };
  static override styles: CSSResultGroup = [controls, listPageStyles];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare list: ListName;
  declare filter: string;
  declare sort: string | undefined;
  declare zone: Zone;
  declare private active: number;
  declare private version: number;
  /** Of the messages that the filter leaves, those that are copies; undefined where nothing is to be told of them. */
  declare private copies: number | undefined;
  declare private hasMenu: boolean;
  declare private hasDetails: boolean;
  declare private hasFacets: boolean;

  readonly #columns = new ChosenColumns(this);
  readonly #notes = new NotesController(this, () => this.capture.id);
  readonly #marks = new ListMarks(this, () => ({
    capture: this.capture.id,
    list: this.list,
    columns: this.#columns.shown,
    active: this.#rows?.at(this.active),
    go: (route) => this.dispatchEvent(new NavigateEvent(route)),
  }));
  #countingCopies: AbortController | undefined;
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
    this.hasMenu = false;
    this.hasDetails = false;
    this.hasFacets = false;
    if (isFacetsOpen()) void this.#showFacets();
    new CommandsController(this, () => this.#commands());
  }

  focusFilter(): void {
    this.renderRoot.querySelector<SipFilter>('sip-filter')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#rows?.stop();
    this.#countingCopies?.abort();
  }

  protected override willUpdate(changed: PropertyValues<SipListPage>): void {
    this.#columns.use(this.list, this.zone);
    const isOther = changed.has('backend') || changed.has('list') || changed.has('filter') || changed.has('sort');
    const before = changed.get('capture');
    if (!isOther && before?.id === this.capture.id) {
      // What is still being written has more rows, and others than before.
      const isJudged = before.judging === true && this.capture.judging !== true;
      if (before.live === true || isJudged) this.#rows?.refresh();
      if (before.live === true) void this.#countCopies();
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
          .backend=${this.backend}
          .capture=${this.capture}
          .list=${this.list}
          .hasFacets=${this.hasFacets}
          .filter=${this.filter}
          .placeholder=${filterExamples[this.list]}
          .problem=${problem}
          .count=${this.#count()}
          @filter-changed=${this.#filterChanged}
          @facets-toggled=${this.#toggleFacets}
        ></sip-filter>
        <div class="tools">${this.#drawTools()}</div>
      </div>
      <div class="body">
        ${this.hasFacets ? this.#drawFacets() : nothing}
        ${rows?.failure !== undefined && problem === undefined ? this.#drawFailure(rows.failure) : this.#drawRows()}
      </div>
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
    if (isNewList || changed.has('filter')) void this.#countCopies();
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
    const { count, actions, said } = this.#marks;
    return html`
      <span class="said" role="status">${said}</span>
      ${count === 0 ? nothing : html`<sip-action-menu icon="marked" label=${pageWords.marked(count)} hint=${pageWords.markedActions} .actions=${actions}></sip-action-menu>`}
      <sip-notes-button .capture=${this.capture.id}></sip-notes-button>
      <sip-rows-export
        .backend=${this.backend}
        .capture=${this.capture.id}
        .list=${this.list}
        .filter=${this.filter}
        .sort=${this.sort}
        .columns=${this.#columns.shown.map(({ id, sort }) => sort ?? id)}
      ></sip-rows-export>
      ${this.#drawCopiesSwitch()}
      <button
        class="columns"
        title=${pageWords.chooseColumns}
        aria-label=${pageWords.chooseColumns}
        @click=${this.#openMenu}
      >
        ${icon('columns')}<span class="word">${pageWords.columns}</span>
      </button>
      ${
        this.hasMenu
          ? html`<sip-column-menu
              .columns=${this.#columns.all}
              .choice=${this.#columns.choice}
              .isChosen=${this.#columns.isChosen}
              @choice-changed=${(event: CustomEvent<{ choice: ColumnChoice | undefined }>) =>
                this.#columns.choose(event.detail.choice)}
            ></sip-column-menu>`
          : nothing
      }
      ${this.hasDetails ? html`<sip-row-details .zone=${this.zone}></sip-row-details>` : nothing}
    `;
  }

  /** Where packets were captured twice, they are in the list, and the tab does not count them. */
  #drawCopiesSwitch(): TemplateResult | typeof nothing {
    const isHidden = hidesCopies(this.filter);
    if (this.list !== 'messages' || (!isHidden && (this.copies ?? 0) === 0)) return nothing;
    return html`<button
      class="copies"
      title=${pageWords.copiesHint}
      aria-pressed=${isHidden ? 'true' : 'false'}
      @click=${() => this.#go({ filter: toggleCopies(this.filter) }, 'push')}
    >
      ${isHidden ? pageWords.copiesHidden : pageWords.copiesShown}
    </button>`;
  }

  #drawOutcomes(): TemplateResult {
    return html`<sip-call-outcomes
      .backend=${this.backend}
      .capture=${this.capture}
      .filter=${this.filter}
      .sort=${this.sort}
    ></sip-call-outcomes>`;
  }

  #drawFacets(): TemplateResult {
    return html`<sip-facets
      .backend=${this.backend}
      .capture=${this.capture.id}
      .list=${this.list}
      .filter=${this.filter}
      .version=${liveMessages(this.capture)}
      @filter-edited=${(event: CustomEvent<{ filter: string }>) => this.#go({ filter: event.detail.filter }, 'push')}
      @facets-toggled=${this.#toggleFacets}
    ></sip-facets>`;
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
      .columns=${this.#columns.shown}
      .total=${total ?? this.#shownTotal}
      .rowAt=${(index: number) => rows?.at(index)}
      .hrefOf=${this.#hrefOf}
      .isMarked=${this.#isMarked}
      .isNoted=${this.#isNoted()}
      .sort=${this.sort}
      .active=${this.active}
      .version=${this.version}
      @rows-seen=${(event: CustomEvent<{ first: number; last: number }>) =>
        rows?.want(event.detail.first, event.detail.last)}
      @active-changed=${(event: CustomEvent<{ index: number }>) => {
        this.active = event.detail.index;
      }}
      @row-marked=${(event: CustomEvent<{ index: number }>) => this.#mark(event.detail.index)}
      @column-resized=${(event: CustomEvent<{ id: string; width: number }>) =>
        this.#columns.choose(resized(this.#columns.choice, event.detail.id, event.detail.width))}
      @column-moved=${(event: CustomEvent<{ id: string; to: number }>) =>
        this.#columns.choose(moved(this.#columns.choice, event.detail.id, event.detail.to))}
      @copy=${this.#copy}
      @cell-menu=${this.#openCellMenu}
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

  /** How much of the list the filter leaves. Copies are beside what the tab counts. */
  #count(): string {
    const total = this.#rows?.total;
    const all = countOf(this.list, this.capture.counts);
    if (total === undefined) return '';
    const hasCopies = this.list === 'messages' && this.copies !== undefined && this.copies > 0;
    const shown = hasCopies ? total - (this.copies ?? 0) : total;
    const isPart = all !== undefined && this.filter !== '' && !(hidesCopies(this.filter) && shown === all);
    const told = isPart ? pageWords.partOf(formatCount(shown), formatCount(all)) : formatCount(shown);
    return hasCopies ? pageWords.messagesAndCopies(told, formatCount(this.copies ?? 0)) : told;
  }

  /** Asked once the rows are there: it is not what a person waits for. */
  async #countCopies(): Promise<void> {
    this.#countingCopies?.abort();
    const counting = (this.#countingCopies = new AbortController());
    const filter = this.list === 'messages' ? copiesFilter(this.filter) : undefined;
    if (filter === undefined) {
      this.copies = undefined;
      return;
    }
    try {
      const query = { limit: 1, offset: 0, filter };
      const { total } = await this.backend.list(this.capture.id, 'messages', query, counting.signal);
      if (this.#countingCopies === counting) this.copies = total;
    } catch {
      // What is wrong with the filter is told by the list itself.
    }
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
    const route = rowRoute(this.capture.id, row);
    if (route === undefined) void this.#showDetails(row);
    else this.dispatchEvent(new NavigateEvent(route));
  }

  readonly #hrefOf = (row: ListRows[ListName]): string | undefined => {
    const route = rowRoute(this.capture.id, row);
    return route && writeRoute(route);
  };

  /** Another function for each change of the notes, so that the table is drawn anew. */
  #isNoted(): ((row: object) => boolean) | undefined {
    const { notes } = this.#notes;
    if (notes === undefined || notes.all.length === 0) return undefined;
    if (this.list === 'calls') return (row) => notes.get(callTarget((row as CallRow).id)) !== undefined;
    if (this.list !== 'messages') return undefined;
    return (row) => notes.get(messageTarget((row as MessageRow).frame, (row as MessageRow).index)) !== undefined;
  }

  readonly #isMarked = (row: object): boolean => this.#marks.count > 0 && this.#marks.has(row);

  #mark(index: number): void {
    const row = this.#rows?.at(index);
    if (row === undefined) return;
    this.#marks.toggle(row);
    this.version += 1;
  }

  /** The browser's own copying, where no text is chosen. */
  readonly #copy = (event: ClipboardEvent): void => {
    if (getSelection()?.isCollapsed === false || this.#marks.rows.length === 0) return;
    event.clipboardData?.setData('text/plain', this.#marks.tsv);
    event.preventDefault();
  };

  readonly #openMenu = async (): Promise<void> => {
    await Promise.all([import('../table/sip-column-menu.ts'), this.#columns.loadFields()]);
    this.hasMenu = true;
    await this.updateComplete;
    const button = this.renderRoot.querySelector('button.columns')?.getBoundingClientRect();
    if (button !== undefined) await this.renderRoot.querySelector<SipColumnMenu>('sip-column-menu')?.open(button);
  };

  async #showFacets(): Promise<void> {
    await import('../filter/sip-facets.ts');
    this.hasFacets = true;
  }

  readonly #toggleFacets = (): void => {
    keepFacetsOpen(!this.hasFacets);
    if (this.hasFacets) this.hasFacets = false;
    else void this.#showFacets();
  };

  readonly #openCellMenu = (event: CustomEvent<{ index: number; column: string; x: number; y: number }>): void => {
    const row = this.#rows?.at(event.detail.index);
    if (row === undefined) return;
    const asked = { list: this.list, filter: this.filter, row, columns: this.#columns.shown, ...event.detail };
    void openCellMenu(this.renderRoot, asked, (filter) => this.#go({ filter }, 'push'));
  };

  async #showDetails(row: object): Promise<void> {
    await import('../table/sip-row-details.ts');
    this.hasDetails = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<SipRowDetails>('sip-row-details')?.open(row);
  }

  #commands(): ReturnType<typeof listCommands> {
    const field = timeField(this.list);
    return listCommands({
      columns: this.#columns.shown,
      sort: this.sort,
      active: this.#rows?.at(this.active),
      marks: this.#marks,
      isNarrowedInTime: readTimeRange(this.filter, field).range !== undefined,
      sortBy: (sort) => this.#go({ sort }, 'push'),
      chooseColumns: () => void this.#openMenu(),
      showDetails: (row) => void this.#showDetails(row),
      showAllTime: () => this.#go({ filter: withTimeRange(this.filter, field, undefined) }, 'push'),
    });
  }
}

customElements.define('sip-list-page', SipListPage);
