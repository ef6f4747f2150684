import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, isSettled } from '../../api/captures.ts';
import { explain } from '../backend/backend-error.ts';
import { localPrefix } from '../backend/backends.ts';
import { formatBytes, formatCount } from '../format/number.ts';
import { formatDay, formatExactTime, type Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import type { SipConfirm } from '../parts/sip-confirm.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { drawCaptureState } from './draw-capture-state.ts';
import { FileDrop } from './file-drop.ts';
import { capturesPageStyles } from './sip-captures-page.styles.ts';
import { Upload } from './upload.ts';
import '../parts/sip-confirm.ts';
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
    zone: {},
    rows: { state: true },
    failure: { state: true },
    uploads: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, capturesPageStyles];

  declare server: Backend;
  declare local: Backend;
  declare zone: Zone;
  /** Undefined until they have come. */
  declare private rows: readonly CaptureRow[] | undefined;
  declare private failure: unknown;
  declare private uploads: readonly Upload[];

  readonly #drop = new FileDrop(this);
  readonly #watches = new Map<string, () => void>();

  constructor() {
    super();
    this.uploads = [];
    this.zone = 'utc';
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
          <label class="button framed main">
            ${icon('upload')}Choose captures
            <input class="unseen" type="file" multiple @change=${(event: Event) => this.#chosen(event, 'server')} />
          </label>
          <label class="button framed">
            ${icon('browser')}Open in this browser only
            <input class="unseen" type="file" @change=${(event: Event) => this.#chosen(event, 'local')} />
          </label>
          <span class="quiet hint">or drop them anywhere: pcap, pcapng, also gzipped</span>
        </div>
        ${this.uploads.map((upload) => this.#drawUpload(upload))} ${this.#drawList()}
        ${this.#drop.isOver ? this.#drawTargets() : nothing}
      </div>
      <sip-confirm></sip-confirm>
    `;
  }

  #drawTargets(): TemplateResult {
    return html`<div class="targets">
      <div
        class="target ${this.#drop.target === 'server' ? 'aimed' : ''}"
        @dragover=${(event: DragEvent) => this.#drop.aim(event, 'server')}
        @drop=${(event: DragEvent) => this.#bring(this.#drop.take(event), 'server')}
      >
        ${icon('upload')}<b>Send to the server</b>kept there, with an address to share
      </div>
      <div
        class="target ${this.#drop.target === 'local' ? 'aimed' : ''}"
        @dragover=${(event: DragEvent) => this.#drop.aim(event, 'local')}
        @drop=${(event: DragEvent) => this.#bring(this.#drop.take(event), 'local')}
      >
        ${icon('browser')}<b>Open in this browser only</b>nothing leaves this machine
      </div>
    </div>`;
  }

  #drawUpload(upload: Upload): TemplateResult {
    const { file, sent, failure } = upload;
    if (failure !== undefined)
      return html`<div class="upload bad" role="alert">
        ${icon('error')}<bdi>${label(file.name)}</bdi> was not received: ${explain(failure)}
        <button class="framed" @click=${() => void this.#send(file, upload)}>Send again</button>
        <button aria-label="Dismiss" @click=${() => this.#dismiss(upload)}>${icon('close')}</button>
      </div>`;
    return html`<div class="upload">
      <bdi>${label(file.name)}</bdi>
      <progress aria-label="Sending ${label(file.name)}" max=${Math.max(1, file.size)} .value=${sent}></progress>
      <span class="number">${formatBytes(sent)} of ${formatBytes(file.size)}</span>
      <button @click=${() => upload.cancel()}>Cancel</button>
    </div>`;
  }

  #drawList(): TemplateResult {
    const { rows, failure } = this;
    const failed =
      failure === undefined
        ? nothing
        : html`<sip-notice kind="failed" heading="The captures could not be listed" detail=${explain(failure)}>
            <button class="framed" @click=${() => void this.#read()}>Try again</button>
          </sip-notice>`;
    if (rows === undefined)
      return failure === undefined
        ? html`<sip-notice kind="loading" heading="Reading the list of captures"></sip-notice>`
        : html`${failed}`;
    if (rows.length === 0 && failure === undefined)
      return html`<sip-notice
        class="invite"
        heading="Drop a capture here to see its calls"
        detail="Any pcap or pcapng with SIP over UDP: from tcpdump, Wireshark, sngrep or a session border controller."
      ></sip-notice>`;
    return html`${failed} ${rows.length === 0 ? nothing : this.#drawTable(rows)}`;
  }

  #drawTable(rows: readonly CaptureRow[]): TemplateResult {
    return html`<table aria-label="Captures">
      <thead>
        <tr>
          <th scope="col">capture</th>
          <th scope="col">state</th>
          <th scope="col" class="end">calls</th>
          <th scope="col" class="end wide">messages</th>
          <th scope="col" class="end wide">packets</th>
          <th scope="col" class="end wide">size</th>
          <th scope="col" class="wide">first packet</th>
          <th scope="col" class="wide">added</th>
          <th scope="col"><span class="unseen">delete</span></th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => this.#drawRow(row))}
      </tbody>
    </table>`;
  }

  #drawRow(row: CaptureRow): TemplateResult {
    const { counts, facts } = row;
    const name = label(row.name);
    const started = facts?.started;
    return html`<tr @click=${(event: MouseEvent) => this.#rowClicked(event, row)}>
      <th scope="row">
        <a href=${writeRoute({ page: 'list', capture: row.id, list: 'calls' })}><bdi>${name}</bdi></a>
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
      <td class="end">
        <button aria-label="Delete ${name}" title="Delete" @click=${() => void this.#remove(row)}>
          ${icon('remove')}
        </button>
      </td>
    </tr>`;
  }

  async #read(): Promise<void> {
    const [local, server] = await Promise.allSettled([this.local.captures(), this.server.captures()]);
    const localRows = local.status === 'fulfilled' ? local.value : [];
    this.failure = server.status === 'rejected' ? (server.reason as unknown) : undefined;
    const serverRows = server.status === 'fulfilled' ? server.value : [];
    const hasRows = server.status === 'fulfilled' || localRows.length > 0;
    this.rows = hasRows ? [...localRows, ...serverRows].toSorted(newestFirst) : undefined;
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
    const row = await upload.send(this.server);
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

  async #remove(row: CaptureRow): Promise<void> {
    const isLocal = this.local === this.#backendOf(row);
    const confirm = this.renderRoot.querySelector<SipConfirm>('sip-confirm');
    const isSure = await confirm?.ask({
      heading: `Delete ${label(row.name, 80)}?`,
      detail: isLocal
        ? 'It leaves this browser; the file on your disk stays.'
        : 'The capture and everything read from it leave the server. Links to it stop working.',
      action: 'Delete',
    });
    if (isSure !== true) return;
    try {
      await this.#backendOf(row).remove(row.id);
      this.rows = this.rows?.filter((one) => one.id !== row.id);
    } catch (failure) {
      this.failure = failure;
    }
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

function newestFirst(one: CaptureRow, other: CaptureRow): number {
  return Date.parse(other.uploaded) - Date.parse(one.uploaded);
}

customElements.define('sip-captures-page', SipCapturesPage);
