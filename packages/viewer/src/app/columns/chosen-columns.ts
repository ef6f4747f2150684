import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ListName } from '../../api/lists.ts';
import type { Zone } from '../format/time.ts';
import { NarrowController } from '../parts/narrow-controller.ts';
import type { Column } from '../table/column.ts';
import {
  choicePlace,
  chosenColumns,
  type ColumnChoice,
  keepChoice,
  ownChoice,
  readChoice,
} from '../table/column-choice.ts';
import { listColumns } from './list-columns.ts';

/**
 * The columns of a list as a person chose them, kept in the browser for each list, for wide windows and narrow ones. Columns of all
 * fields are made when one of them is wanted.
 */
export class ChosenColumns implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #narrow: NarrowController;
  #list: ListName = 'calls';
  #zone: Zone = 'utc';
  #isNarrow: boolean | undefined;
  #own: readonly Column<never>[] = [];
  #fields: readonly Column<never>[] | undefined;
  #kept: ColumnChoice | undefined;
  #shown: readonly Column<never>[] | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#narrow = new NarrowController(host);
    host.addController(this);
  }

  hostConnected(): void {
    this.#isNarrow = undefined;
  }

  /** To be told before each drawing. */
  use(list: ListName, zone: Zone): void {
    const { isNarrow } = this.#narrow;
    if (list === this.#list && zone === this.#zone && isNarrow === this.#isNarrow) return;
    const isOther = list !== this.#list || zone !== this.#zone || this.#own.length === 0;
    [this.#list, this.#zone, this.#isNarrow] = [list, zone, isNarrow];
    if (isOther) {
      // The table draws rows of any kind; these are the columns of the list it is given.
      this.#own = listColumns(list, zone) as readonly Column<never>[];
      this.#fields = undefined;
    }
    this.#kept = readChoice(this.#place);
    this.#shown = undefined;
    const own = new Set(this.#own.map(({ id }) => id));
    if (this.#kept?.shown.some((id) => !own.has(id)) === true) void this.loadFields();
  }

  get shown(): readonly Column<never>[] {
    this.#shown ??= chosenColumns(this.all, this.choice, this.#isNarrow === true);
    return this.#shown;
  }

  /** Those there are: the list's own, then those of its other fields once they are loaded. */
  get all(): readonly Column<never>[] {
    return [...this.#own, ...(this.#fields ?? [])];
  }

  get choice(): ColumnChoice {
    return this.#kept ?? ownChoice(this.#own, this.#isNarrow === true);
  }

  get isChosen(): boolean {
    return this.#kept !== undefined;
  }

  /** Without a choice, the list's own columns are shown. */
  choose(choice: ColumnChoice | undefined): void {
    this.#kept = choice;
    this.#shown = undefined;
    keepChoice(this.#place, choice);
    this.#host.requestUpdate();
  }

  async loadFields(): Promise<void> {
    if (this.#fields !== undefined) return;
    const [list, zone] = [this.#list, this.#zone];
    const { fieldColumns } = await import('./field-columns.ts');
    if (list !== this.#list || zone !== this.#zone) return;
    this.#fields = fieldColumns(list, new Set(this.#own.map(({ id }) => id)), zone);
    this.#shown = undefined;
    this.#host.requestUpdate();
  }

  get #place(): string {
    return choicePlace(this.#list, this.#isNarrow === true);
  }
}
