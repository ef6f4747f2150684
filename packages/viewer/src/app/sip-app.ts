import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { tinykeys } from 'tinykeys';
import { type CaptureRow, countOf, isReadable } from '../api/captures.ts';
import type { ListName } from '../api/lists.ts';
import type { Backends } from './backend/backends.ts';
import { explain } from './backend/backend-error.ts';
import { formatCount } from './format/number.ts';
import type { Zone } from './format/time.ts';
import { label } from './format/visible.ts';
import { isElsewhere } from './keys.ts';
import { icon } from './parts/icons.ts';
import { toneStyles } from './parts/outcome.ts';
import type { SipKeyHelp } from './parts/sip-key-help.ts';
import { chosenZone, chooseZone } from './format/zone.ts';
import type { NavigateEvent } from './route/navigate-event.ts';
import { Navigation } from './route/navigation.ts';
import { isAlwaysOffered, listNames, type Route, writeRoute } from './route/route.ts';
import { appStyles } from './sip-app.styles.ts';
import { controls } from './theme/controls.ts';
import { chooseTheme, chosenTheme, themes } from './theme/theme.ts';
import type { SipListPage } from './pages/sip-list-page.ts';
import './pages/sip-call-page.ts';
import './pages/sip-capture-state.ts';
import './pages/sip-captures-page.ts';
import './pages/sip-list-page.ts';
import './pages/sip-message-page.ts';
import './pages/sip-overview-page.ts';
import './pages/sip-rule-page.ts';
import './parts/sip-key-help.ts';
import './parts/sip-notice.ts';

const pageNames = {
  captures: 'Captures',
  overview: 'Overview',
  call: 'Call',
  message: 'Message',
  rule: 'Rule',
  unknown: 'Nothing here',
} as const;
const titles: Readonly<Record<ListName, string>> = {
  calls: 'Calls',
  transactions: 'Transactions',
  dialogs: 'Dialogs',
  messages: 'Messages',
  registrations: 'Registrations',
  subscriptions: 'Subscriptions',
  publications: 'Publications',
  conversations: 'Conversations',
  streams: 'Streams',
  kpis: 'KPIs',
  findings: 'Findings',
};

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
  #endKeys: (() => void) | undefined;

  constructor() {
    super();
    this.route = { page: 'captures' };
    this.zone = chosenZone();
    this.said = '';
    this.addEventListener('sip-read-again', () => this.#readAgain());
    this.addEventListener('sip-navigate', (event: NavigateEvent) => this.#navigation.go(event.route, event.how));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#navigation.start();
    this.#endKeys = tinykeys(
      window,
      {
        '/': (event) => this.#focusFilter(event),
        '[Shift]+?': () => this.#openHelp(),
        Escape: () => this.#back(),
        y: () => void this.#copyLink(),
        ...Object.fromEntries(
          ['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((key, at) => [key, () => this.#openTab(at)]),
        ),
      },
      { ignore: isElsewhere },
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#navigation.stop();
    this.#endKeys?.();
    this.#endWatch?.();
  }

  protected override render(): TemplateResult {
    return html`
      <header class="bar">
        <a class="name" href="/"><span aria-hidden="true">${icon('brand')}</span>sipscope</a>
        ${
          this.capture === undefined
            ? nothing
            : html`<span class="capture"
                ><span class="quiet" aria-hidden="true">/</span> <bdi>${label(this.capture.name)}</bdi>
                ${this.backends.isLocal(this.capture.id) ? html`<span class="tag">this browser only</span>` : nothing}
                ${this.capture.live ? html`<span class="tag">live</span>` : nothing}
              </span>`
        }
        <span class="said" role="status">${this.said}</span>
        <button title="Times in ${this.zone === 'utc' ? 'UTC' : 'your own zone'}" @click=${this.#switchZone}>
          ${this.zone === 'utc' ? 'UTC' : 'local time'}<span class="unseen">: switch the zone of times</span>
        </button>
        <button title="Theme: ${chosenTheme()}" aria-label="Theme: ${chosenTheme()}" @click=${this.#switchTheme}>
          ${icon(chosenTheme())}
        </button>
        <button class="help" title="Keys" aria-label="Keys" @click=${this.#openHelp}>?</button>
      </header>
      ${this.#drawTabs()} ${this.#drawDamage()}
      <main>${this.#drawHeading()}${this.#drawPage()}</main>
      <sip-key-help></sip-key-help>
    `;
  }

  protected override updated(): void {
    document.title = this.capture === undefined ? 'Sipscope' : `${label(this.capture.name, 60)} · Sipscope`;
  }

  /** Names the page for those who hear it; a call's own heading, and that of a capture not read yet, are seen. */
  #drawHeading(): TemplateResult | typeof nothing {
    const { route, capture } = this;
    const isNamed = route.page === 'call' || (capture !== undefined && !isReadable(capture));
    if (isNamed && this.failure === undefined) return nothing;
    const name = route.page === 'list' ? titles[route.list] : pageNames[route.page];
    return html`<h1 class="unseen">${name}${capture === undefined ? nothing : html` of ${label(capture.name)}`}</h1>`;
  }

  #drawTabs(): TemplateResult | typeof nothing {
    const { capture, route } = this;
    if (capture === undefined || !isReadable(capture)) return nothing;
    const isOverview = route.page === 'overview';
    const current = route.page === 'list' ? route.list : route.page === 'call' ? 'calls' : undefined;
    return html`<nav class="tabs" aria-label="The capture">
      <a href=${writeRoute({ page: 'overview', capture: capture.id })} aria-current=${isOverview ? 'page' : nothing}
        >Overview</a
      >
      ${offeredLists(capture).map(
        (list) =>
          html`<a
            href=${writeRoute({ page: 'list', capture: capture.id, list })}
            aria-current=${current === list ? (route.page === 'list' ? 'page' : 'true') : nothing}
            >${titles[list]}
            ${countOf(list, capture.counts) === undefined ? nothing : html`<span class="number">${formatCount(countOf(list, capture.counts) ?? 0)}</span>`}</a
          >`,
      )}
    </nav>`;
  }

  /** What of the capture could not be read: the rest is shown all the same. */
  #drawDamage(): TemplateResult | typeof nothing {
    const { capture } = this;
    if (capture?.state !== 'ready' || capture.problems === undefined || capture.problems.length === 0) return nothing;
    return html`<p class="damage warn" role="status">
      ${icon('warning')}<span
        >${capture.problems.map((problem) => label(problem.message, 300)).join(' ')} What could be read is shown.</span
      >
    </p>`;
  }

  #drawPage(): TemplateResult {
    const { route, capture, backends, zone } = this;
    if (route.page === 'unknown')
      return html`<sip-notice kind="failed" heading="There is nothing at this address" detail=${route.path}>
        <a class="button framed" href="/">Captures</a>
      </sip-notice>`;
    if (route.page === 'captures')
      return html`<sip-captures-page
        .server=${backends.server}
        .local=${backends.local}
        .zone=${zone}
      ></sip-captures-page>`;
    if (route.page === 'rule') return html`<sip-rule-page .rule=${route.rule}></sip-rule-page>`;
    if (this.failure !== undefined) return this.#drawFailure();
    if (capture === undefined) return html`<sip-notice kind="loading" heading="Opening the capture"></sip-notice>`;
    if (!isReadable(capture)) return html`<sip-capture-state .capture=${capture}></sip-capture-state>`;
    switch (route.page) {
      case 'overview':
        return html`<sip-overview-page .backend=${backends} .capture=${capture} .zone=${zone}></sip-overview-page>`;
      case 'list':
        return html`<sip-list-page
          .backend=${backends}
          .capture=${capture}
          .list=${route.list}
          .filter=${route.filter ?? ''}
          .sort=${route.sort}
          .zone=${zone}
        ></sip-list-page>`;
      case 'call':
        return html`<sip-call-page
          .backend=${backends}
          .capture=${capture}
          .call=${route.call}
          .view=${route.view ?? 'ladder'}
          .message=${route.message}
          .zone=${zone}
        ></sip-call-page>`;
      case 'message':
        return html`<sip-message-page
          .backend=${backends}
          .capture=${capture}
          .message=${route.message}
          .zone=${zone}
        ></sip-message-page>`;
    }
  }

  #drawFailure(): TemplateResult {
    const isLocal = 'capture' in this.route && this.backends.isLocal(this.route.capture);
    const detail = isLocal
      ? 'It was opened in a browser only, so nothing of it was kept. Open the same file again and this address leads to it.'
      : explain(this.failure);
    return html`<sip-notice kind="failed" heading="This capture is not here" detail=${detail}>
      <a class="button framed" href="/">Captures</a>
    </sip-notice>`;
  }

  #show(route: Route): void {
    this.route = route;
    const id = 'capture' in route ? route.capture : undefined;
    if (id === this.capture?.id && id !== undefined) return;
    this.#endWatch?.();
    this.#endWatch = undefined;
    this.capture = undefined;
    this.failure = undefined;
    if (id !== undefined) void this.#open(id);
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
      if (capture.state === 'ready' || capture.state === 'failed') return;
      this.#endWatch = this.backends.watch(id, (row) => {
        if (isShown()) this.capture = row;
      });
    } catch (failure) {
      if (isShown()) this.failure = failure;
    }
  }

  #focusFilter(event: KeyboardEvent): void {
    const page = this.renderRoot.querySelector<SipListPage>('sip-list-page');
    if (page === null) return;
    event.preventDefault();
    page.focusFilter();
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
    if (this.#navigation.previous?.page === 'list' && route.page !== 'list') history.back();
    else if (route.page === 'call' || route.page === 'message')
      this.#navigation.go({
        page: 'list',
        capture: route.capture,
        list: route.page === 'call' ? 'calls' : 'messages',
      });
    else this.#navigation.go({ page: 'captures' });
  }

  async #copyLink(): Promise<void> {
    await navigator.clipboard.writeText(location.href);
    this.#say('Link copied');
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
