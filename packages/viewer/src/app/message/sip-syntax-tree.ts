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
import type { SyntaxNode } from '@sipscope/analyzer';
import { label } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { WindowController } from '../table/window-controller.ts';
import { rowsSeen } from '../table/scrolled-window.ts';
import { controls } from '../theme/controls.ts';
import { textRuns } from './byte-text.ts';
import { type NodePath, pathsAround, type TreeLine, treeLines } from './syntax.ts';

const lineHeight = 22;
/** More has no room in a line. */
const lettersAtMost = 200;

/**
 * The syntax tree of a message, unfolded as far as wanted; its nodes are named as the rules of the ABNF.
 *
 * @fires node-chosen - `{path}`: by click or key.
 * @fires node-hovered - `{path}`: the pointer is over it; without one it has left the tree.
 */
export class SipSyntaxTree extends LitElement {
  static override properties: PropertyDeclarations = {
    bytes: { attribute: false },
    tree: { attribute: false },
    chosen: {},
    hovered: {},
    open: { state: true },
  };
  static override styles: CSSResultGroup = [
    controls,
    css`
      :host {
        display: block;
        min-height: 0;
      }
      .tree {
        height: 100%;
        overflow: auto;
        overflow-anchor: none;
      }
      .tree:focus-visible {
        outline-offset: -2px;
      }
      .spacer {
        position: relative;
        height: var(--spacer);
        overflow: clip;
      }
      .lines {
        position: absolute;
        inset: 0 0 auto;
        transform: translateY(var(--shift));
      }
      .node {
        display: flex;
        align-items: center;
        gap: 6px;
        height: 22px;
        padding-right: 12px;
        white-space: nowrap;
        cursor: default;
      }
      .node:hover {
        background: var(--hover);
      }
      .node.near {
        background: var(--chosen);
      }
      .node[aria-selected='true'] {
        background: var(--lit);
      }
      .fold {
        width: 16px;
        flex: none;
        color: var(--quiet);
        display: grid;
      }
      .rule {
        flex: none;
        color: var(--quiet);
        font-size: var(--small);
      }
      .text {
        font: 12.5px/22px var(--mono);
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .means {
        flex: none;
        font-weight: 600;
      }
      @media (forced-colors: active) {
        .node[aria-selected='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  declare bytes: Uint8Array;
  declare tree: SyntaxNode;
  declare chosen: NodePath | undefined;
  /** Lit quietly, or the node that is open down to it. */
  declare hovered: NodePath | undefined;
  declare private open: ReadonlySet<NodePath>;

  readonly #window = new WindowController(this);
  #lines: readonly TreeLine[] = [];
  #first = 0;

  constructor() {
    super();
    this.bytes = new Uint8Array();
    this.tree = { rule: 'SIP-message', span: [0, 0] };
    this.chosen = undefined;
    this.hovered = undefined;
    this.open = new Set();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('[role="tree"]')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('tree')) this.open = new Set();
    if (changed.has('chosen') && this.chosen !== undefined)
      this.open = new Set([...this.open, ...pathsAround(this.chosen)]);
    this.#lines = treeLines(this.tree, this.open);
  }

  protected override render(): TemplateResult {
    const count = this.#lines.length;
    this.#window.content = count * lineHeight;
    const { first, last } = rowsSeen(this.#window.contentTop, this.#window.viewport, { height: lineHeight, count });
    this.#first = first;
    const at = this.#chosenLine();
    return html`<div
      class="tree"
      role="tree"
      tabindex="0"
      aria-label="Syntax tree"
      aria-activedescendant=${at >= first && at < last ? `node-${at}` : nothing}
      @keydown=${this.#keyPressed}
      @mouseleave=${() => this.dispatchEvent(new CustomEvent('node-hovered', { detail: {} }))}
    >
      <div class="spacer" role="none">
        <div class="lines" role="none">
          ${this.#lines.slice(first, last).map((line, index) => this.#drawLine(line, first + index))}
        </div>
      </div>
    </div>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#window.attach(this.renderRoot.querySelector<HTMLElement>('.tree') ?? undefined);
    this.style.setProperty('--spacer', `${this.#window.spacer}px`);
    this.style.setProperty('--shift', `${this.#window.shift + this.#first * lineHeight}px`);
    for (const line of this.renderRoot.querySelectorAll<HTMLElement>('.node'))
      line.style.paddingLeft = `${8 + Number(line.dataset['depth']) * 14}px`;
    if (changed.has('chosen') && this.#window.viewport > 0) this.#reveal();
  }

  #drawLine(line: TreeLine, index: number): TemplateResult {
    const { node, path, isOpen } = line;
    const { hovered } = this;
    const isNear = hovered !== undefined && (hovered === path || (!isOpen && hovered.startsWith(`${path}/`)));
    const hasChildren = (node.children?.length ?? 0) > 0;
    const text = this.#textOf(node);
    return html`<div
      class="node ${isNear ? 'near' : ''}"
      role="treeitem"
      id="node-${index}"
      data-depth=${Math.min(line.depth, 40)}
      aria-level=${line.depth + 1}
      aria-posinset=${line.position}
      aria-setsize=${line.siblings}
      aria-expanded=${hasChildren ? (isOpen ? 'true' : 'false') : nothing}
      aria-selected=${path === this.chosen ? 'true' : 'false'}
      @click=${() => this.#choose(path)}
      @mouseenter=${() => this.dispatchEvent(new CustomEvent('node-hovered', { detail: { path } }))}
      @dblclick=${() => this.#fold(path, !isOpen)}
    >
      <span class="fold" @click=${(event: Event) => this.#foldClicked(event, path, !isOpen)}
        >${hasChildren ? icon(isOpen ? 'open' : 'next') : nothing}</span
      >
      <span class="rule">${node.rule}</span>
      ${node.label === undefined ? nothing : html`<bdi class="means">${label(node.label, 80)}</bdi>`}
      <bdi class="text">${text}</bdi>
    </div>`;
  }

  /** The first line of what a node covers, without the name that stands before it anyway; a delimiter begins with a line break. */
  #textOf({ span: [from, end], label: name }: SyntaxNode): string {
    let start = from;
    while (start < end && isLineBreak(this.bytes[start]!)) start++;
    const bytes = this.bytes.subarray(start, Math.min(end, start + lettersAtMost));
    const lineEnd = bytes.findIndex(isLineBreak);
    const runs = textRuns(this.bytes, start, start + (lineEnd < 0 ? bytes.length : lineEnd));
    return withoutName(runs.map((run) => run.text).join(''), name);
  }

  #chosenLine(): number {
    return this.#lines.findIndex((line) => line.path === this.chosen);
  }

  #reveal(): void {
    const at = this.#chosenLine();
    if (at >= 0) this.#window.reveal([at * lineHeight, (at + 1) * lineHeight]);
  }

  #choose(path: NodePath | undefined): void {
    if (path !== undefined) this.dispatchEvent(new CustomEvent('node-chosen', { detail: { path } }));
  }

  #foldClicked(event: Event, path: NodePath, isOpen: boolean): void {
    event.stopPropagation();
    this.#fold(path, isOpen);
  }

  #fold(path: NodePath, isOpen: boolean): void {
    const open = new Set(this.open);
    if (isOpen) open.add(path);
    else open.delete(path);
    this.open = open;
  }

  readonly #keyPressed = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const at = this.#chosenLine();
    const line = this.#lines[at];
    const lastLine = this.#lines.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'j') this.#choose(this.#lines[Math.min(lastLine, at + 1)]?.path);
    else if (event.key === 'ArrowUp' || event.key === 'k') this.#choose(this.#lines[Math.max(0, at - 1)]?.path);
    else if (event.key === 'Home') this.#choose(this.#lines[0]?.path);
    else if (event.key === 'End') this.#choose(this.#lines[lastLine]?.path);
    else if (event.key === 'ArrowRight' && line !== undefined) this.#goIn(line);
    else if (event.key === 'ArrowLeft' && line !== undefined) this.#goOut(line);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #goIn(line: TreeLine): void {
    if ((line.node.children?.length ?? 0) === 0) return;
    if (line.isOpen) this.#choose(`${line.path}/0`);
    else this.#fold(line.path, true);
  }

  #goOut(line: TreeLine): void {
    if (line.isOpen) this.#fold(line.path, false);
    else this.#choose(pathsAround(line.path).at(-1));
  }
}

function isLineBreak(byte: number): boolean {
  return byte === 0x0d || byte === 0x0a;
}

function withoutName(text: string, name: string | undefined): string {
  return name !== undefined && text.startsWith(`${name}:`) ? text.slice(name.length + 1).trimStart() : text;
}

customElements.define('sip-syntax-tree', SipSyntaxTree);
