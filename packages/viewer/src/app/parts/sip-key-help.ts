import { type CSSResultGroup, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { offeredCommands } from '../commands/commands.ts';
import { bindKeys, boundKeys, isBound, resetKeys } from '../commands/key-bindings.ts';
import { keyText, pressedKey } from '../commands/key-text.ts';
import { knownCommands } from '../commands/known-commands.ts';
import { allCommands, conflictsOf, type KnownCommand } from '../commands/known-command.ts';
import { listKeys } from '../keys.ts';
import { controls } from '../theme/controls.ts';
import { words } from '../words/words.ts';
import { keyHelpStyles } from './sip-key-help.styles.ts';

const said = words('key-help', {
  heading: 'Keys and commands',
  close: 'Close',
  find: 'Find a command',
  lists: 'In every list',
  change: (title: string) => `Bind another key to “${title}”`,
  reset: (title: string) => `Give “${title}” its own key back`,
  resetShort: 'Reset',
  resetAll: 'Reset all keys',
  press: 'Press a key. Esc: leave it; Delete: no key.',
  pressShort: 'press a key…',
  none: 'no key',
  elsewhere: 'on another page',
  conflict: (key: string, title: string) => `${key} is the key of “${title}”.`,
  take: 'Take it from there',
  keep: 'Leave it',
  bound: (key: string, title: string) => `${key} is the key of “${title}” now.`,
  unbound: (title: string) => `“${title}” has no key now.`,
  nothing: 'No command fits.',
  hidden: (count: number) =>
    `${count} more have no key: find them by name to give them one, or do them from the palette.`,
});

type Listed = ReturnType<typeof allCommands>[number];

/** The dialog that tells the keys, of this page and of others, and binds others to them. */
export class SipKeyHelp extends LitElement {
  static override properties: PropertyDeclarations = {
    typed: { state: true },
    binding: { state: true },
    wanted: { state: true },
    told: { state: true },
    commands: { state: true },
  };
  static override styles: CSSResultGroup = [controls, keyHelpStyles];

  declare private typed: string;
  /** The command a key is awaited for. */
  declare private binding: string | undefined;
  /** A key that belongs to other commands already. */
  declare private wanted:
    | { readonly command: Listed; readonly key: string; readonly owners: readonly Listed[] }
    | undefined;
  declare private told: string;
  declare private commands: readonly Listed[];

  constructor() {
    super();
    this.typed = '';
    this.told = '';
    this.commands = [];
  }

  open(): void {
    this.commands = allCommands(offeredCommands(), knownCommands());
    this.typed = '';
    this.#leave('');
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog?.open === false) dialog.showModal();
  }

  protected override render(): TemplateResult {
    const fitting = this.commands.filter((one) => fits(one, this.typed));
    // Those without a key are many, and are found by name here and in the palette.
    const shown = this.typed === '' ? fitting.filter((one) => hasKey(one)) : fitting;
    const hidden = fitting.length - shown.length;
    return html`<dialog aria-labelledby="heading" @keydown=${this.#keyed}>
      <div class="head">
        <h2 id="heading">${said.heading}</h2>
        <input
          type="search"
          aria-label=${said.find}
          placeholder=${said.find}
          .value=${this.typed}
          @input=${(event: Event) => (this.typed = (event.currentTarget as HTMLInputElement).value)}
        />
        <button class="framed" @click=${this.#resetAll}>${said.resetAll}</button>
        <form method="dialog"><button class="framed">${said.close}</button></form>
      </div>
      <p class="told" role="status">${this.#drawTold()}</p>
      <div class="groups">
        ${[...Map.groupBy(shown, ({ group }) => group)].map(
          ([group, commands]) =>
            html`<section>
              <h3>${group}</h3>
              <ul>
                ${commands.map((command) => this.#drawCommand(command))}
              </ul>
            </section>`,
        )}
        ${shown.length === 0 ? html`<p class="quiet">${said.nothing}</p>` : nothing}
        ${this.typed === '' ? this.#drawListKeys() : nothing}
        ${hidden === 0 ? nothing : html`<p class="quiet">${said.hidden(hidden)}</p>`}
      </div>
    </dialog>`;
  }

  #drawListKeys(): TemplateResult {
    return html`<section>
      <h3>${said.lists}</h3>
      <ul>
        ${listKeys().map(
          ({ keys, does }) =>
            html`<li><span class="does">${does}</span>${keys.map((key) => html`<kbd>${key}</kbd> `)}</li>`,
        )}
      </ul>
    </section>`;
  }

  #drawCommand(command: Listed): TemplateResult {
    const { id, title, isOffered } = command;
    const keys = boundKeys(command);
    const isAwaited = this.binding === id;
    const shown = isAwaited
      ? html`<span class="await">${said.pressShort}</span>`
      : keys.length === 0
        ? html`<span class="quiet">${said.none}</span>`
        : keys.map((key) => html`<kbd>${keyText(key)}</kbd> `);
    return html`<li class=${isOffered ? '' : 'elsewhere'} title=${isOffered ? nothing : said.elsewhere}>
      <span class="does">${title}${isOffered ? nothing : html`<span class="unseen"> (${said.elsewhere})</span>`}</span>
      ${isBound(id) ? html`<button class="reset" aria-label=${said.reset(title)} @click=${() => this.#reset(id)}>${said.resetShort}</button>` : nothing}
      <button
        class="keys"
        aria-label="${said.change(title)}: ${keys.map((key) => keyText(key)).join(', ') || said.none}"
        @click=${() => this.#await(id)}
      >
        ${shown}
      </button>
    </li>`;
  }

  #drawTold(): TemplateResult | string {
    const { wanted } = this;
    if (wanted === undefined) return this.binding === undefined ? this.told : said.press;
    const { key, owners } = wanted;
    return html`${owners.map((owner) => said.conflict(keyText(key), owner.title)).join(' ')}
      <button class="framed" @click=${this.#take}>${said.take}</button>
      <button class="framed" @click=${() => this.#leave('')}>${said.keep}</button>`;
  }

  #await(id: string): void {
    this.wanted = undefined;
    this.binding = id;
  }

  /** While a key is awaited, every key is the one that is bound. */
  readonly #keyed = (event: KeyboardEvent): void => {
    const command = this.commands.find(({ id }) => id === this.binding);
    if (command === undefined) return;
    const key = pressedKey(event);
    if (key === undefined || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return this.#leave('');
    if (event.key === 'Delete' || event.key === 'Backspace') {
      bindKeys(command.id, []);
      return this.#leave(said.unbound(command.title));
    }
    const owners = conflictsOf(command, key, this.commands, boundKeys);
    this.binding = undefined;
    if (owners.length > 0) this.wanted = { command, key, owners };
    else this.#bind(command, key);
  };

  readonly #take = (): void => {
    const { wanted } = this;
    if (wanted === undefined) return;
    for (const owner of wanted.owners)
      bindKeys(
        owner.id,
        boundKeys(owner).filter((key) => key !== wanted.key),
      );
    this.#bind(wanted.command, wanted.key);
  };

  #bind(command: KnownCommand, key: string): void {
    bindKeys(command.id, [key]);
    this.#leave(said.bound(keyText(key), command.title));
  }

  #reset(id: string): void {
    bindKeys(id);
    this.#leave('');
  }

  readonly #resetAll = (): void => {
    resetKeys();
    this.#leave('');
  };

  #leave(told: string): void {
    this.binding = undefined;
    this.wanted = undefined;
    this.told = told;
    this.requestUpdate();
  }
}

function hasKey(command: KnownCommand): boolean {
  return boundKeys(command).length > 0 || isBound(command.id);
}

function fits(command: KnownCommand, typed: string): boolean {
  const keys = boundKeys(command).map((key) => keyText(key));
  const text = [command.title, command.group, ...keys].join(' ').toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

customElements.define('sip-key-help', SipKeyHelp);
