export type Page<Row> = { readonly items: readonly Row[]; readonly total: number };
type LoadPage<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<Page<Row>>;

const pageLength = 200;
/** Pages kept: the rest is fetched again when scrolled to. */
const pagesKept = 40;

/**
 * Rows of a list of any length, fetched page by page as they come into sight. Pages out of sight before they came are
 * given up, so that dragging through a long list asks only for where it stops.
 */
export class PagedRows<Row> {
  total: number | undefined;
  failure: unknown;
  readonly #load: LoadPage<Row>;
  readonly #changed: () => void;
  /** By number of page; the one used last stands last. */
  readonly #pages = new Map<number, readonly Row[]>();
  readonly #loading = new Map<number, AbortController>();
  #wanted: readonly [first: number, last: number] = [0, 0];
  /** Pages that are shown as they were until they have come again. */
  readonly #refreshing = new Set<number>();
  #refreshAgain = false;

  constructor(load: LoadPage<Row>, changed: () => void) {
    this.#load = load;
    this.#changed = changed;
  }

  /** The row, where it has come. */
  at(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / pageLength))?.[index % pageLength];
  }

  /** Sees to it that rows `[first, last)` are there or on their way, and nothing else is. */
  want(first: number, last: number): void {
    const [firstPage, lastPage] = (this.#wanted = pagesOf(first, last));
    for (const [number, request] of this.#loading) {
      if (number >= firstPage && number <= lastPage) continue;
      this.#loading.delete(number);
      this.#refreshing.delete(number);
      request.abort();
    }
    for (let number = firstPage; number <= lastPage; number += 1) {
      if (this.total !== undefined && number > 0 && number * pageLength >= this.total) break;
      this.#fetch(number);
    }
  }

  /** The list has changed: the rows in sight are fetched again, and shown as they were until they come. */
  refresh(): void {
    if (this.#loading.size > 0) {
      this.#refreshAgain = true;
      return;
    }
    this.failure = undefined;
    const [firstPage, lastPage] = this.#wanted;
    for (const number of this.#pages.keys()) if (number < firstPage || number > lastPage) this.#pages.delete(number);
    for (let number = firstPage; number <= lastPage; number += 1) {
      this.#refreshing.add(number);
      this.#fetch(number);
    }
  }

  /** Gives up what is on its way. */
  stop(): void {
    for (const request of this.#loading.values()) request.abort();
    this.#loading.clear();
  }

  #fetch(number: number): void {
    const kept = this.#pages.get(number);
    if (kept !== undefined && !this.#refreshing.has(number)) {
      this.#pages.delete(number);
      this.#pages.set(number, kept);
      return;
    }
    if (this.#loading.has(number) || this.failure !== undefined) return;
    const request = new AbortController();
    this.#loading.set(number, request);
    this.#load(number * pageLength, pageLength, request.signal).then(
      (page) => this.#arrived(number, request, page),
      (failure: unknown) => this.#failed(number, request, failure),
    );
  }

  #arrived(number: number, request: AbortController, page: Page<Row>): void {
    if (this.#loading.get(number) !== request) return;
    this.#loading.delete(number);
    this.#refreshing.delete(number);
    this.#pages.set(number, page.items);
    this.total = page.total;
    this.#forget();
    this.#changed();
    if (!this.#refreshAgain || this.#loading.size > 0) return;
    this.#refreshAgain = false;
    this.refresh();
  }

  #failed(number: number, request: AbortController, failure: unknown): void {
    if (this.#loading.get(number) !== request) return;
    this.#loading.delete(number);
    this.failure = failure;
    this.#changed();
  }

  #forget(): void {
    for (const number of this.#pages.keys()) {
      if (this.#pages.size <= pagesKept) return;
      this.#pages.delete(number);
    }
  }
}

function pagesOf(first: number, last: number): readonly [first: number, last: number] {
  return [Math.floor(Math.max(0, first) / pageLength), Math.floor(Math.max(0, last - 1) / pageLength)];
}
