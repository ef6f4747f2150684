import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { MessageDetail } from '@sipscope/analyzer';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { decodeBase64 } from '../message/byte-text.ts';
import type { ByteSpan } from '../message/syntax.ts';
import { icon } from '../parts/icons.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { saveFile } from '../parts/save-file.ts';
import { readAddress } from '../route/address-form.ts';
import { type DiffMode, type MessageRef, writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { encodeBase64 } from './encode-base64.ts';
import { readLink, writeLink } from './scratch-link.ts';
import { keepScratch, keptScratch, type ScratchContent } from './scratch-store.ts';
import {
  byteAt,
  countEnds,
  editText,
  emptyText,
  letterAt,
  type LineEnds,
  lineEnds,
  readText,
  type ScratchText,
  writeText,
} from './scratch-text.ts';
import { lineEndTitles, scratchWords } from './scratch-words.ts';
import { scratchStyles } from './sip-scratch-page.styles.ts';
import { type MessagePlace, splitMessages } from './split-messages.ts';
import type { Example } from './torture-messages.ts';
import '../diff/sip-message-diff.ts';
import '../message/sip-message.ts';
import type { SipMessage } from '../message/sip-message.ts';
import '../parts/sip-notice.ts';
import '../parts/sip-split.ts';

/** Bytes of a text that are read. */
const mostBytes = 256 * 1024;
/** How long nothing is written before what was written is read. */
const pauseMs = 150;

/**
 * Messages that are pasted or edited, read as they are written: nothing of them leaves the browser.
 */
export class SipScratchPage extends LitElement {
  static override properties: PropertyDeclarations = {
    zone: {},
    scratch: { state: true },
    places: { state: true },
    chosen: { state: true },
    detail: { state: true },
    failure: { state: true },
    compares: { state: true },
    mode: { state: true },
    said: { state: true },
    examples: { state: true },
  };
  static override styles: CSSResultGroup = [controls, scratchStyles];

  declare zone: Zone;
  declare private scratch: ScratchText;
  declare private places: readonly MessagePlace[];
  /** Which of the messages is shown. */
  declare private chosen: number;
  declare private detail: MessageDetail | undefined;
  declare private failure: string | undefined;
  declare private compares: boolean;
  declare private mode: DiffMode;
  declare private said: string;
  declare private examples: readonly Example[];

  readonly #narrow = new NarrowController(this);
  #bytes: Uint8Array = new Uint8Array();
  #original: Uint8Array | undefined;
  #from: ScratchContent['from'];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Readings take time; only the last one counts. */
  #reading = 0;

  constructor() {
    super();
    this.zone = 'utc';
    this.scratch = emptyText;
    this.places = [];
    this.chosen = 0;
    this.compares = false;
    this.mode = 'header';
    this.said = '';
    this.examples = [];
    new CommandsController(this, () => this.#commands());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#hashChanged);
    void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#hashChanged);
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const isNarrow = this.#narrow.isNarrow;
    return html`${this.#drawTools()}
      <sip-split
        name=${isNarrow ? 'scratch-narrow' : 'scratch'}
        label=${scratchWords.width}
        direction=${isNarrow ? 'column' : 'row'}
        .initial=${isNarrow ? 40 : 46}
      >
        <div class="side" slot="first">${this.#drawText()}</div>
        <div class="side" slot="second">${this.#drawMessages()} ${this.#drawShown()}</div>
      </sip-split>`;
  }

  #drawTools(): TemplateResult {
    const isEmpty = this.scratch.text === '';
    return html`<div class="tools" role="group" aria-label=${scratchWords.title}>
      <label
        >${scratchWords.examples}
        <select
          aria-label=${scratchWords.examples}
          @focus=${() => void this.#loadExamples()}
          @change=${this.#exampleChosen}
        >
          <option value="">${scratchWords.example}</option>
          ${this.examples.map(({ file, section, title }) => html`<option value=${file}>${section} ${title}</option>`)}
        </select></label
      >
      <label
        >${scratchWords.ends}
        <select
          aria-label=${scratchWords.ends}
          .value=${this.scratch.ends}
          @change=${(event: Event) => this.#chooseEnds((event.target as HTMLSelectElement).value)}
        >
          ${lineEnds.map((ends) => html`<option value=${ends} ?selected=${this.scratch.ends === ends}>${lineEndTitles[ends]}</option>`)}
        </select></label
      >
      ${
        this.#original === undefined
          ? nothing
          : html`<button
                aria-pressed=${this.compares ? 'true' : 'false'}
                class="framed"
                title=${scratchWords.compareTitle}
                @click=${() => (this.compares = !this.compares)}
              >
                ${scratchWords.compare}
              </button>
              <button title=${scratchWords.restoreTitle} @click=${this.#restore}>${scratchWords.restore}</button>`
      }
      <button title=${scratchWords.copy} ?disabled=${isEmpty} @click=${() => void this.#copy()}>
        ${icon('copy')}<span class="word">${scratchWords.copy}</span>
      </button>
      <button
        title=${scratchWords.save}
        aria-label=${scratchWords.save}
        ?disabled=${isEmpty}
        @click=${() => this.#save()}
      >
        ${icon('download')}
      </button>
      <button
        title=${scratchWords.link}
        aria-label=${scratchWords.link}
        ?disabled=${isEmpty}
        @click=${() => void this.#copyLink()}
      >
        ${icon('link')}
      </button>
      <button ?disabled=${isEmpty} @click=${() => this.#use(new Uint8Array())}>${scratchWords.clear}</button>
      <span class="room" role="status">${this.said}</span>
    </div>`;
  }

  #drawText(): TemplateResult {
    const { crlf, lf, cr } = countEnds(this.scratch);
    const address = this.#from === undefined ? undefined : writeRoute({ page: 'message', ...this.#from });
    return html`<textarea
        aria-label=${scratchWords.text}
        placeholder=${scratchWords.placeholder}
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        wrap="soft"
        .value=${this.scratch.text}
        @input=${this.#written}
        @keyup=${this.#caretMoved}
        @click=${this.#caretMoved}
      ></textarea>
      <div class="about">
        <span>${scratchWords.private}</span>
        <span>${scratchWords.endsNow(crlf, lf, cr)}</span>
        ${this.scratch.charset === 'latin1' ? html`<span class="warn">${scratchWords.latin1}</span>` : nothing}
        ${this.#bytes.length > mostBytes ? html`<span class="warn">${scratchWords.tooLong(mostBytes)}</span>` : nothing}
        ${address === undefined ? nothing : html`<a href=${address}>${scratchWords.from(`#${this.#from?.message.frame ?? ''}`)}</a>`}
      </div>`;
  }

  #drawMessages(): TemplateResult | typeof nothing {
    if (this.places.length < 2) return nothing;
    return html`<div class="messages" role="group" aria-label=${scratchWords.messages}>
      ${this.places.map(
        (place, at) =>
          html`<button aria-pressed=${at === this.chosen ? 'true' : 'false'} @click=${() => this.#choose(at)}>
            ${at + 1} ${label(this.#firstWords(place), 24)}
          </button>`,
      )}
    </div>`;
  }

  /** The method, or status and reason. */
  #firstWords({ start, end }: MessagePlace): string {
    const line =
      new TextDecoder().decode(this.#bytes.subarray(start, Math.min(end, start + 60))).split(/\r|\n/, 1)[0] ?? '';
    return line.startsWith('SIP/2.0 ') ? line.slice('SIP/2.0 '.length) : (line.split(' ', 1)[0] ?? '');
  }

  #drawShown(): TemplateResult {
    if (this.compares && this.#original !== undefined)
      return html`<sip-message-diff
        .left=${this.#original}
        .right=${this.#chosenBytes()}
        .leftTitle=${scratchWords.original}
        .rightTitle=${scratchWords.edited}
        .leftName=${'original.sip'}
        .rightName=${'edited.sip'}
        .mode=${this.mode}
        @mode-chosen=${(event: CustomEvent<{ mode: DiffMode }>) => (this.mode = event.detail.mode)}
      ></sip-message-diff>`;
    if (this.failure !== undefined)
      return html`<sip-notice kind="failed" heading=${scratchWords.failed} detail=${this.failure}></sip-notice>`;
    if (this.detail === undefined)
      return this.scratch.text === ''
        ? html`<sip-notice kind="empty" heading=${scratchWords.empty} detail=${scratchWords.emptyDetail}></sip-notice>`
        : html`<sip-notice kind="loading" heading=${scratchWords.reading}></sip-notice>`;
    return html`<sip-message
      .detail=${this.detail}
      .zone=${this.zone}
      @place-lit=${(event: CustomEvent<{ span: ByteSpan | undefined }>) => this.#select(event.detail.span)}
    ></sip-message>`;
  }

  #commands(): readonly Command[] {
    const { group } = scratchWords;
    return [
      { id: 'scratch.link', title: scratchWords.link, group, keys: ['y'], run: () => void this.#copyLink() },
      { id: 'scratch.copy', title: scratchWords.copy, group, run: () => void this.#copy() },
      { id: 'scratch.save', title: scratchWords.save, group, run: () => this.#save() },
      { id: 'scratch.clear', title: scratchWords.clear, group, run: () => this.#use(new Uint8Array()) },
      ...(this.#original === undefined
        ? []
        : [{ id: 'scratch.compare', title: scratchWords.compare, group, run: () => (this.compares = !this.compares) }]),
    ];
  }

  get #area(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  /** From the link that was followed, else from what lay here. */
  async #begin(): Promise<void> {
    if (await this.#useLink()) return;
    const kept = keptScratch();
    if (kept === undefined) return;
    try {
      this.#original = kept.original === undefined ? undefined : decodeBase64(kept.original);
      this.#from = isPlace(kept.from) ? kept.from : undefined;
      this.#show(readText(decodeBase64(kept.raw)));
    } catch {
      // What lay there was written by something else.
      this.#original = undefined;
    }
  }

  async #useLink(): Promise<boolean> {
    const { hash } = readAddress(new URL(location.href));
    if (hash === '') return false;
    const bytes = await readLink(hash);
    if (bytes === undefined) {
      this.#say(scratchWords.badLink);
      return false;
    }
    this.#use(bytes);
    return true;
  }

  readonly #hashChanged = (): void => void this.#useLink();

  async #loadExamples(): Promise<void> {
    if (this.examples.length > 0) return;
    this.examples = (await import('./torture-messages.ts')).examples;
  }

  readonly #exampleChosen = (event: Event): void => {
    const example = this.examples.find(({ file }) => file === (event.target as HTMLSelectElement).value);
    if (example !== undefined) this.#use(decodeBase64(example.raw));
  };

  /** Something else lies here now. */
  #use(bytes: Uint8Array): void {
    this.#original = undefined;
    this.#from = undefined;
    this.compares = false;
    this.#show(bytes.length === 0 ? emptyText : readText(bytes));
    this.#keep();
  }

  readonly #restore = (): void => {
    if (this.#original !== undefined) this.#show(readText(this.#original));
    this.#keep();
  };

  #show(scratch: ScratchText): void {
    this.scratch = scratch;
    this.chosen = 0;
    void this.#read();
  }

  readonly #written = (event: Event): void => {
    const before = this.scratch;
    const text = (event.target as HTMLTextAreaElement).value;
    // What is pasted where nothing was begins with the ends that the line says.
    this.scratch = before.text === '' ? { ...emptyText, text } : editText(before, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#read();
      this.#keep();
    }, pauseMs);
  };

  #chooseEnds(value: string): void {
    const ends: LineEnds | undefined = lineEnds.find((one) => one === value);
    if (ends === undefined) return;
    // What the lines end in now is how they came.
    const { kept } = ends === 'kept' ? readText(writeText(this.scratch)) : this.scratch;
    this.scratch = { ...this.scratch, ends, kept };
    void this.#read();
    this.#keep();
  }

  async #read(): Promise<void> {
    const reading = (this.#reading += 1);
    this.#bytes = writeText(this.scratch);
    this.places = this.#bytes.length === 0 ? [] : splitMessages(this.#bytes.subarray(0, mostBytes));
    this.chosen = Math.min(this.chosen, Math.max(0, this.places.length - 1));
    if (this.places.length === 0) {
      this.detail = undefined;
      this.failure = undefined;
      return;
    }
    try {
      const { readScratch } = await import('./read-scratch.ts');
      const detail = await readScratch(this.#chosenBytes());
      if (reading !== this.#reading) return;
      this.detail = detail;
      this.failure = undefined;
    } catch (failure) {
      if (reading === this.#reading) this.failure = failure instanceof Error ? failure.message : String(failure);
    }
  }

  #chosenBytes(): Uint8Array {
    const place = this.places[this.chosen];
    return place === undefined ? new Uint8Array() : this.#bytes.subarray(place.start, place.end);
  }

  #choose(at: number): void {
    this.chosen = at;
    void this.#read();
  }

  /** The message the caret is in is shown, and the place of the caret lit in it. */
  readonly #caretMoved = (): void => {
    const area = this.#area;
    if (area === null) return;
    const byte = byteAt(this.scratch, area.selectionStart);
    const at = this.places.findIndex(({ start, end }) => byte >= start && byte < end);
    if (at < 0) return;
    if (at !== this.chosen) {
      this.#choose(at);
      return;
    }
    const start = this.places[at]?.start ?? 0;
    this.renderRoot.querySelector<SipMessage>('sip-message')?.lightPlace(byte - start);
  };

  /** Selects in the text what was chosen in the message. */
  #select(span: ByteSpan | undefined): void {
    const area = this.#area;
    const start = this.places[this.chosen]?.start;
    if (area === null || start === undefined || span === undefined) return;
    // While the text is written, the caret is the writer's.
    if (this.shadowRoot?.activeElement === area) return;
    const [from, to] = [letterAt(this.scratch, start + span[0]), letterAt(this.scratch, start + span[1])];
    area.setSelectionRange(from, to);
    reveal(area, from);
  }

  #keep(): void {
    keepScratch({
      raw: encodeBase64(writeText(this.scratch).subarray(0, mostBytes)),
      ...(this.#original !== undefined && { original: encodeBase64(this.#original) }),
      ...(this.#from !== undefined && { from: this.#from }),
    });
  }

  async #copy(): Promise<void> {
    const bytes = writeText(this.scratch);
    await navigator.clipboard.writeText(new TextDecoder().decode(bytes));
    this.#say(scratchWords.copied);
  }

  #save(): void {
    saveFile(new Blob([new Uint8Array(writeText(this.scratch))], { type: 'application/octet-stream' }), 'scratch.sip');
  }

  async #copyLink(): Promise<void> {
    const link = await writeLink(writeText(this.scratch));
    if (link === undefined) {
      this.#say(scratchWords.linkTooLong);
      return;
    }
    await navigator.clipboard.writeText(new URL(writeRoute({ page: 'scratch' }) + link, location.href).href);
    this.#say(scratchWords.linkCopied);
  }

  #say(what: string): void {
    this.said = what;
    setTimeout(() => {
      if (this.said === what) this.said = '';
    }, 4000);
  }
}

/** Scrolls a text to a letter: a field for text shows what is selected only while it is written in. */
function reveal(area: HTMLTextAreaElement, letter: number): void {
  const line = area.value.slice(0, letter).split('\n').length - 1;
  const top = line * 19;
  if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - 40)
    area.scrollTop = Math.max(0, top - area.clientHeight / 3);
}

/** What is kept may have been written by anyone. */
function isPlace(from: unknown): from is { readonly capture: string; readonly message: MessageRef } {
  if (typeof from !== 'object' || from === null || !('capture' in from) || !('message' in from)) return false;
  const { capture, message } = from;
  return (
    typeof capture === 'string' &&
    typeof message === 'object' &&
    message !== null &&
    'frame' in message &&
    typeof message.frame === 'number'
  );
}

customElements.define('sip-scratch-page', SipScratchPage);
