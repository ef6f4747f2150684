import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { type CaptureRow, countOf, isReadable, isSettled } from '../api/captures.ts';
import type { ListName } from '../api/lists.ts';
import type { Backends } from './backend/backends.ts';
import { explain } from './backend/backend-error.ts';
import type { Command } from './commands/command.ts';
import { keyText } from './commands/key-text.ts';
import { CommandsController } from './commands/commands.ts';
import { formatCount } from './format/number.ts';
import { keepNotesIn } from './notes/notes.ts';
import type { Zone } from './format/time.ts';
import { label } from './format/visible.ts';
import { chosenZone, chooseZone } from './format/zone.ts';
import { LoadedCode } from './frame/loaded-code.ts';
import { icon } from './parts/icons.ts';
import { toneStyles } from './parts/outcome.ts';
import type { SipKeyHelp } from './parts/sip-key-help.ts';
import type { SipPalette } from './palette/sip-palette.ts';
import { rememberVisit } from './palette/recent.ts';
import { drawValueMenus } from './filter/value-menu.ts';
import type { NavigateEvent } from './route/navigate-event.ts';
import { Navigation } from './route/navigation.ts';
import { isAlwaysOffered, listNames, type Route, writeRoute } from './route/route.ts';
import type { SipListPage } from './pages/sip-list-page.ts';
import { capturePage, plainPage } from './sip-app-pages.ts';
import { frameCommandWords, frameWords, listTitles, pageTitles } from './sip-app-words.ts';
import { appStyles } from './sip-app.styles.ts';
import { controls } from './theme/controls.ts';
import { chooseTheme, chosenTheme, themes } from './theme/theme.ts';
import './pages/sip-capture-state.ts';
import './parts/sip-key-help.ts';
import './parts/sip-notice.ts';
import './undo/sip-undo.ts';

/** Lists that have a tab: those of which there are rows, and some in any case. */
function offeredLists({ counts }: CaptureRow): readonly ListName[] {
  return listNames.filter((list) => isAlwaysOffered(list) || (countOf(list, counts) ?? 0) > 0);
}

/** The frame: the bar, the tabs of a capture, and the page the address names. */
export class SipApp extends LitElement {
  static override properties: PropertyDeclarations = {
    backends: { attribute: false },
    route: { state: true },
    capture: { state: true },
    failure: { state: true },
    zone: { state: true },
    said: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, appStyles];

  declare backends: Backends;
  declare private route: Route;
  declare private capture: CaptureRow | undefined;
  declare private failure: unknown;
  declare private zone: Zone;
  /** What was just done, for a moment. */
  declare private said: string;

  readonly #navigation = new Navigation((route) => this.#show(route));
  #endWatch: (() => void) | undefined;
  readonly #code = new LoadedCode(this);

  constructor() {
    super();
    this.route = { page: 'captures' };
    this.zone = chosenZone();
    this.said = '';
    new CommandsController(this, () => this.#commands());
    this.addEventListener('sip-cancel-analysis', () => void this.#change((id) => this.backends.cancel(id)));
    this.addEventListener('sip-read-whole', () => void this.#readWhole());
    this.addEventListener('sip-read-again', () => this.#readAgain());
    drawValueMenus(this);
    this.addEventListener('sip-navigate', (event: NavigateEvent) => this.#navigation.go(event.route, event.how));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    keepNotesIn(this.backends);
    this.#navigation.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#navigation.stop();
    this.#endWatch?.();
  }

  protected override render(): TemplateResult {
    const isUtc = this.zone === 'utc';
    const theme = frameWords.theme(frameWords[chosenTheme()]);
    return html`
      <header class="bar">
        <a class="name" href=${writeRoute({ page: 'captures' })}
          ><span aria-hidden="true">${icon('brand')}</span>sipscope</a
        >
        ${
          this.capture === undefined
            ? nothing
            : html`<span class="capture"
                ><span class="quiet" aria-hidden="true">/</span> <bdi>${label(this.capture.name)}</bdi>
                ${this.backends.isLocal(this.capture.id) ? html`<span class="tag">${frameWords.localOnly}</span>` : nothing}
                ${this.capture.live ? html`<span class="tag">${frameWords.live}</span>` : nothing}
              </span>`
        }
        <button class="find" aria-keyshortcuts="Control+K Meta+K" @click=${() => void this.#openPalette()}>
          ${icon('search')}<span class="word">${frameWords.find}</span><kbd>${keyText('$mod+k')}</kbd>
        </button>
        <span class="said" role="status">${this.said}</span>
        <button title=${isUtc ? frameWords.zoneUtc : frameWords.zoneLocal} @click=${this.#switchZone}>
          ${isUtc ? frameWords.utc : frameWords.localTime}<span class="unseen">: ${frameWords.switchZone}</span>
        </button>
        <button title=${theme} aria-label=${theme} @click=${this.#switchTheme}>${icon(chosenTheme())}</button>
        <button class="help" title=${frameWords.keys} aria-label=${frameWords.keys} @click=${this.#openHelp}>?</button>
      </header>
      ${this.#drawTabs()} ${this.#drawDamage()}
      <main>${this.#drawHeading()}${this.#drawPage()}</main>
      <sip-key-help></sip-key-help><sip-undo></sip-undo>
    `;
  }

  protected override updated(): void {
    document.title = this.capture === undefined ? 'Sipscope' : `${label(this.capture.name, 60)} · Sipscope`;
  }

  /** Names the page for those who hear it; a call's own heading, and that of a capture not read yet, are seen. */
  #drawHeading(): TemplateResult | typeof nothing {
    const { route, capture } = this;
    const isNamed = route.page === 'call' || route.page === 'flow' || (capture !== undefined && !isReadable(capture));
    if (isNamed && this.failure === undefined) return nothing;
    const name = route.page === 'list' ? listTitles[route.list] : pageTitles[route.page];
    const told = capture === undefined ? name : frameWords.ofCapture(name, label(capture.name));
    return html`<h1 class="unseen">${told}</h1>`;
  }

  #drawTabs(): TemplateResult | typeof nothing {
    const { capture, route } = this;
    // What comes below them stays where it is when they arrive.
    if (capture === undefined && 'capture' in route && this.failure === undefined)
      return html`<div class="tabs"></div>`;
    if (capture === undefined || !isReadable(capture)) return nothing;
    const isOverview = route.page === 'overview';
    const current = route.page === 'list' ? route.list : route.page === 'call' ? 'calls' : undefined;
    return html`<nav class="tabs" aria-label=${frameWords.tabs}>
      <a href=${writeRoute({ page: 'overview', capture: capture.id })} aria-current=${isOverview ? 'page' : nothing}
        >${pageTitles.overview}</a
      >
      ${offeredLists(capture).map(
        (list) =>
          html`<a
            href=${writeRoute({ page: 'list', capture: capture.id, list })}
            aria-current=${current === list ? (route.page === 'list' ? 'page' : 'true') : nothing}
            >${listTitles[list]}
            ${countOf(list, capture.counts) === undefined ? nothing : html`<span class="number">${formatCount(countOf(list, capture.counts) ?? 0)}</span>`}</a
          >`,
      )}
      ${this.#drawJudging(capture)}
    </nav>`;
  }

  /** What of the capture could not be read: the rest is shown all the same. */
  /** Beside the tabs, where it moves nothing when it goes. */
  #drawJudging({ judging, progress }: CaptureRow): TemplateResult | typeof nothing {
    if (judging !== true) return nothing;
    const share =
      progress === undefined ? 0 : Math.floor((100 * progress.bytesRead) / Math.max(1, progress.bytesTotal));
    return html`<span class="judging quiet">${frameWords.judging(share)}</span>`;
  }

  #drawDamage(): TemplateResult | typeof nothing {
    const { capture } = this;
    if (capture?.state !== 'ready' || capture.problems === undefined || capture.problems.length === 0) return nothing;
    return html`<p class="damage warn" role="status">
      ${icon('warning')}<span
        >${capture.problems.map((problem) => label(problem.message, 300)).join(' ')} ${frameWords.partly}</span
      >${capture.problems.some(({ code }) => code === 'analysis-cancelled') ? html`<button class="framed" @click=${() => void this.#readWhole()}>${frameWords.readWhole}</button>` : nothing}
    </p>`;
  }

  #drawPage(): TemplateResult {
    const { route, capture, backends, zone } = this;
    const plain = plainPage(route);
    if (plain !== undefined) return this.#whenLoaded(plain.load, () => plain.draw(route, { backends, zone }));
    if (this.failure !== undefined) return this.#drawFailure();
    const page = capturePage(route);
    // Its code is fetched while the capture is asked for.
    if (page?.load !== undefined) this.#code.state(page.load);
    if (capture === undefined || page === undefined)
      return html`<sip-notice class="waiting" kind="loading" heading=${frameWords.opening}></sip-notice>`;
    if (!isReadable(capture)) return html`<sip-capture-state .capture=${capture}></sip-capture-state>`;
    return this.#whenLoaded(page.load, () => page.draw(route, { backends, capture, zone }));
  }

  #whenLoaded(load: (() => Promise<unknown>) | undefined, draw: () => TemplateResult): TemplateResult {
    const state = load === undefined ? 'there' : this.#code.state(load);
    if (load === undefined || state === 'there') return draw();
    if (state === 'loading')
      return html`<sip-notice class="waiting" kind="loading" heading=${frameWords.loadingPage}></sip-notice>`;
    return html`<sip-notice kind="failed" heading=${frameWords.pageFailed} detail=${frameWords.pageFailedDetail}>
      <span
        ><button class="framed" @click=${() => this.#code.retry(load)}>${frameWords.tryAgain}</button>
        <button class="framed" @click=${() => location.reload()}>${frameWords.loadAnew}</button></span
      >
    </sip-notice>`;
  }

  #drawFailure(): TemplateResult {
    const isLocal = 'capture' in this.route && this.backends.isLocal(this.route.capture);
    const detail = isLocal ? frameWords.noLocalCapture : explain(this.failure);
    return html`<sip-notice kind="failed" heading=${frameWords.noCapture} detail=${detail}>
      <a class="button framed" href=${writeRoute({ page: 'captures' })}>${frameWords.captures}</a>
    </sip-notice>`;
  }

  #commands(): readonly Command[] {
    const { group } = frameCommandWords;
    const page = this.renderRoot.querySelector('sip-list-page');
    return [
      ...(page === null
        ? []
        : [{ id: 'list.filter', title: frameCommandWords.filter, group, keys: ['/'], run: () => page.focusFilter() }]),
      {
        id: 'frame.palette',
        title: frameCommandWords.palette,
        group,
        keys: ['$mod+k'],
        whileWriting: true,
        run: () => void this.#openPalette(),
      },
      {
        id: 'frame.search',
        title: frameCommandWords.search,
        group,
        run: () => this.#navigation.go({ page: 'search', text: '' }),
      },
      { id: 'frame.zone', title: frameCommandWords.zone, group, run: this.#switchZone },
      { id: 'frame.theme', title: frameCommandWords.theme, group, run: this.#switchTheme },
      {
        id: 'frame.captures',
        title: frameCommandWords.captures,
        group,
        run: () => this.#navigation.go({ page: 'captures' }),
      },
      {
        id: 'frame.scratch',
        title: frameCommandWords.scratch,
        group,
        run: () => this.#navigation.go({ page: 'scratch' }),
      },
      { id: 'frame.help', title: frameCommandWords.help, group, keys: ['[Shift]+?'], run: this.#openHelp },
      ...(this.route.page === 'captures'
        ? []
        : [{ id: 'frame.back', title: frameCommandWords.back, group, keys: ['Escape'], run: () => this.#back() }]),
      {
        id: 'frame.copy-link',
        title: frameCommandWords.copyLink,
        group,
        keys: ['y'],
        run: () => void this.#copyLink(),
      },
      ...this.#tabCommands(group),
    ];
  }

  #tabCommands(group: string): readonly Command[] {
    const { capture } = this;
    if (capture === undefined || !isReadable(capture)) return [];
    const tabs = [pageTitles.overview, ...offeredLists(capture).map((list) => listTitles[list])];
    return tabs.map((title, at) => ({
      id: `frame.tab-${at + 1}`,
      title: frameCommandWords.tab(at + 1, title),
      group,
      ...(at < 9 && { keys: [`${at + 1}`] }),
      run: () => this.#openTab(at),
    }));
  }

  #show(route: Route): void {
    this.route = route;
    rememberVisit(route);
    const id = 'capture' in route ? route.capture : undefined;
    if (id === this.capture?.id && id !== undefined) return;
    this.#endWatch?.();
    this.#endWatch = undefined;
    this.capture = undefined;
    this.failure = undefined;
    if (id !== undefined) void this.#open(id);
  }

  /** Has the capture that is shown read to its end. */
  async #readWhole(): Promise<void> {
    if (await this.#change((id) => this.backends.readAgain(id))) this.#readAgain();
  }

  /** Asks something of the capture that is shown; false where that was refused, which is told. */
  async #change(ask: (id: string) => Promise<unknown>): Promise<boolean> {
    const { capture } = this;
    if (capture === undefined) return false;
    try {
      await ask(capture.id);
      return true;
    } catch (failure) {
      this.#say(explain(failure));
      return false;
    }
  }

  /** The capture that is shown is analysed anew. */
  #readAgain(): void {
    this.#endWatch?.();
    if (this.capture !== undefined) void this.#open(this.capture.id);
  }

  async #open(id: string): Promise<void> {
    const isShown = (): boolean => 'capture' in this.route && this.route.capture === id;
    try {
      const capture = await this.backends.capture(id);
      if (!isShown()) return;
      this.capture = capture;
      if (isSettled(capture)) return;
      this.#endWatch = this.backends.watch(id, (row) => {
        if (isShown()) this.capture = row;
      });
    } catch (failure) {
      if (isShown()) this.failure = failure;
    }
  }

  /** Its code comes when it is first wanted; where it does not, the next try fetches it again. */
  async #openPalette(): Promise<void> {
    try {
      await import('./palette/sip-palette.ts');
    } catch {
      return this.#say(frameWords.pageFailed);
    }
    const known = this.renderRoot.querySelector('sip-palette');
    if (known?.isOpen === true) return known.close();
    if (this.renderRoot.querySelector('dialog[open]') !== null) return;
    const palette = known ?? document.createElement('sip-palette');
    palette.backends = this.backends;
    palette.capture = this.capture !== undefined && isReadable(this.capture) ? this.capture.id : undefined;
    if (known === null) this.renderRoot.append(palette);
    await palette.open();
  }

  readonly #openHelp = (): void => this.renderRoot.querySelector<SipKeyHelp>('sip-key-help')?.open();

  #openTab(at: number): void {
    const capture = this.capture;
    if (capture === undefined || !isReadable(capture)) return;
    const list = offeredLists(capture)[at - 1];
    this.#navigation.go(
      list === undefined ? { page: 'overview', capture: capture.id } : { page: 'list', capture: capture.id, list },
    );
  }

  #back(): void {
    const { route } = this;
    if (route.page === 'captures') return;
    const isBeside = route.page === 'diff' || route.page === 'compare' || route.page === 'scratch';
    if (isBeside && this.#navigation.previous !== undefined) history.back();
    else if (this.#navigation.previous?.page === 'list' && route.page !== 'list') history.back();
    else if (route.page === 'call' || route.page === 'message' || route.page === 'diff')
      this.#navigation.go({
        page: 'list',
        capture: route.capture,
        list: route.page === 'call' ? 'calls' : 'messages',
      });
    else this.#navigation.go({ page: 'captures' });
  }

  async #copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    this.#say(frameWords.linkCopied);
  }

  #say(what: string): void {
    this.said = what;
    setTimeout(() => {
      if (this.said === what) this.said = '';
    }, 2000);
  }

  readonly #switchZone = (): void => {
    this.zone = this.zone === 'utc' ? 'local' : 'utc';
    chooseZone(this.zone);
  };

  readonly #switchTheme = (): void => {
    const next = themes[(themes.indexOf(chosenTheme()) + 1) % themes.length];
    if (next !== undefined) chooseTheme(next);
    this.requestUpdate();
  };
}

customElements.define('sip-app', SipApp);

declare global {
  interface HTMLElementTagNameMap {
    'sip-app': SipApp;
    'sip-list-page': SipListPage;
    'sip-palette': SipPalette;
  }
}
