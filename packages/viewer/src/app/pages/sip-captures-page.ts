import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, isReadable, isSettled } from '../../api/captures.ts';
import { explain } from '../backend/backend-error.ts';
import { localPrefix } from '../backend/backends.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { compareWithMarked, isMarkedForComparison } from '../compare/marked-for-comparison.ts';
import { formatBytes, formatCount } from '../format/number.ts';
import { formatDay, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { pushUndo } from '../undo/undo.ts';
import { capturesWords as said } from './captures-words.ts';
import { drawCaptureState } from './draw-capture-state.ts';
import { FileDrop } from './file-drop.ts';
import {
  type CaptureColumn,
  type CaptureOrder,
  filterCaptures,
  newestFirst,
  nextOrder,
  orderCaptures,
} from './order-captures.ts';
import type { SipCaptureEdit } from './sip-capture-edit.ts';
import { capturesPageStyles } from './sip-captures-page.styles.ts';
import { Upload } from './upload.ts';
import { UploadQueue } from './upload-queue.ts';
import './sip-capture-edit.ts';
import '../parts/sip-notice.ts';

/**
 * The captures there are, and how others come in: dropped, chosen, sent to the server or kept in this browser.
 *
 * @fires sip-navigate - to the calls of a capture that was brought in alone.
 */
export class SipCapturesPage extends LitElement {
  static override properties: PropertyDeclarations = {
    server: { attribute: false },
    local: { attribute: false },
    alone: { attribute: false },
    zone: {},
    rows: { state: true },
    failure: { state: true },
    uploads: { state: true },
    filter: { state: true },
    order: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, capturesPageStyles];

  declare server: Backend;
  declare local: Backend;
  /** Without a server: what is brought in is opened in this browser. */
  declare alone: boolean;
  declare zone: Zone;
  /** Undefined until they have come. */
  declare private rows: readonly CaptureRow[] | undefined;
  declare private failure: unknown;
  declare private uploads: readonly Upload[];
  declare private filter: string;
  declare private order: CaptureOrder;

  readonly #drop = new FileDrop(this);
  readonly #queue = new UploadQueue();
  readonly #watches = new Map<string, () => void>();

  constructor() {
    super();
    this.uploads = [];
    this.alone = false;
    this.zone = 'utc';
    this.filter = '';
    this.order = newestFirst;
    new CommandsController(this, () => this.#commands());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#read();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#watches.values()) end();
    this.#watches.clear();
  }

  protected override firstUpdated(): void {
    void this.#read();
  }

  protected override render(): TemplateResult {
    return html`
      <div
        class="page"
        @dragenter=${this.#drop.entered}
        @dragover=${this.#drop.over}
        @dragleave=${this.#drop.left}
        @drop=${this.#drop.missed}
      >
        <div class="bring">
          ${this.alone ? nothing : this.#drawChoose()}
          <label class="button framed ${this.alone ? 'main' : ''}" title=${said.openHereHint}>
            ${icon('browser')}${this.alone ? said.open : said.openHere}
            <input class="unseen" type="file" multiple @change=${(event: Event) => this.#chosen(event, 'local')} />
          </label>
          <span class="quiet hint">${this.alone ? said.aloneHint : said.dropHint}</span>
          ${this.#drawFilter()}
        </div>
        ${this.uploads.map((upload) => this.#drawUpload(upload))} ${this.#drawList()}
        ${this.#drop.isOver ? this.#drawTargets() : nothing}
      </div>
      <sip-capture-edit></sip-capture-edit>
    `;
  }

  #drawChoose(): TemplateResult {
    return html`<label class="button framed main">
      ${icon('upload')}${said.choose}
      <input class="unseen" type="file" multiple @change=${(event: Event) => this.#chosen(event, 'server')} />
    </label>`;
  }

  #drawServerTarget(): TemplateResult {
    return html`<div
      class="target ${this.#drop.target === 'server' ? 'aimed' : ''}"
      @dragover=${(event: DragEvent) => this.#drop.aim(event, 'server')}
      @drop=${(event: DragEvent) => this.#bring(this.#drop.take(event), 'server')}
    >
      ${icon('upload')}<b>${said.toServer}</b>${said.toServerHint}
    </div>`;
  }

  #drawTargets(): TemplateResult {
    return html`<div class="targets ${this.alone ? 'one' : ''}">
      ${this.alone ? nothing : this.#drawServerTarget()}
      <div
        class="target ${this.#drop.target === 'local' ? 'aimed' : ''}"
        @dragover=${(event: DragEvent) => this.#drop.aim(event, 'local')}
        @drop=${(event: DragEvent) => this.#bring(this.#drop.take(event), 'local')}
      >
        ${icon('browser')}<b>${said.openHere}</b>${said.toBrowserHint}
      </div>
    </div>`;
  }

  #drawFilter(): TemplateResult | typeof nothing {
    const { rows = [] } = this;
    if (rows.length < 2) return nothing;
    const shown = filterCaptures(rows, this.filter).length;
    return html`<input
        class="filter"
        type="search"
        aria-label=${said.filter}
        placeholder=${said.filter}
        .value=${this.filter}
        @input=${(event: Event) => (this.filter = (event.currentTarget as HTMLInputElement).value)}
      />
      <span class="number quiet" role="status"
        >${this.filter === '' ? nothing : said.filtered(formatCount(shown), formatCount(rows.length))}</span
      >`;
  }

  #drawUpload(upload: Upload): TemplateResult {
    const { file, sent, failure, isWaiting } = upload;
    const name = label(file.name);
    if (failure !== undefined)
      return html`<div class="upload bad" role="alert">
        ${icon('error')}<span><bdi>${name}</bdi> ${said.notReceived(explain(failure))}</span>
        <button class="framed" @click=${() => void this.#send(file, upload)}>${said.sendAgain}</button>
        <button aria-label=${said.dismiss} @click=${() => this.#dismiss(upload)}>${icon('close')}</button>
      </div>`;
    return html`<div class="upload">
      <bdi>${name}</bdi>
      <progress aria-label=${said.sending(name)} max=${Math.max(1, file.size)} .value=${sent}></progress>
      <span class="number">${isWaiting ? said.waiting : said.sent(formatBytes(sent), formatBytes(file.size))}</span>
      <button class="framed" aria-label=${said.cancelUpload(name)} @click=${() => this.#cancelUpload(upload)}>
        ${said.cancel}
      </button>
    </div>`;
  }

  #drawList(): TemplateResult {
    const { rows, failure } = this;
    const failed =
      failure === undefined
        ? nothing
        : html`<sip-notice kind="failed" heading=${said.notListed} detail=${explain(failure)}>
            <button class="framed" @click=${() => void this.#read()}>${said.tryAgain}</button>
          </sip-notice>`;
    if (rows === undefined)
      return failure === undefined
        ? html`<sip-notice kind="loading" heading=${said.reading}></sip-notice>`
        : html`${failed}`;
    if (rows.length === 0 && failure === undefined)
      return html`<sip-notice class="invite" heading=${said.empty} detail=${said.emptyDetail}></sip-notice>`;
    return html`${failed} ${rows.length === 0 ? nothing : this.#drawTable(rows)}`;
  }

  #drawTable(rows: readonly CaptureRow[]): TemplateResult {
    const shown = orderCaptures(filterCaptures(rows, this.filter), this.order);
    if (shown.length === 0)
      return html`<sip-notice heading=${said.noneFits}>
        <button class="framed" @click=${() => (this.filter = '')}>${said.showAll}</button>
      </sip-notice>`;
    return html`<table aria-label=${said.table}>
      <thead>
        <tr>
          ${this.#drawHead('name', said.capture)} ${this.#drawHead('state', said.state)}
          ${this.#drawHead('calls', said.calls, 'end')} ${this.#drawHead('messages', said.messages, 'end wide')}
          ${this.#drawHead('packets', said.packets, 'end wide')} ${this.#drawHead('size', said.size, 'end wide')}
          ${this.#drawHead('started', said.started, 'wide')} ${this.#drawHead('added', said.added, 'wide')}
          <th scope="col"><span class="unseen">${said.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((row) => this.#drawRow(row))}
      </tbody>
    </table>`;
  }

  #drawHead(column: CaptureColumn, title: string, classes = ''): TemplateResult {
    const isSorted = this.order.column === column;
    const direction = this.order.descending ? 'descending' : 'ascending';
    return html`<th scope="col" class=${classes} aria-sort=${isSorted ? direction : nothing}>
      <button class="sort" @click=${() => (this.order = nextOrder(this.order, column))}>
        ${title}${isSorted ? icon(this.order.descending ? 'down' : 'up') : nothing}
      </button>
    </th>`;
  }

  #drawRow(row: CaptureRow): TemplateResult {
    const { counts, facts, tags = [] } = row;
    const name = label(row.name);
    const started = facts?.started;
    return html`<tr @click=${(event: MouseEvent) => this.#rowClicked(event, row)}>
      <th scope="row">
        <a href=${writeRoute({ page: 'list', capture: row.id, list: 'calls' })}><bdi>${name}</bdi></a>
        ${row.id.startsWith(localPrefix) ? html`<span class="tag">${said.local}</span>` : nothing}
        ${tags.map((tag) => html`<span class="tag"><bdi>${label(tag, 40)}</bdi></span>`)}
      </th>
      <td>${drawCaptureState(row)}</td>
      <td class="end">${counts === undefined ? '–' : formatCount(counts.calls)}</td>
      <td class="end wide">${counts === undefined ? '–' : formatCount(counts.messages)}</td>
      <td class="end wide">${facts === undefined ? '–' : formatCount(facts.packets)}</td>
      <td class="end wide">${formatBytes(row.size)}</td>
      <td class="wide" title=${started === undefined ? nothing : formatExactTime(started, this.zone)}>
        ${started === undefined ? '–' : formatDay(started, this.zone)}
      </td>
      <td class="wide">${formatDay(row.uploaded, this.zone)}</td>
      <td class="end actions">${this.#drawActions(row, name)}</td>
    </tr>`;
  }

  #drawActions(row: CaptureRow, name: string): TemplateResult {
    const isRead = (row.state === 'queued' || row.state === 'analysing') && row.live !== true;
    const isPartly = row.problems?.some(({ code }) => code === 'analysis-cancelled') === true;
    return html`${
        isRead
          ? html`<button
              class="framed"
              aria-label=${said.cancelAnalysis(name)}
              @click=${() => void this.#attempt(() => this.#backendOf(row).cancel(row.id))}
            >
              ${said.stop}
            </button>`
          : nothing
      }
      ${
        isPartly
          ? html`<button
              class="framed"
              aria-label=${said.readWholeOf(name)}
              @click=${() => void this.#attempt(() => this.#backendOf(row).readAgain(row.id))}
            >
              ${said.readWhole}
            </button>`
          : nothing
      }
      ${
        isReadable(row)
          ? html`<button
              aria-label=${said.compare(name)}
              aria-pressed=${isMarkedForComparison({ capture: row.id }) ? 'true' : 'false'}
              title=${said.compareHint}
              @click=${() => this.#compare(row)}
            >
              ${said.compareShort}
            </button>`
          : nothing
      }
      <button aria-label=${said.edit(name)} title=${said.editShort} @click=${() => void this.#edit(row)}>
        ${icon('edit')}</button
      ><button aria-label=${said.remove(name)} title=${said.removeShort} @click=${() => void this.#remove(row)}>
        ${icon('remove')}
      </button>`;
  }

  /** The first is set aside, the second is held against it. */
  #compare({ id }: CaptureRow): void {
    const route = compareWithMarked({ capture: id });
    if (route !== undefined) this.dispatchEvent(new NavigateEvent(route));
    this.requestUpdate();
  }

  async #read(): Promise<void> {
    const [local, server] = await Promise.allSettled([this.local.captures(), this.server.captures()]);
    const localRows = local.status === 'fulfilled' ? local.value : [];
    this.failure = server.status === 'rejected' ? (server.reason as unknown) : undefined;
    const serverRows = server.status === 'fulfilled' ? server.value : [];
    const hasRows = server.status === 'fulfilled' || localRows.length > 0;
    this.rows = hasRows ? [...localRows, ...serverRows] : undefined;
    for (const row of localRows) this.#watch(this.local, row);
    for (const row of serverRows) this.#watch(this.server, row);
  }

  #watch(backend: Backend, row: CaptureRow): void {
    if (isSettled(row) || this.#watches.has(row.id)) return;
    const end = backend.watch(row.id, (now) => {
      this.rows = this.rows?.map((one) => (one.id === now.id ? now : one));
      if (!isSettled(now)) return;
      this.#watches.get(now.id)?.();
      this.#watches.delete(now.id);
    });
    this.#watches.set(row.id, end);
  }

  #chosen(event: Event, where: 'server' | 'local'): void {
    // The listener stands on this input alone.
    const input = event.currentTarget as HTMLInputElement;
    this.#bring([...(input.files ?? [])], where);
    input.value = '';
  }

  #bring(files: readonly File[], where: 'server' | 'local'): void {
    const isAlone = files.length === 1;
    for (const file of files)
      void (where === 'local' ? this.#openHere(file, isAlone) : this.#send(file, undefined, isAlone));
  }

  async #openHere(file: File, isAlone: boolean): Promise<void> {
    const row = await this.local.upload(file, { onProgress: () => {}, signal: new AbortController().signal });
    this.#arrived(row, isAlone);
  }

  async #send(file: File, before?: Upload, isAlone = false): Promise<void> {
    const upload = new Upload(file, () => this.requestUpdate());
    this.uploads = [...this.uploads.filter((one) => one !== before), upload];
    const row = await this.#queue.run(() => upload.send(this.server));
    if (upload.failure === undefined) this.#dismiss(upload);
    if (row !== undefined) this.#arrived(row, isAlone && this.uploads.length === 0);
  }

  #arrived(row: CaptureRow, isAlone: boolean): void {
    if (isAlone && this.isConnected)
      this.dispatchEvent(new NavigateEvent({ page: 'list', capture: row.id, list: 'calls' }));
    else void this.#read();
  }

  #dismiss(upload: Upload): void {
    this.uploads = this.uploads.filter((one) => one !== upload);
  }

  /** One that waits for its turn is not sent at all. */
  #cancelUpload(upload: Upload): void {
    upload.cancel();
    if (upload.isWaiting) this.#dismiss(upload);
  }

  async #edit(row: CaptureRow): Promise<void> {
    const change = await this.renderRoot.querySelector<SipCaptureEdit>('sip-capture-edit')?.ask(row);
    if (change !== undefined) await this.#attempt(() => this.#backendOf(row).change(row.id, change));
  }

  /** Gone at once, and back when that is wanted. */
  async #remove(row: CaptureRow): Promise<void> {
    const backend = this.#backendOf(row);
    const isGone = await this.#attempt(() => backend.remove(row.id));
    if (!isGone) return;
    this.#watches.get(row.id)?.();
    this.#watches.delete(row.id);
    const undo = async (): Promise<void> => {
      await backend.restore(row.id);
      if (this.isConnected) await this.#read();
    };
    pushUndo({ title: said.removed(label(row.name, 60)), undo });
  }

  /** Does something with a capture and shows the list as it is then; false where it was refused, which is told. */
  async #attempt(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
    } catch (failure) {
      this.failure = failure;
      return false;
    }
    await this.#read();
    return true;
  }

  #commands(): readonly Command[] {
    const { group, upload, commandFilter } = said;
    const filter = this.renderRoot.querySelector<HTMLInputElement>('.filter');
    const choose = (): void => this.renderRoot.querySelector<HTMLInputElement>('input[type="file"]')?.click();
    return [
      { id: 'captures.upload', title: upload, group, keys: ['a'], run: choose },
      ...(filter === null
        ? []
        : [{ id: 'captures.filter', title: commandFilter, group, keys: ['/'], run: () => filter.focus() }]),
    ];
  }

  #backendOf(row: CaptureRow): Backend {
    return row.id.startsWith(localPrefix) ? this.local : this.server;
  }

  #rowClicked(event: MouseEvent, row: CaptureRow): void {
    const isControl = event.composedPath().some((target) => target instanceof Element && target.matches('a, button'));
    if (isControl || getSelection()?.isCollapsed === false) return;
    this.dispatchEvent(new NavigateEvent({ page: 'list', capture: row.id, list: 'calls' }));
  }
}

customElements.define('sip-captures-page', SipCapturesPage);
