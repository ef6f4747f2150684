import {
  css,
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { XmlElementDetail } from '@sipscope/analyzer';
import { label } from '../../format/visible.ts';
import { icon } from '../../parts/icons.ts';
import { controls } from '../../theme/controls.ts';
import type { ByteSpan } from '../syntax.ts';
import { bodyWords } from './body-words.ts';
import { foldable, type XmlLine, xmlLines } from './xml-lines.ts';

/** Lines drawn before more are asked for. */
const linesAtOnce = 300;
/** Documents longer than this begin folded. */
const openAtMost = 60;

/**
 * The elements of an XML document, folded as wanted.
 *
 * @fires span-chosen - `{span}`: an element was clicked that has a place in the message.
 */
export class SipXmlTree extends LitElement {
  static override properties: PropertyDeclarations = {
    elements: { attribute: false },
    lit: { attribute: false },
    folded: { state: true },
    active: { state: true },
    shown: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
      }
      .line {
        display: flex;
        gap: 2px;
        min-height: 20px;
        font: 12.5px/20px var(--mono);
        cursor: default;
        overflow-wrap: anywhere;
      }
      .line:hover {
        background: var(--hover);
      }
      .line.lit {
        background: var(--lit);
      }
      [role='tree']:focus-visible {
        outline-offset: 1px;
      }
      [role='tree']:focus .line[aria-selected='true'] {
        box-shadow: inset 2px 0 var(--mark);
      }
      .fold {
        flex: none;
        width: 16px;
        display: grid;
        place-content: center;
        color: var(--quiet);
      }
      .name {
        color: var(--name);
      }
      .attribute {
        color: var(--quiet);
      }
      .value {
        color: var(--string);
      }
      .tools {
        display: flex;
        gap: 4px;
      }
    `,
  ];

  declare elements: readonly XmlElementDetail[];
  declare lit: ByteSpan | undefined;
  declare private folded: ReadonlySet<number>;
  declare private active: number;
  declare private shown: number;

  #lines: readonly XmlLine[] = [];

  constructor() {
    super();
    this.elements = [];
    this.lit = undefined;
    this.folded = new Set();
    this.active = 0;
    this.shown = linesAtOnce;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('elements')) {
      this.folded = this.elements.length > openAtMost ? foldable(this.elements) : new Set();
      this.active = 0;
      this.shown = linesAtOnce;
    }
    this.#lines = xmlLines(this.elements, this.folded);
  }

  protected override render(): TemplateResult {
    const rest = this.#lines.length - this.shown;
    return html`
      <div
        role="tree"
        tabindex="0"
        aria-label=${bodyWords.elements}
        aria-activedescendant=${`line-${this.active}`}
        @keydown=${this.#keyPressed}
      >
        ${this.#lines.slice(0, this.shown).map((line) => this.#drawLine(line))}
      </div>
      <div class="tools">
        ${
          rest > 0
            ? html`<button class="framed" @click=${() => (this.shown += linesAtOnce)}>
                ${bodyWords.moreFacts(rest)}
              </button>`
            : nothing
        }
        ${
          this.elements.length > 2
            ? html`<button @click=${() => (this.folded = new Set())}>${bodyWords.openAll}</button>
                <button @click=${() => (this.folded = foldable(this.elements))}>${bodyWords.foldAll}</button>`
            : nothing
        }
      </div>
    `;
  }

  protected override updated(): void {
    for (const line of this.renderRoot.querySelectorAll<HTMLElement>('.line'))
      line.style.paddingLeft = `${Number(line.dataset['depth']) * 14}px`;
  }

  #drawLine({ element, index, hasChildren, isOpen }: XmlLine): TemplateResult {
    const { depth, name, namespace, attributes = [], text, span } = element;
    const isLit = span !== undefined && this.lit?.[0] === span[0] && this.lit[1] === span[1];
    return html`<div
      class="line ${isLit ? 'lit' : ''}"
      id="line-${index}"
      role="treeitem"
      data-depth=${Math.min(depth, 30)}
      aria-level=${depth + 1}
      aria-expanded=${hasChildren ? (isOpen ? 'true' : 'false') : nothing}
      aria-selected=${index === this.active ? 'true' : 'false'}
      @click=${() => this.#choose(index)}
    >
      <span class="fold" @click=${(event: Event) => this.#foldClicked(event, index)}
        >${hasChildren ? icon(isOpen ? 'open' : 'next') : nothing}</span
      >
      <span
        ><span class="name">${label(name, 80)}</span
        >${namespace === undefined ? nothing : html` <span class="attribute">${label(namespace, 120)}</span>`}${attributes.map(
          (attribute) =>
            html` <span class="attribute">${label(attribute.name, 60)}=</span
              ><bdi class="value">${label(attribute.value, 200)}</bdi>`,
        )}${text === undefined ? nothing : html` <bdi>${label(text, 400)}</bdi>`}</span
      >
    </div>`;
  }

  #foldClicked(event: Event, index: number): void {
    event.stopPropagation();
    this.#fold(index);
  }

  #fold(index: number): void {
    const folded = new Set(this.folded);
    if (!folded.delete(index)) folded.add(index);
    this.folded = folded;
  }

  #choose(index: number | undefined): void {
    if (index === undefined) return;
    this.active = index;
    const span = this.elements[index]?.span;
    if (span !== undefined) this.dispatchEvent(new CustomEvent('span-chosen', { detail: { span } }));
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const at = this.#lines.findIndex(({ index }) => index === this.active);
    const line = this.#lines[at];
    const last = Math.min(this.#lines.length, this.shown) - 1;
    if (event.key === 'ArrowDown' || event.key === 'j') this.#choose(this.#lines[Math.min(last, at + 1)]?.index);
    else if (event.key === 'ArrowUp' || event.key === 'k') this.#choose(this.#lines[Math.max(0, at - 1)]?.index);
    else if (event.key === 'Home') this.#choose(this.#lines[0]?.index);
    else if (event.key === 'End') this.#choose(this.#lines[last]?.index);
    else if (event.key === 'ArrowRight' && line?.hasChildren === true && !line.isOpen) this.#fold(line.index);
    else if (event.key === 'ArrowLeft' && line?.isOpen === true) this.#fold(line.index);
    else if (event.key === 'Enter' && line?.hasChildren === true) this.#fold(line.index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

customElements.define('sip-xml-tree', SipXmlTree);
