import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import type { ComparedPiece } from '@sipscope/analyzer';
import type { Command } from '../commands/command.ts';
import { CommandsController } from '../commands/commands.ts';
import { label, visible } from '../format/visible.ts';
import { icon } from '../parts/icons.ts';
import { toneStyles } from '../parts/outcome.ts';
import { type DiffMode, diffModes } from '../route/route.ts';
import { controls } from '../theme/controls.ts';
import { type ByteRow, byteRows } from './byte-rows.ts';
import { type DiffRow, type FoldedRow, isDifference, shownRows } from './diff-row.ts';
import { diffWords, modeTitles } from './diff-words.ts';
import { headerRows } from './header-rows.ts';
import { orderRows } from './order-rows.ts';
import { diffStyles } from './sip-message-diff.styles.ts';
import { unifiedText } from './unified-text.ts';
import './sip-byte-diff.ts';

/** Bytes of each message that are compared. */
export const mostCompared = 64 * 1024;
/** Rows drawn before more are asked for. */
const rowsAtOnce = 600;
const lettersAtMost = 4000;

const signs = { same: '', equal: '=', changed: '~', left: '−', right: '+' } as const;

/**
 * Two messages held against each other: by header, by order, or byte by byte.
 *
 * @fires mode-chosen - `{mode}`.
 * @fires sides-swapped
 */
export class SipMessageDiff extends LitElement {
  static override properties: PropertyDeclarations = {
    left: { attribute: false },
    right: { attribute: false },
    leftTitle: { attribute: false },
    rightTitle: { attribute: false },
    leftName: {},
    rightName: {},
    mode: {},
    hidesEqual: { state: true },
    ignoresVarying: { state: true },
    active: { state: true },
    shown: { state: true },
    said: { state: true },
  };
  static override styles: CSSResultGroup = [controls, toneStyles, diffStyles];

  declare left: Uint8Array;
  declare right: Uint8Array;
  /** Drawn above the sides. */
  declare leftTitle: TemplateResult | string;
  declare rightTitle: TemplateResult | string;
  /** What the sides are called in copied text. */
  declare leftName: string;
  declare rightName: string;
  declare mode: DiffMode;
  declare private hidesEqual: boolean;
  declare private ignoresVarying: boolean;
  /** The difference that was gone to, of those that count. */
  declare private active: number | undefined;
  declare private shown: number;
  declare private said: string;

  #rows: readonly DiffRow[] = [];
  #bytes: readonly ByteRow[] = [];
  #notices: readonly string[] = [];

  constructor() {
    super();
    this.left = new Uint8Array();
    this.right = new Uint8Array();
    this.leftTitle = diffWords.left;
    this.rightTitle = diffWords.right;
    this.leftName = 'one';
    this.rightName = 'other';
    this.mode = 'header';
    this.hidesEqual = false;
    this.ignoresVarying = false;
    this.shown = rowsAtOnce;
    this.said = '';
    new CommandsController(this, () => this.#commands());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('left') && !changed.has('right') && !changed.has('mode')) return;
    this.active = undefined;
    this.shown = rowsAtOnce;
    this.said = '';
    this.#compare();
  }

  #compare(): void {
    const [left, right] = [this.left.subarray(0, mostCompared), this.right.subarray(0, mostCompared)];
    const isCut = left.length < this.left.length || right.length < this.right.length;
    const notices: string[] = isCut ? [diffWords.cut(mostCompared)] : [];
    let gaveUp = false;
    this.#rows = [];
    this.#bytes = [];
    if (this.mode === 'byte') ({ rows: this.#bytes, gaveUp } = byteRows(left, right));
    else if (this.mode === 'order') ({ rows: this.#rows, gaveUp } = orderRows(left, right));
    else {
      const compared = headerRows(left, right);
      ({ rows: this.#rows, gaveUp } = compared);
      if (compared.isCut) notices.push(diffWords.partly);
    }
    if (gaveUp) notices.push(diffWords.gaveUp);
    this.#notices = notices;
  }

  protected override render(): TemplateResult {
    return html`${this.#drawTools()}
    ${this.#notices.map((text) => html`<p class="notice warn" role="status">${text}</p>`)}
    ${this.mode === 'byte' ? this.#drawBytes() : this.#drawRows()}`;
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('active') && this.active !== undefined)
      this.renderRoot.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }

  get #options(): { readonly hidesEqual: boolean; readonly ignoresVarying: boolean } {
    return { hidesEqual: this.hidesEqual, ignoresVarying: this.ignoresVarying };
  }

  /** The rows that differ, as indexes; neighbours in bytes are one difference. */
  #differences(): readonly number[] {
    if (this.mode === 'byte')
      return this.#bytes.flatMap((row, at) => (row.isSame || this.#bytes[at - 1]?.isSame === false ? [] : [at]));
    return this.#rows.flatMap((row, at) => (isDifference(row, this.#options) ? [at] : []));
  }

  #drawTools(): TemplateResult {
    const found = this.#differences();
    const all = this.#rows.filter((row) => isDifference(row, { ignoresVarying: false })).length;
    const ignored = this.mode === 'byte' ? 0 : all - found.length;
    return html`<div class="tools">
      <div class="group" role="group" aria-label=${diffWords.modes}>
        ${diffModes.map(
          (mode) =>
            html`<button aria-pressed=${this.mode === mode ? 'true' : 'false'} @click=${() => this.#choose(mode)}>
              ${modeTitles[mode]}
            </button>`,
        )}
      </div>
      ${
        this.mode === 'byte'
          ? nothing
          : html`<label
                ><input
                  type="checkbox"
                  .checked=${this.hidesEqual}
                  @change=${() => (this.hidesEqual = !this.hidesEqual)}
                />${diffWords.hideEqual}</label
              >
              <label title=${diffWords.ignoreVaryingTitle}
                ><input
                  type="checkbox"
                  .checked=${this.ignoresVarying}
                  @change=${this.#switchVarying}
                />${diffWords.ignoreVarying}</label
              >`
      }
      <div class="group">
        <button title="${diffWords.previous} (N)" aria-label=${diffWords.previous} @click=${() => this.#step(-1)}>
          ${icon('up')}
        </button>
        <button title="${diffWords.next} (n)" aria-label=${diffWords.next} @click=${() => this.#step(1)}>
          ${icon('down')}
        </button>
        <span class="count" role="status"
          >${this.said === '' ? html`${diffWords.count(found.length)}${ignored > 0 ? `, ${diffWords.ignored(ignored)}` : ''}` : this.said}</span
        >
      </div>
      <div class="group">
        <button title=${diffWords.swap} @click=${() => this.dispatchEvent(new CustomEvent('sides-swapped'))}>
          ${diffWords.swap}
        </button>
        <button title=${diffWords.copy} aria-label=${diffWords.copy} @click=${() => void this.#copy()}>
          ${icon('copy')}
        </button>
      </div>
    </div>`;
  }

  #drawRows(): TemplateResult {
    const rows = shownRows(this.#rows, this.#options);
    const current = this.active === undefined ? undefined : this.#rows[this.#differences()[this.active] ?? -1];
    const rest = rows.length - this.shown;
    const isAlike = this.#differences().length === 0;
    const hasNames = this.mode === 'header';
    return html`<div class="rows">
      <div class="titles">
        <div><span aria-hidden="true">−</span> ${this.leftTitle}</div>
        <div><span aria-hidden="true">+</span> ${this.rightTitle}</div>
      </div>
      <table>
        <colgroup>
          <col class="sign" />
          ${hasNames ? html`<col class="name" />` : nothing}
          <col />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colspan=${hasNames ? 2 : 1}><span class="unseen">${diffWords.kind}</span></th>
            <th scope="col">${this.leftTitle}</th>
            <th scope="col">${this.rightTitle}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, this.shown).map((row) => this.#drawRow(row, { isCurrent: row === current, hasNames }))}
        </tbody>
      </table>
      ${
        isAlike
          ? html`<p class="nothing">${this.ignoresVarying ? diffWords.nothingVarying : diffWords.nothing}</p>`
          : nothing
      }
      ${
        rest > 0
          ? html`<button class="more framed" @click=${() => (this.shown += rowsAtOnce)}>
              ${diffWords.more(rest)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #drawRow(
    row: DiffRow | FoldedRow,
    { isCurrent, hasNames }: { readonly isCurrent: boolean; readonly hasNames: boolean },
  ): TemplateResult {
    const columns = hasNames ? 4 : 3;
    if (row.kind === 'folded')
      return html`<tr class="folded">
        <td colspan=${columns}>${diffWords.equalRows(row.count)}</td>
      </tr>`;
    if (row.kind === 'heading')
      return html`<tr class="heading">
        <th scope="rowgroup" colspan=${columns}>${label(row.name ?? '', 120)}</th>
      </tr>`;
    const isQuiet = row.varying === true && this.ignoresVarying;
    return html`<tr class="${row.kind} ${isQuiet ? 'quietly' : ''}" aria-current=${isCurrent ? 'true' : nothing}>
      <td class="sign" title=${kindTitle(row)}>
        <span aria-hidden="true">${signs[row.kind]}</span><span class="unseen">${kindTitle(row)}</span>
      </td>
      ${hasNames ? drawName(row.name ?? '') : nothing}
      <td class="one">${drawPieces(row.left)}</td>
      <td class="other">${drawPieces(row.right)}</td>
    </tr>`;
  }

  #drawBytes(): TemplateResult {
    const found = this.#differences();
    return html`<sip-byte-diff
      .left=${this.left}
      .right=${this.right}
      .rows=${this.#bytes}
      .active=${this.active === undefined ? undefined : found[this.active]}
    ></sip-byte-diff>`;
  }

  #commands(): readonly Command[] {
    const group = diffWords.group;
    return [
      { id: 'diff.next', title: diffWords.next, group, keys: ['n'], run: () => this.#step(1) },
      { id: 'diff.previous', title: diffWords.previous, group, keys: ['Shift+N'], run: () => this.#step(-1) },
      { id: 'diff.mode', title: diffWords.switchMode, group, keys: ['s'], run: this.#switchMode },
      {
        id: 'diff.hide-equal',
        title: diffWords.hideEqual,
        group,
        keys: ['h'],
        run: () => (this.hidesEqual = !this.hidesEqual),
      },
      { id: 'diff.ignore-varying', title: diffWords.ignoreVarying, group, keys: ['i'], run: this.#switchVarying },
      { id: 'diff.copy', title: diffWords.copy, group, run: () => void this.#copy() },
      {
        id: 'diff.swap',
        title: diffWords.swap,
        group,
        run: () => this.dispatchEvent(new CustomEvent('sides-swapped')),
      },
    ];
  }

  readonly #switchMode = (): void => this.#choose(diffModes[diffModes.indexOf(this.mode) + 1] ?? 'header');

  readonly #switchVarying = (): void => {
    this.ignoresVarying = !this.ignoresVarying;
    this.active = undefined;
    this.said = '';
  };

  #choose(mode: DiffMode): void {
    this.mode = mode;
    this.dispatchEvent(new CustomEvent('mode-chosen', { detail: { mode } }));
  }

  #step(step: 1 | -1): void {
    const found = this.#differences();
    if (found.length === 0) return;
    const from = this.active ?? (step === 1 ? -1 : 0);
    this.active = (from + step + found.length) % found.length;
    const row = this.#rows[found[this.active] ?? -1];
    const what = row === undefined ? '' : `${label(row.name ?? '', 40)} ${kindTitle(row)}`.trim();
    this.said = diffWords.at(this.active + 1, found.length, what);
    this.#reach(row);
  }

  /** Draws as many rows as it takes to see one. */
  #reach(row: DiffRow | undefined): void {
    if (row === undefined) return;
    const at = shownRows(this.#rows, this.#options).indexOf(row);
    if (at >= this.shown) this.shown = at + rowsAtOnce;
  }

  async #copy(): Promise<void> {
    const text = unifiedText(
      { name: this.leftName, bytes: this.left.subarray(0, mostCompared) },
      { name: this.rightName, bytes: this.right.subarray(0, mostCompared) },
    );
    if (text === undefined) {
      this.said = diffWords.gaveUp;
      return;
    }
    await navigator.clipboard.writeText(text);
    this.said = diffWords.copied;
  }
}

function kindTitle({ kind, varying }: DiffRow): string {
  if (varying === true) return diffWords.varying;
  switch (kind) {
    case 'left':
      return diffWords.onlyLeft;
    case 'right':
      return diffWords.onlyRight;
    case 'changed':
      return diffWords.changed;
    case 'equal':
      return diffWords.equal;
    default:
      return diffWords.same;
  }
}

/** A line of a body has no name. */
function drawName(name: string): TemplateResult {
  const shown = label(name, 60);
  return name === '' ? html`<td class="nameless"></td>` : html`<th scope="row" title=${shown}>${shown}</th>`;
}

function drawPieces(pieces: readonly ComparedPiece[] | undefined): readonly TemplateResult[] {
  let left = lettersAtMost;
  return (pieces ?? []).map(({ text, lit }) => {
    const shown = visible(text.slice(0, Math.max(0, left)));
    const isCut = text.length > left;
    left -= text.length;
    return html`<span class=${lit === true ? 'lit' : ''}>${shown}${isCut ? '…' : ''}</span>`;
  });
}

customElements.define('sip-message-diff', SipMessageDiff);
