import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { findInLadder, nextMatch } from './find-in-ladder.ts';
import type { LadderLayout } from './ladder-row.ts';
import './sip-ladder-find.ts';

/** What the ladder does for the one who looks for something in it. */
export type FindPlace = {
  readonly layout: () => LadderLayout | undefined;
  /** The row of the arrow that is selected; -1 where none is. */
  readonly selected: () => number;
  readonly show: (row: number) => void;
  readonly select: (row: number) => void;
  readonly closed: () => void;
};

const none: ReadonlySet<number> = new Set();

/** What is looked for in a ladder, where it is, and which of these places is shown. */
export class FindController {
  readonly #host: ReactiveControllerHost;
  readonly #place: FindPlace;
  /** Undefined while nothing is looked for. */
  #query: string | undefined;
  #searched: LadderLayout | undefined;
  #matches: readonly number[] = [];
  #rows: ReadonlySet<number> = none;
  /** The row that is shown. */
  #shown = -1;

  constructor(host: ReactiveControllerHost, place: FindPlace) {
    this.#host = host;
    this.#place = place;
    host.addController({ hostUpdate: () => this.#follow() });
  }

  /** Rows, from top to bottom. */
  get matches(): readonly number[] {
    return this.#matches;
  }

  get rows(): ReadonlySet<number> {
    return this.#rows;
  }

  /** The row of the match that is shown; -1 where none is. */
  get shown(): number {
    return this.#shown;
  }

  open(): void {
    this.#query ??= '';
    this.#host.requestUpdate();
  }

  draw(): TemplateResult | typeof nothing {
    if (this.#query === undefined) return nothing;
    return html`<sip-ladder-find
      .query=${this.#query}
      .count=${this.#matches.length}
      .at=${this.#matches.indexOf(this.#shown) + 1}
      @find-written=${(event: CustomEvent<{ query: string }>) => this.#lookFor(event.detail.query)}
      @find-moved=${(event: CustomEvent<{ step: 1 | -1 }>) => this.#move(event.detail.step)}
      @find-closed=${() => this.#close()}
    ></sip-ladder-find>`;
  }

  /** In another layout, the places are others. */
  #follow(): void {
    if (this.#query !== undefined && this.#searched !== this.#place.layout()) this.#find();
  }

  #find(): void {
    this.#searched = this.#place.layout();
    this.#matches = this.#searched === undefined ? [] : findInLadder(this.#searched, this.#query ?? '');
    this.#rows = new Set(this.#matches);
    this.#host.requestUpdate();
  }

  /** From where one is, so that the next letter moves no further than it must. */
  #lookFor(query: string): void {
    this.#query = query;
    this.#find();
    this.#show(nextMatch(this.#matches, Math.max(0, this.#shown, this.#place.selected()) - 1, 1) ?? -1);
  }

  #move(step: 1 | -1): void {
    const row = nextMatch(this.#matches, this.#shown, step);
    if (row === undefined) return;
    this.#show(row);
    this.#place.select(row);
  }

  #show(row: number): void {
    this.#shown = row;
    if (row >= 0) this.#place.show(row);
    this.#host.requestUpdate();
  }

  #close(): void {
    if (this.#shown >= 0) this.#place.select(this.#shown);
    this.#query = undefined;
    this.#searched = undefined;
    this.#matches = [];
    this.#rows = none;
    this.#shown = -1;
    this.#host.requestUpdate();
    this.#place.closed();
  }
}
