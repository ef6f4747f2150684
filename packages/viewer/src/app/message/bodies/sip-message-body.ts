import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { BodyDetail, MessageDetail, SdpComparison } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { icon } from '../../parts/icons.ts';
import { toneStyles } from '../../parts/outcome.ts';
import { saveFile } from '../../parts/save-file.ts';
import { writeRoute } from '../../route/route.ts';
import { controls } from '../../theme/controls.ts';
import { decodeBase64 } from '../byte-text.ts';
import type { ByteSpan } from '../syntax.ts';
import { bodyContent, bodyFileName, prettyJson } from './body-content.ts';
import { bodyWords, kindTitles } from './body-words.ts';
import { drawComparison } from './draw-comparison.ts';
import { drawSdp } from './draw-sdp.ts';
import { drawTable } from './draw-tables.ts';
import { placeButton, type Places } from './place-button.ts';
import { bodyStyles } from './sip-message-body.styles.ts';
import './sip-xml-tree.ts';
import '../sip-hex.ts';
import '../sip-message-text.ts';

/** Bodies drawn before more are asked for. */
const bodiesAtOnce = 40;
/** What says it all in its tables: its text is shown when asked for. */
const readKinds: ReadonlySet<BodyDetail['kind']> = new Set([
  'sdp',
  'sip',
  'sipfrag',
  'cpim',
  'message-summary',
  'vq-report',
  'isup',
  'qsig',
  'dtmf',
  'xml',
]);

/**
 * What a message carries: each body with what it says, those within it below. Nothing of it is drawn as the thing it claims to be: markup is
 * text, pictures are bytes.
 *
 * @fires span-chosen - `{span}`: a place in the message was chosen.
 */
export class SipMessageBody extends LitElement {
  static override properties: PropertyDeclarations = {
    detail: { attribute: false },
    lit: { attribute: false },
    capture: {},
    sources: { state: true },
    shown: { state: true },
    said: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, bodyStyles];

  declare detail: MessageDetail;
  declare lit: ByteSpan | undefined;
  /** Of which capture the message is, where it is of one: for the way to the message it is held against. */
  declare capture: string | undefined;
  /** Bodies whose text is shown beside what they say. */
  declare private sources: ReadonlySet<number>;
  declare private shown: number;
  declare private said: string;

  #bytes: Uint8Array = new Uint8Array();
  #contents = new Map<number, Uint8Array>();

  constructor() {
    super();
    this.lit = undefined;
    this.sources = new Set();
    this.shown = bodiesAtOnce;
    this.said = '';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('detail')) return;
    this.#bytes = decodeBase64(this.detail.raw);
    this.#contents = new Map();
    this.sources = new Set();
    this.shown = bodiesAtOnce;
    this.said = '';
    this.scrollTop = 0;
  }

  protected override render(): TemplateResult {
    const { bodies = [], moreBodies } = this.detail;
    if (bodies.length === 0) return html`<section class="quiet">${bodyWords.none}</section>`;
    const rest = bodies.length - this.shown;
    return html`
      <span class="unseen" role="status">${this.said}</span>
      ${bodies.slice(0, this.shown).map((body, at) => this.#drawBody(body, at))}
      ${
        rest > 0
          ? html`<section>
              <button class="framed" @click=${() => (this.shown += bodiesAtOnce)}>${bodyWords.moreFacts(rest)}</button>
            </section>`
          : nothing
      }
      ${moreBodies === undefined ? nothing : html`<section class="quiet">${bodyWords.moreBodies(moreBodies)}</section>`}
    `;
  }

  protected override updated(): void {
    for (const section of this.renderRoot.querySelectorAll<HTMLElement>('section[data-depth]'))
      section.style.setProperty('--depth', section.dataset['depth'] ?? '0');
  }

  get #places(): Places {
    return {
      lit: this.lit,
      choose: (span) => this.dispatchEvent(new CustomEvent('span-chosen', { detail: { span } })),
    };
  }

  #drawBody(body: BodyDetail, at: number): TemplateResult {
    const { depth, kind, notes = [], tables = [], moreTables, sdp, xml, moreElements } = body;
    const places = this.#places;
    return html`<section
      class=${depth > 0 ? 'inner' : ''}
      data-depth=${Math.min(depth, 8)}
      aria-label=${kindTitles[kind]}
    >
      ${this.#drawHead(body, at)} ${this.#drawHeaders(body)}
      ${notes.map((note) => html`<p class="note">${icon('info')}${label(note, 300)}</p>`)}
      ${sdp?.against?.map((against) => drawComparison(against, places, this.#diffAddress(against)))}
      ${sdp === undefined ? nothing : drawSdp(sdp, places)} ${tables.map((table) => drawTable(table, places))}
      ${moreTables === undefined ? nothing : html`<p class="quiet">${bodyWords.moreTables(moreTables)}</p>`}
      ${
        xml === undefined || xml.length === 0
          ? nothing
          : html`<sip-xml-tree
              .elements=${xml}
              .lit=${this.lit}
              @span-chosen=${(event: CustomEvent<{ span: ByteSpan }>) => places.choose(event.detail.span)}
            ></sip-xml-tree>`
      }
      ${moreElements === undefined ? nothing : html`<p class="quiet">${bodyWords.moreElements(moreElements)}</p>`}
      ${this.#showsContent(body, at) ? this.#drawContent(body, at) : nothing}
    </section>`;
  }

  #drawHead(body: BodyDetail, at: number): TemplateResult {
    const { kind, span, mediaType, disposition, size, optional, contentId, languages, encodings, transferEncoding } =
      body;
    const about = [
      disposition,
      bodyWords.bytes(size),
      optional === true ? bodyWords.optional : undefined,
      encodings === undefined ? undefined : bodyWords.encoded(encodings.join(', ')),
      transferEncoding === undefined ? undefined : bodyWords.encoded(transferEncoding),
      contentId === undefined ? undefined : bodyWords.id(contentId),
      languages === undefined ? undefined : bodyWords.language(languages.join(', ')),
    ].filter((part) => part !== undefined);
    return html`<header>
      <h3>${placeButton(kindTitles[kind], span, this.#places)}</h3>
      <span class="about quiet"
        >${mediaType === undefined ? nothing : html`<bdi class="mono">${label(mediaType, 80)}</bdi> · `}${label(about.join(' · '), 200)}</span
      >
      ${
        readKinds.has(kind)
          ? html`<button
              aria-pressed=${this.sources.has(at) ? 'true' : 'false'}
              title=${bodyWords.sourceTitle}
              @click=${() => this.#toggleSource(at)}
            >
              ${bodyWords.source}
            </button>`
          : nothing
      }
      ${
        kind === 'multipart'
          ? nothing
          : html`<button title=${bodyWords.copy} aria-label=${bodyWords.copy} @click=${() => void this.#copy(body, at)}>
                ${icon('copy')}
              </button>
              <button title=${bodyWords.save} aria-label=${bodyWords.save} @click=${() => this.#save(body, at)}>
                ${icon('download')}
              </button>`
      }
    </header>`;
  }

  #drawHeaders({ headers = [], moreHeaders, kind }: BodyDetail): TemplateResult | typeof nothing {
    if (headers.length === 0) return nothing;
    return html`<details class="headers" ?open=${kind === 'sipfrag' && headers.length > 1}>
      <summary>${bodyWords.headers}: ${headers.length + (moreHeaders ?? 0)}</summary>
      ${drawTable({ facts: headers, ...(moreHeaders !== undefined && { more: moreHeaders }) }, this.#places)}
    </details>`;
  }

  #showsContent({ kind, tables, sdp, xml }: BodyDetail, at: number): boolean {
    if (kind === 'multipart') return false;
    if (!readKinds.has(kind) || this.sources.has(at)) return true;
    return sdp === undefined && (tables ?? []).length === 0 && (xml ?? []).length === 0;
  }

  #drawContent(body: BodyDetail, at: number): TemplateResult {
    const { kind } = body;
    const bytes = this.#contentOf(body, at);
    const isBytes = kind === 'binary' || kind === 'image' || kind === 'isup' || kind === 'qsig' || kind === 'unread';
    if (isBytes)
      return html`${kind === 'image' ? html`<p class="quiet">${bodyWords.image}</p>` : nothing}<sip-hex
          aria-label=${bodyWords.bytesOf}
          .bytes=${bytes}
        ></sip-hex>`;
    return html`<sip-message-text
      tabindex="0"
      role="region"
      aria-label=${bodyWords.textOf}
      .bytes=${bytes}
      .tree=${{ rule: 'message-body', span: [0, bytes.length] }}
      @place-chosen=${(event: Event) => event.stopPropagation()}
    ></sip-message-text>`;
  }

  /** As it is shown, kept so that what is drawn again is not read again. */
  #contentOf(body: BodyDetail, at: number): Uint8Array {
    const known = this.#contents.get(at);
    if (known !== undefined) return known;
    const content = bodyContent(body, this.#bytes);
    const shown = body.kind === 'json' ? (prettyJson(content) ?? content) : content;
    this.#contents.set(at, shown);
    return shown;
  }

  #diffAddress({ frame, index }: SdpComparison): string | undefined {
    const { row } = this.detail;
    if (this.capture === undefined || row === undefined) return undefined;
    const one = index === undefined ? { frame } : { frame, index };
    const other = row.index === undefined ? { frame: row.frame } : { frame: row.frame, index: row.index };
    return writeRoute({ page: 'diff', capture: this.capture, one, other });
  }

  #toggleSource(at: number): void {
    const sources = new Set(this.sources);
    if (!sources.delete(at)) sources.add(at);
    this.sources = sources;
  }

  #save(body: BodyDetail, at: number): void {
    const content = new Blob([new Uint8Array(bodyContent(body, this.#bytes))], { type: 'application/octet-stream' });
    saveFile(content, bodyFileName(body, at + 1));
  }

  async #copy(body: BodyDetail, at: number): Promise<void> {
    await navigator.clipboard.writeText(new TextDecoder().decode(this.#contentOf(body, at)));
    this.said = bodyWords.copied;
  }
}

customElements.define('sip-message-body', SipMessageBody);
