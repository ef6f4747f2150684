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
import type { CallRow, CallStory, Ladder, MessageDetail } from '@sipscope/analyzer';
import { type Backend, exportFormats } from '../../api/backend.ts';
import { callTarget } from '../../api/notes.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import type { Zone } from '../format/time.ts';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { toneStyles } from '../parts/outcome.ts';
import { exportCall } from '../export/export-call.ts';
import type { ChosenExport, MenuFormat, SipExportMenu } from '../parts/sip-export-menu.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { type CallLook, type CallView, callViews, type MessageRef, sameMessage, writeRoute } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { callFacts, incompleteness } from './call-facts.ts';
import { drawHeadline, headlineLines } from './call-headline.ts';
import { callPageStyles } from './sip-call-page.styles.ts';
import { findingsMark, strongestLevel } from '../findings/finding-level.ts';
import '../findings/sip-findings.ts';
import type { SipFindings } from '../findings/sip-findings.ts';
import { type LadderLook, readLook, writtenLook } from '../ladder/ladder-look.ts';
import '../ladder/sip-ladder.ts';
import type { SipLadder } from '../ladder/sip-ladder.ts';
import '../media/sip-media.ts';
import type { SipMedia } from '../media/sip-media.ts';
import '../media/sip-player.ts';
import type { SipPlayer } from '../media/sip-player.ts';
import '../message/sip-message.ts';
import '../story/sip-story.ts';
import type { SipStory } from '../story/sip-story.ts';
import '../notes/sip-note.ts';
import '../parts/sip-export-menu.ts';
import '../parts/sip-notice.ts';
import '../parts/sip-split.ts';

const viewNames: Readonly<Record<CallView, string>> = {
  ladder: 'Ladder',
  story: 'Story',
  media: 'Media',
  findings: 'Findings',
};
const viewTitles: Readonly<Record<CallView, string>> = {
  ladder: 'The call as ladder',
  story: 'The call as story',
  media: 'The media of the call',
  findings: 'What in the call departs from the RFCs',
};

const commandWords = words('call-commands', {
  group: 'Call',
  view: 'The call as ladder, as story, its media, or its findings',
  fold: 'Repeats folded or each on its own',
  export: 'Export the call',
  listen: 'Listen to the call; then play and pause',
  nextFinding: 'The next message in which something was found',
  previousFinding: 'The message before in which something was found',
});

/** What can be saved of a call; of its ladder, where that is shown, pictures of it as it is. */
const forms: readonly MenuFormat[] = ['png', ...exportFormats];
const ladderForms: readonly MenuFormat[] = ['picture', 'print', ...forms];

type Shown = { readonly call: CallRow; readonly ladder: Ladder };

/**
 * One call: the answer, its ladder, and beside it the message that is looked at.
 *
 * @fires sip-navigate - to the same call on another message.
 */
export class SipCallPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    call: {},
    message: { attribute: false },
    view: {},
    look: { attribute: false },
    zone: {},
    folded: { state: true },
    said: { state: true },
    listens: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, callPageStyles];

  declare backend: Backend;
  declare capture: CaptureRow;
  declare call: string;
  declare message: MessageRef | undefined;
  declare view: CallView;
  /** What the address says of how the ladder is drawn. */
  declare look: CallLook | undefined;
  declare zone: Zone;
  declare private folded: boolean;
  declare private said: string;
  /** Whether the player is shown. */
  declare private listens: boolean;

  readonly #narrow = new NarrowController(this);
  readonly #call = new Task(this, {
    task: async ([backend, capture, call]: readonly [Backend, string, string, number]): Promise<Shown> => {
      const [row, ladder] = await Promise.all([backend.call(capture, call), backend.ladder(capture, call)]);
      return { call: row, ladder };
    },
    args: () => [this.backend, this.capture.id, this.call, liveMessages(this.capture)] as const,
  });
  /** Asked for when it is looked at. */
  readonly #story = new Task(this, {
    task: async ([backend, capture, call, view]: readonly [Backend, string, string, CallView, number]): Promise<
      CallStory | undefined
    > => (view === 'story' ? backend.story(capture, call) : undefined),
    args: () => [this.backend, this.capture.id, this.call, this.view, liveMessages(this.capture)] as const,
  });
  readonly #detail = new Task(this, {
    task: async ([backend, capture, frame, index]: readonly [
      Backend,
      string,
      number | undefined,
      number | undefined,
    ]) => (frame === undefined ? undefined : backend.message(capture, frame, index)),
    args: () => {
      const shown = this.#shownMessage();
      return [this.backend, this.capture.id, shown?.frame, shown?.index] as const;
    },
  });
  /** Shown until the next has come, so that walking through a call does not flicker. */
  #lastDetail: MessageDetail | undefined;
  /** The view that was given the keys: each is once it is there. */
  #focused: CallView | undefined;

  constructor() {
    super();
    this.view = 'ladder';
    this.zone = 'utc';
    this.folded = true;
    this.said = '';
    this.listens = false;
    new CommandsController(this, () => this.#commands());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('call')) this.#lastDetail = undefined;
    if (changed.has('call')) this.listens = false;
    this.#lastDetail = this.#detail.value ?? this.#lastDetail;
  }

  protected override render(): TemplateResult {
    return this.#call.render({
      pending: () => {
        const shown = this.#call.value;
        return shown?.call.id === this.call && this.capture.live === true
          ? this.#drawCall(shown)
          : html`<sip-notice kind="loading" heading="Reading the call"></sip-notice>`;
      },
      error: (failure) =>
        html`<sip-notice kind="failed" heading="This call could not be read" detail=${explain(failure)}>
          <a class="button framed" href=${this.#listAddress()}>Calls</a>
        </sip-notice>`,
      complete: (shown) => this.#drawCall(shown),
    }) as TemplateResult;
  }

  protected override updated(): void {
    const shown = this.renderRoot.querySelector<SipLadder | SipStory | SipMedia | SipFindings>(`sip-${this.view}`);
    if (shown === null || this.#focused === this.view) return;
    this.#focused = this.view;
    void shown.updateComplete.then(() => {
      if (document.activeElement === document.body || document.activeElement?.localName === 'sip-app') shown.focus();
    });
  }

  #commands(): readonly Command[] {
    const group = commandWords.group;
    return [
      { id: 'call.view', title: commandWords.view, group, keys: ['s'], run: this.#switchView },
      { id: 'call.fold', title: commandWords.fold, group, keys: ['z'], run: this.#switchFolded },
      { id: 'call.export', title: commandWords.export, group, keys: ['e'], run: () => this.#menu?.open() },
      { id: 'call.listen', title: commandWords.listen, group, keys: ['p'], run: () => this.#listen() },
      { id: 'call.next-finding', title: commandWords.nextFinding, group, keys: ['n'], run: () => this.#nextFinding(1) },
      {
        id: 'call.previous-finding',
        title: commandWords.previousFinding,
        group,
        keys: ['[Shift]+N'],
        run: () => this.#nextFinding(-1),
      },
    ];
  }

  get #menu(): SipExportMenu | null {
    return this.renderRoot.querySelector('sip-export-menu');
  }

  #drawCall(shown: Shown): TemplateResult {
    const { call } = shown;
    const missing = incompleteness(call);
    return html`
      <header>
        <a class="button back" href=${this.#listAddress()} aria-label="Back to the calls" title="Calls"
          >${icon('back')}</a
        >
        ${drawHeadline(call)}
        <span class="room" role="status">${this.said}</span>
        ${this.view === 'ladder' && hasRepeats(shown.ladder) ? this.#drawFolding() : nothing} ${this.#drawViews()}
        ${hasMedia(call) ? this.#drawListen() : nothing}
        <sip-note .capture=${this.capture.id} .target=${callTarget(this.call)}></sip-note>
        <button title="Copy a link (y)" aria-label="Copy a link" @click=${() => void this.#copyLink()}>
          ${icon('link')}<span class="word">Link</span>
        </button>
        <sip-export-menu
          .formats=${this.view === 'ladder' ? ladderForms : forms}
          .hops=${Math.max(1, call.participants.length - 1)}
          @format-chosen=${(event: CustomEvent<ChosenExport>) => void this.#export(event.detail)}
        ></sip-export-menu>
      </header>
      <dl class="facts">
        ${callFacts(call, this.zone).map(
          ({ name, value, whole }) =>
            html`<div>
              <dt>${name}</dt>
              <dd title=${whole ?? nothing}>${label(value)}</dd>
            </div>`,
        )}
        ${
          missing === undefined
            ? nothing
            : html`<div class="warn mark">
                ${icon('warning')}
                <dd>${missing}</dd>
              </div>`
        }
      </dl>
      ${this.listens && hasMedia(call) ? this.#drawPlayer() : nothing} ${this.#drawBoth(shown)}
    `;
  }

  #drawListen(): TemplateResult {
    return html`<button
      aria-pressed=${this.listens ? 'true' : 'false'}
      title="Listen to the call (p)"
      aria-label="Listen"
      @click=${() => (this.listens = !this.listens)}
    >
      ${icon('resume')}<span class="word">Listen</span>
    </button>`;
  }

  #drawPlayer(): TemplateResult {
    return html`<sip-player
      .backend=${this.backend}
      .capture=${this.capture.id}
      .call=${this.call}
      @player-closed=${() => (this.listens = false)}
    ></sip-player>`;
  }

  #drawViews(): TemplateResult {
    return html`<div class="views" role="group" aria-label="Show the call as">
      ${this.#views().map(
        (view) =>
          html`<button
            aria-pressed=${this.view === view ? 'true' : 'false'}
            title="${viewTitles[view]} (s)"
            @click=${() => this.#show(view)}
          >
            ${viewNames[view]}${view === 'findings' && !this.#narrow.isNarrow ? this.#drawFindingCount() : nothing}
          </button>`,
      )}
    </div>`;
  }

  #drawFindingCount(): TemplateResult | typeof nothing {
    const mark = findingsMark(this.#call.value?.call.findings);
    return mark === undefined ? nothing : html` ${mark}`;
  }

  /** Media and findings where there are some to tell of, or their page is shown. */
  #views(): readonly CallView[] {
    const call = this.#call.value?.call;
    const hasMedia = call?.streams !== undefined || call?.media !== undefined || this.view === 'media';
    const hasFindings = call?.findings !== undefined || this.view === 'findings';
    return callViews.filter((view) => (view !== 'media' || hasMedia) && (view !== 'findings' || hasFindings));
  }

  #drawFolding(): TemplateResult {
    return html`<button
      aria-pressed=${this.folded ? 'true' : 'false'}
      title="Repeats folded or each on its own (z)"
      @click=${this.#switchFolded}
    >
      ${icon('repeat')}<span class="word">Fold repeats</span>
    </button>`;
  }

  #drawBoth(shown: Shown): TemplateResult {
    if (this.view === 'media') return this.#drawMedia(shown);
    if (this.view === 'findings') return this.#drawFindings(shown);
    const isNarrow = this.#narrow.isNarrow;
    if (isNarrow && this.message === undefined) return this.#drawView(shown);
    return html`<sip-split
      name=${isNarrow ? 'sheet' : 'call'}
      label="Room of the ${this.view}"
      direction=${isNarrow ? 'column' : 'row'}
      .initial=${isNarrow ? 42 : shown.ladder.lanes.length > 4 ? 68 : 60}
    >
      ${this.#drawView(shown)} ${this.#drawMessage(isNarrow)}
    </sip-split>`;
  }

  #drawView(shown: Shown): TemplateResult {
    return this.view === 'ladder' ? this.#drawLadder(shown) : this.#drawStory();
  }

  #drawMedia({ call }: Shown): TemplateResult {
    const { backend, capture, zone } = this;
    return html`<sip-media .backend=${backend} .capture=${capture.id} .call=${call} .zone=${zone}></sip-media>`;
  }

  #drawFindings({ call }: Shown): TemplateResult {
    const { backend, capture } = this;
    return html`<sip-findings .backend=${backend} .capture=${capture.id} .call=${call}></sip-findings>`;
  }

  #drawStory(): TemplateResult {
    const failure = this.#story.error;
    if (failure !== undefined)
      return html`<sip-notice
        slot="first"
        kind="failed"
        heading="The story of this call could not be told"
        detail=${explain(failure)}
      ></sip-notice>`;
    const story = this.#story.value;
    if (story?.call !== this.call)
      return html`<sip-notice slot="first" kind="loading" heading="Reading the call"></sip-notice>`;
    return html`<sip-story
      slot="first"
      .story=${story}
      @media-chosen=${() => this.#show('media')}
      .selected=${this.#shownMessage()}
      .zone=${this.zone}
      @message-selected=${(event: CustomEvent<{ message: MessageRef }>) => this.#select(event.detail.message)}
      @message-entered=${() => this.renderRoot.querySelector<HTMLElement>('sip-message')?.focus()}
    ></sip-story>`;
  }

  #drawLadder({ call, ladder }: Shown): TemplateResult {
    return html`<sip-ladder
      slot="first"
      .ladder=${ladder}
      .selected=${this.#shownMessage()}
      .folded=${this.folded}
      .zone=${this.zone}
      .look=${readLook(this.look ?? {})}
      .headline=${headlineLines(call, this.zone)}
      @look-changed=${(event: CustomEvent<{ look: LadderLook }>) =>
        this.#go(this.view, this.message, writtenLook(event.detail.look))}
      @message-selected=${(event: CustomEvent<{ message: MessageRef }>) => this.#select(event.detail.message)}
      @message-entered=${() => this.renderRoot.querySelector<HTMLElement>('sip-message')?.focus()}
    ></sip-ladder>`;
  }

  #drawMessage(isNarrow: boolean): TemplateResult {
    const failure = this.#detail.error;
    if (failure !== undefined)
      return html`<sip-notice
        slot="second"
        kind="failed"
        heading="This message could not be read"
        detail=${explain(failure)}
      ></sip-notice>`;
    const detail = this.#lastDetail;
    if (detail === undefined)
      return html`<sip-notice slot="second" kind="loading" heading="Reading the message"></sip-notice>`;
    return html`<sip-message
      slot="second"
      .detail=${detail}
      .capture=${this.capture.id}
      .zone=${this.zone}
      .closable=${isNarrow}
      @closed=${() => this.#select(undefined)}
    ></sip-message>`;
  }

  /** The message the address names; beside a wide ladder there is always one, the first unless told otherwise. */
  #shownMessage(): MessageRef | undefined {
    if (this.message !== undefined || this.#narrow.isNarrow) return this.message;
    const first = this.#call.value?.ladder.arrows[0];
    return first === undefined
      ? undefined
      : { frame: first.frame, ...(first.index !== undefined && { index: first.index }) };
  }

  #listAddress(): string {
    return writeRoute({ page: 'list', capture: this.capture.id, list: 'calls' });
  }

  #select(message: MessageRef | undefined): void {
    this.#go(this.view, message);
  }

  #show(view: CallView): void {
    this.#go(view, this.message);
  }

  #go(view: CallView, message: MessageRef | undefined, look: CallLook | undefined = this.look): void {
    const route = {
      page: 'call',
      capture: this.capture.id,
      call: this.call,
      view,
      ...(message !== undefined && { message }),
      ...(look !== undefined && { look }),
    } as const;
    this.dispatchEvent(new NavigateEvent(route, 'replace'));
  }

  /** To the next message in which something was found, or the one before: round and round. */
  #nextFinding(step: 1 | -1): void {
    const arrows = this.#call.value?.ladder.arrows ?? [];
    const marked = arrows.filter(({ findings }) => strongestLevel(findings) !== undefined);
    if (marked.length === 0) return;
    const shown = this.#shownMessage();
    const at = arrows.findIndex((arrow) => sameMessage(arrow, shown));
    const places = marked.map((arrow) => arrows.indexOf(arrow));
    const next = step === 1 ? places.find((place) => place > at) : places.findLast((place) => place < at);
    const arrow = arrows[next ?? (step === 1 ? places[0] : places.at(-1)) ?? 0];
    if (arrow === undefined) return;
    const { frame, index } = arrow;
    this.#go(this.view === 'story' ? 'story' : 'ladder', { frame, ...(index !== undefined && { index }) });
  }

  /** Shows the player; once it is there, plays or pauses. */
  #listen(): void {
    const player = this.renderRoot.querySelector<SipPlayer>('sip-player');
    if (player !== null) void player.toggle();
    else this.listens = true;
  }

  readonly #switchView = (): void => this.#show(this.#views()[this.#views().indexOf(this.view) + 1] ?? 'ladder');

  readonly #switchFolded = (): void => {
    this.folded = !this.folded;
  };

  async #copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    this.#say('link copied');
  }

  async #export(chosen: ChosenExport): Promise<void> {
    const { backend, call } = this;
    const picture = this.renderRoot.querySelector<SipLadder>('sip-ladder')?.picture();
    try {
      const told = await exportCall(chosen, { backend, capture: this.capture.id, call, picture });
      if (told !== undefined) this.#say(told);
    } catch (failure) {
      this.#say(explain(failure));
    }
  }

  #say(what: string): void {
    this.said = what;
    setTimeout(() => {
      if (this.said === what) this.said = '';
    }, 4000);
  }
}

/** Whether anything of it may be heard. */
function hasMedia({ streams }: CallRow): boolean {
  return streams !== undefined && streams.length > 0;
}

/** Whether there is anything to fold. */
function hasRepeats({ arrows }: Ladder): boolean {
  return arrows.some((arrow) => arrow.retransmission === true || arrow.duplicate === true);
}

customElements.define('sip-call-page', SipCallPage);
