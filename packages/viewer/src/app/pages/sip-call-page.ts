import { Task } from '@lit/task';
import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CallStory, MessageDetail } from '@sipscope/analyzer';
import type { Backend } from '../../api/backend.ts';
import { type CaptureRow, liveMessages } from '../../api/captures.ts';
import type { FlowQuery } from '../../api/flow.ts';
import { explain } from '../backend/backend-error.ts';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { compareWithMarked, hasMarkedCall, isMarkedForComparison } from '../compare/marked-for-comparison.ts';
import { markMessage, MarksController } from '../diff/marked-messages.ts';
import { exportCall } from '../export/export-call.ts';
import type { Zone } from '../format/time.ts';
import { readLook, writtenLook } from '../ladder/ladder-look.ts';
import type { SipLadder } from '../ladder/sip-ladder.ts';
import type { LaneArrangement } from '../ladder/lanes/lane-arrangement.ts';
import type { LanesChangedEvent } from '../ladder/lanes/lane-change-event.ts';
import type { ArrangedLadder } from '../ladder/lanes/arrange-lanes.ts';
import type { SipPlayer } from '../media/sip-player.ts';
import '../media/sip-player.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import { toneStyles } from '../parts/outcome.ts';
import type { ChosenExport, SipExportMenu } from '../parts/sip-export-menu.ts';
import '../parts/sip-notice.ts';
import '../parts/sip-split.ts';
import { NavigateEvent } from '../route/navigate-event.ts';
import { type CallLook, type CallView, type MessageRef, type Route, writeRoute } from '../route/route.ts';
import { markedRows } from '../table/marked-rows.ts';
import { controls } from '../theme/controls.ts';
import { callCommands } from './call/call-commands.ts';
import { arrangementOf, changedLook, keptLook } from './call/call-lanes.ts';
import { CallNeighbours } from './call/call-neighbours.ts';
import { type CallPlace, extendedRoute, partLook, partOf, placeRoute } from './call/call-place.ts';
import { proofOf } from './call/call-proof.ts';
import { callWords } from './call/call-words.ts';
import { drawCallHeader } from './call/draw-call-header.ts';
import * as draw from './call/draw-call-panes.ts';
import { lastList } from './call/last-list.ts';
import {
  askCall,
  callOfMessage,
  DrawnLadder,
  findingBeside,
  hasMedia,
  type ShownCall,
  tiedCount,
  viewsOf,
} from './call/shown-call.ts';
import { callPageStyles } from './sip-call-page.styles.ts';

type DetailKey = readonly [Backend, string, number | undefined, number | undefined];

/**
 * One call, or several in one picture: the answer, the ladder, and beside it the message that is looked at.
 *
 * @fires sip-navigate - to the same call on another message, to another call, to the difference of two messages.
 */
export class SipCallPage extends LitElement {
  static override properties: PropertyDeclarations = {
    backend: { attribute: false },
    capture: { attribute: false },
    call: {},
    flow: { attribute: false },
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
  /** Its id, where it is one call. */
  declare call: string | undefined;
  /** What is in one picture, where it is more. */
  declare flow: FlowQuery | undefined;
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
  readonly #shown = new Task(this, {
    task: async ([backend, capture, call, flow]: readonly [Backend, string, string | undefined, string, number]) =>
      askCall(backend, capture, { call, flow: flow === '' ? undefined : (JSON.parse(flow) as FlowQuery) }),
    args: () => [this.backend, this.capture.id, this.call, this.#flowKey, liveMessages(this.capture)] as const,
  });
  /** Asked for when it is looked at. */
  readonly #story = new Task(this, {
    task: async ([backend, capture, call]: readonly [Backend, string, string | undefined, number]): Promise<
      CallStory | undefined
    > => (call === undefined ? undefined : backend.story(capture, call)),
    args: () => [this.backend, this.capture.id, this.#storyOf(), liveMessages(this.capture)] as const,
  });
  readonly #detail = new Task(this, {
    task: async ([backend, capture, frame, index]: DetailKey) =>
      frame === undefined ? undefined : backend.message(capture, frame, index),
    args: () => {
      const shown = this.#shownMessage();
      return [this.backend, this.capture.id, shown?.frame, shown?.index] as const;
    },
  });
  readonly #drawn = new DrawnLadder();
  readonly #neighbours = new CallNeighbours();
  /** Shown until the next has come, so that walking through a call does not flicker. */
  #lastDetail: MessageDetail | undefined;
  /** The view that was given the keys: each is once it is there. */
  #focused: CallView | undefined;
  #marks = 0;
  /** Which call, or picture. */
  #lastShown = '';

  constructor() {
    super();
    this.view = 'ladder';
    this.zone = 'utc';
    this.folded = true;
    this.said = '';
    this.listens = false;
    new CommandsController(this, () => this.#commands());
    new MarksController(this);
  }

  protected override willUpdate(): void {
    const shown = `${this.call ?? ''} ${this.#flowKey}`;
    if (shown !== this.#lastShown) {
      this.#lastShown = shown;
      this.#lastDetail = undefined;
      this.listens = false;
    }
    if (this.view === 'list') void import('../ladder/list/sip-message-list.ts');
    this.#lastDetail = this.#detail.value ?? this.#lastDetail;
    this.#marks++;
  }

  protected override render(): TemplateResult {
    return this.#shown.render({
      pending: () => {
        const shown = this.#shown.value;
        const isSame = shown?.call?.id === this.call && this.flow === undefined && this.capture.live === true;
        return shown !== undefined && isSame
          ? this.#drawCall(shown)
          : html`<sip-notice kind="loading" heading=${callWords.reading}></sip-notice>`;
      },
      error: (failure) =>
        html`<sip-notice kind="failed" heading=${callWords.unreadable} detail=${explain(failure)}>
          <a class="button framed" href=${this.#listAddress()}>${callWords.calls}</a>
        </sip-notice>`,
      complete: (shown) => this.#drawCall(shown),
    }) as TemplateResult;
  }

  protected override updated(): void {
    const name = this.view === 'list' ? 'sip-message-list' : `sip-${this.view}`;
    const shown = this.renderRoot.querySelector<LitElement>(name);
    const kept = this.#shown.value === undefined ? undefined : keptLook(this.capture.id, this.look);
    if (kept !== undefined) this.#go({ look: kept });
    if (shown === null || this.#focused === this.view) return;
    this.#focused = this.view;
    void Promise.resolve(shown.updateComplete).then(() => {
      if (document.activeElement === document.body || document.activeElement?.localName === 'sip-app') shown.focus();
    });
  }

  #commands(): readonly Command[] {
    return callCommands({
      view: this.#switchView,
      fold: this.#switchFolded,
      export: () => this.#menu?.open(),
      listen: () => this.#listen(),
      extend: () => this.#extend(),
      mark: () => this.#markShown(),
      compare: () => this.#compare(),
      goBeside: (step) => void this.#goBeside(step),
      nextFinding: (step) => this.#nextFinding(step),
    });
  }

  get #menu(): SipExportMenu | null {
    return this.renderRoot.querySelector('sip-export-menu');
  }

  get #views(): readonly CallView[] {
    return viewsOf(this.#shown.value, this.view);
  }

  get #flowKey(): string {
    return this.flow === undefined ? '' : JSON.stringify(this.flow);
  }

  get #arrangement(): LaneArrangement {
    return arrangementOf(this.capture.id, this.look);
  }

  #ladder(): ArrangedLadder | undefined {
    const ladder = this.#shown.value?.ladder;
    return ladder === undefined ? undefined : this.#drawn.get(ladder, partOf(this.look), this.#arrangement);
  }

  #drawCall(shown: ShownCall): TemplateResult {
    const { call, ladder } = shown;
    const drawn = this.#drawn.get(ladder, partOf(this.look), this.#arrangement);
    const show = (message: MessageRef): void => this.#go({ view: 'ladder', message });
    return html`
      <div class="page" @lanes-changed=${this.#changeLanes}>
        ${drawCallHeader({
          capture: this.capture.id,
          call,
          flow: this.flow,
          ladder,
          drawn,
          arrangement: this.#arrangement,
          proof: call === undefined ? undefined : proofOf(call, ladder, show),
          part: partOf(this.look),
          views: this.#views,
          view: this.view,
          zone: this.zone,
          isNarrow: this.#narrow.isNarrow,
          isFolded: this.folded,
          listens: this.listens,
          said: this.said,
          listAddress: this.#listAddress(),
          show: (view) => this.#go({ view }),
          fold: this.#switchFolded,
          listen: () => (this.listens = !this.listens),
          extend: () => this.#extend(),
          copyLink: () => void this.#copyLink(),
          export: (chosen) => void this.#export(chosen),
          choosePart: (part) => this.#go({ look: partLook(this.look, part), message: undefined }),
        })}
        ${this.listens && hasMedia(call) ? this.#drawPlayer() : nothing} ${this.#drawBoth(shown, drawn)}
      </div>
    `;
  }

  #drawPlayer(): TemplateResult {
    return html`<sip-player
      .backend=${this.backend}
      .capture=${this.capture.id}
      .call=${this.call}
      @player-closed=${() => (this.listens = false)}
    ></sip-player>`;
  }

  #drawBoth({ call }: ShownCall, ladder: ArrangedLadder): TemplateResult {
    const panes = this.#panes(call, ladder);
    if (this.view === 'media' && call !== undefined) return draw.drawMedia(panes);
    if (this.view === 'findings' && call !== undefined) return draw.drawFindings(panes);
    const isNarrow = this.#narrow.isNarrow;
    const view = this.#drawView(panes);
    if (isNarrow && this.message === undefined) return view;
    return html`<sip-split
      name=${isNarrow ? 'sheet' : 'call'}
      label="Room of the ${this.view}"
      direction=${isNarrow ? 'column' : 'row'}
      .initial=${isNarrow ? 42 : ladder.lanes.length > 4 ? 68 : 60}
    >
      ${view} ${draw.drawMessage(panes, isNarrow)}
    </sip-split>`;
  }

  #drawView(panes: draw.CallPanes): TemplateResult {
    if (this.view === 'story') return draw.drawStory(panes);
    return this.view === 'list' ? draw.drawList(panes) : draw.drawLadder(panes);
  }

  #panes(call: ShownCall['call'], ladder: ArrangedLadder): draw.CallPanes {
    return {
      backend: this.backend,
      capture: this.capture.id,
      call,
      ladder,
      selected: this.#shownMessage(),
      isFolded: this.folded,
      look: readLook(this.look ?? {}),
      zone: this.zone,
      story: { of: this.#storyOf(), told: this.#story.value, failure: this.#story.error },
      detail: { shown: this.#lastDetail, failure: this.#detail.error },
      marks: this.#marks,
      select: (message) => this.#go({ message }),
      enter: () => this.renderRoot.querySelector<HTMLElement>('sip-message')?.focus(),
      mark: (message) => this.#mark(message),
      changeLook: (look) => {
        const { lanes, part } = this.look ?? {};
        this.#go({ look: { ...writtenLook(look), ...(lanes && { lanes }), ...(part && { part }) } });
      },
      showMedia: () => this.#go({ view: 'media' }),
    };
  }

  /** In a picture of several calls: of the one the shown message is of. */
  #storyOf(): string | undefined {
    if (this.view !== 'story') return undefined;
    return this.call ?? callOfMessage(this.#shown.value, this.message);
  }

  /** The message the address names; beside a wide ladder there is always one, the first unless told otherwise. */
  #shownMessage(): MessageRef | undefined {
    if (this.message !== undefined || this.#narrow.isNarrow) return this.message;
    const first = this.#ladder()?.arrows[0];
    return first === undefined
      ? undefined
      : { frame: first.frame, ...(first.index !== undefined && { index: first.index }) };
  }

  #listAddress(): string {
    return writeRoute({ page: 'list', capture: this.capture.id, list: 'calls', ...lastList(this.capture.id) });
  }

  get #place(): CallPlace {
    const { call, flow, view, message, look } = this;
    return { capture: this.capture.id, call, flow, view, message, look };
  }

  #go(change: Partial<Pick<CallPlace, 'view' | 'message' | 'look'>>): void {
    this.dispatchEvent(new NavigateEvent(placeRoute({ ...this.#place, ...change }), 'replace'));
  }

  #extend(): void {
    const isTied = tiedCount(this.#shown.value?.call) > 0;
    if (this.call !== undefined && !isTied) return this.#say(callWords.noneTied);
    this.dispatchEvent(new NavigateEvent(extendedRoute(this.#place)));
  }

  readonly #changeLanes = ({ change }: LanesChangedEvent): void => {
    this.#go({ look: changedLook(this.capture.id, this.look, change) });
    this.requestUpdate();
  };

  /** To the call after this one in the list it was opened from, or before. */
  async #goBeside(step: 1 | -1): Promise<void> {
    const { call, capture, view, look } = this;
    if (call === undefined) return;
    const list = lastList(capture.id);
    const next = await this.#neighbours.of(this.backend, { capture: capture.id, call, list }, step);
    if (next === 'none') return this.#say(callWords.notInList);
    if (typeof next === 'string') return this.#say(next === 'first' ? callWords.firstOfList : callWords.lastOfList);
    const { part: _part, ...same } = look ?? {};
    const place = { ...this.#place, call: next.call, view, message: undefined, look: same };
    this.dispatchEvent(new NavigateEvent(placeRoute(place), 'replace'));
  }

  #markShown(): void {
    const shown = this.#shownMessage();
    if (shown !== undefined) this.#mark(shown);
  }

  /** With the call set aside, else the one that was marked last in the list; without one, this is set aside. */
  #compare(): void {
    const { call } = this;
    if (call === undefined) return;
    const capture = this.capture.id;
    const inList = markedRows(capture)
      .ids('calls')
      .findLast((id) => id !== call);
    const isFirst = !hasMarkedCall() && inList !== undefined;
    const route: Route | undefined = isFirst
      ? { page: 'compare', capture, calls: [inList, call] }
      : compareWithMarked({ capture, call });
    if (route !== undefined) this.dispatchEvent(new NavigateEvent(route));
    else this.#say(isMarkedForComparison({ capture, call }) ? callWords.callMarked : callWords.callUnmarked);
  }

  #mark(message: MessageRef): void {
    const difference = markMessage(this.capture.id, message);
    if (difference !== undefined) this.dispatchEvent(new NavigateEvent(difference));
    else this.#say(callWords.marked(`#${message.frame}`));
  }

  /** To the next message in which something was found, or the one before: round and round. */
  #nextFinding(step: 1 | -1): void {
    const arrow = findingBeside(this.#ladder(), this.#shownMessage(), step);
    if (arrow === undefined) return;
    const { frame, index } = arrow;
    const view = this.view === 'story' || this.view === 'list' ? this.view : 'ladder';
    this.#go({ view, message: { frame, ...(index !== undefined && { index }) } });
  }

  /** Shows the player; once it is there, plays or pauses. */
  #listen(): void {
    const player = this.renderRoot.querySelector<SipPlayer>('sip-player');
    if (player !== null) void player.toggle();
    else this.listens = true;
  }

  readonly #switchView = (): void => this.#go({ view: this.#views[this.#views.indexOf(this.view) + 1] ?? 'ladder' });

  readonly #switchFolded = (): void => {
    this.folded = !this.folded;
  };

  async #copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    this.#say(callWords.linkCopied);
  }

  async #export(chosen: ChosenExport): Promise<void> {
    const { backend, call } = this;
    if (call === undefined) return;
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

customElements.define('sip-call-page', SipCallPage);
