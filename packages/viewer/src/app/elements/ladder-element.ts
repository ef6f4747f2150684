import { Task } from '@lit/task';
import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { Ladder, MessageDetail } from '@sipscope/analyzer';
import { explain } from '../backend/backend-error.ts';
import type { Zone } from '../format/time.ts';
import { SipLadder } from '../ladder/ladder-view.ts';
import { arrangeLanes, type ArrangedLadder } from '../ladder/lanes/arrange-lanes.ts';
import { changeLanes, type LaneArrangement, plainArrangement } from '../ladder/lanes/lane-arrangement.ts';
import type { LanesChangedEvent } from '../ladder/lanes/lane-change-event.ts';
import '../parts/sip-notice.ts';
import type { MessageRef } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { elementStyles } from './element.styles.ts';
import { elementWords as said } from './element-words.ts';
import { fetchFile, fetchLadder } from './fetch-files.ts';
import type { OpenCall } from './open-captures.ts';

type Source = readonly [
  ladder: Ladder | undefined,
  src: string | undefined,
  file: Blob | undefined,
  capture: string | undefined,
  call: string | undefined,
];
type Shown = { readonly ladder: Ladder; readonly open?: OpenCall };

/**
 * A call as a ladder in a page of others: of a ladder that is there already, or of a capture, which is analysed in the browser.
 *
 * @fires message-selected - `{message}`: `frame` and, where its packet has several messages, `index`.
 * @fires message-entered - Enter on the selected arrow.
 * @fires ladder-shown - `{ladder}`: it has come.
 */
export class SipLadderElement extends LitElement {
  static override properties: PropertyDeclarations = {
    ladder: { attribute: false },
    src: {},
    file: { attribute: false },
    capture: {},
    call: {},
    zone: {},
    selected: { attribute: false },
    arrangement: { state: true },
  };
  static override styles: CSSResultGroup = [controls, elementStyles];

  /** It comes before all others. */
  declare ladder: Ladder | undefined;
  /** The address of a ladder as JSON, of the same origin. */
  declare src: string | undefined;
  declare file: Blob | undefined;
  /** The address of a capture, of the same origin. */
  declare capture: string | undefined;
  /** Which call of the file or capture: its id or a Call-ID. The first where none is named. */
  declare call: string | undefined;
  declare zone: Zone;
  declare selected: MessageRef | undefined;
  declare private arrangement: LaneArrangement;

  #open: OpenCall | undefined;
  readonly #shown = new Task(this, {
    task: async (source: Source, { signal }): Promise<Shown | undefined> => this.#read(source, signal),
    args: (): Source => [this.ladder, this.src, this.file, this.capture, this.call],
    onComplete: (shown) => {
      if (shown !== undefined) this.#tell('ladder-shown', { ladder: shown.ladder });
    },
  });
  #arranged: { readonly of: Ladder; readonly by: LaneArrangement; readonly ladder: ArrangedLadder } | undefined;

  constructor() {
    super();
    this.zone = 'utc';
    this.arrangement = plainArrangement;
  }

  /** A message of the call, for a `<sip-message>`. Rejects where the ladder was not read from a capture. */
  async message(message: MessageRef): Promise<MessageDetail> {
    if (this.#open === undefined) throw new Error(said.noCaptureOpen);
    return this.#open.message(message);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Taken out and put in again, it reads its capture anew.
    if (this.hasUpdated && this.#open === undefined) void this.#shown.run();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('sip-ladder-view')?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    const isOther = ['ladder', 'src', 'file', 'capture', 'call'].some((name) => changed.has(name));
    if (isOther && this.hasUpdated && !changed.has('selected')) this.selected = undefined;
  }

  protected override render(): TemplateResult {
    return this.#shown.render({
      initial: drawNothing,
      pending: () => html`<sip-notice class="fill" kind="loading" heading=${said.reading}></sip-notice>`,
      error: (failure) =>
        html`<sip-notice class="fill" kind="failed" heading=${said.notRead} detail=${explain(failure)}></sip-notice>`,
      complete: (shown) => (shown === undefined ? drawNothing() : this.#draw(this.#arrange(shown.ladder))),
    }) as TemplateResult;
  }

  async #read([ladder, src, file, capture, call]: Source, signal: AbortSignal): Promise<Shown | undefined> {
    this.#close();
    if (ladder !== undefined) return { ladder };
    if (src !== undefined && src !== '') return { ladder: await fetchLadder(src, signal) };
    const hasCapture = capture !== undefined && capture !== '';
    if (file === undefined && !hasCapture) return undefined;
    const { openCall } = await import('./open-captures.ts');
    const open = await openCall(file ?? (await fetchFile(capture ?? '', signal)), call, signal);
    if (signal.aborted || !this.isConnected) open.close();
    else this.#open = open;
    return { ladder: open.ladder, open };
  }

  #close(): void {
    this.#open?.close();
    this.#open = undefined;
  }

  #arrange(of: Ladder): ArrangedLadder {
    const by = this.arrangement;
    if (this.#arranged?.of !== of || this.#arranged.by !== by)
      this.#arranged = { of, by, ladder: arrangeLanes(of, by) };
    return this.#arranged.ladder;
  }

  #draw(ladder: ArrangedLadder): TemplateResult {
    return html`<sip-ladder-view
        class="fill"
        .ladder=${ladder}
        .selected=${this.selected}
        .zone=${this.zone}
        @lanes-changed=${({ change }: LanesChangedEvent) => (this.arrangement = changeLanes(this.arrangement, change))}
        @message-selected=${this.#select}
        @message-entered=${() => this.#tell('message-entered', {})}
      ></sip-ladder-view>
      ${ladder.hidden === undefined ? nothing : this.#drawHidden(ladder.hidden)}`;
  }

  #drawHidden({ lanes, arrows }: NonNullable<ArrangedLadder['hidden']>): TemplateResult {
    return html`<div class="bar quiet">
      <span role="status">${said.hidden(lanes.length, arrows)}</span>
      <button class="framed" @click=${() => (this.arrangement = { ...this.arrangement, hidden: [] })}>
        ${said.showHidden}
      </button>
    </div>`;
  }

  readonly #select = ({ detail: { message } }: CustomEvent<{ message: MessageRef }>): void => {
    this.selected = message;
    this.#tell('message-selected', { message });
  };

  #tell(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

function drawNothing(): TemplateResult {
  return html`<sip-notice class="fill" heading=${said.noLadder} detail=${said.noLadderDetail}></sip-notice>`;
}

customElements.define('sip-ladder-view', SipLadder);
customElements.define('sip-ladder', SipLadderElement);
