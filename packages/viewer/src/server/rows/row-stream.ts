import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';

/** A query whose rows are fetched some at a time, and which may be ended from outside: what it reads may have to go. */
export class RowStream {
  readonly ended: Promise<void>;
  readonly #connection: DuckDBConnection;
  #end: () => void = () => {};
  #isEnded = false;
  #isFetching = false;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  async *rows(sql: string, values: readonly DuckDBValue[]): AsyncGenerator<DuckDBValue[][], void, undefined> {
    try {
      const result = await this.#fetch(() => this.#connection.stream(sql, [...values]));
      while (result !== undefined) {
        const chunk = await this.#fetch(() => result.fetchChunk());
        if (this.#isEnded) throw new Error('The rows went while they were read.');
        if (chunk === null || chunk === undefined || chunk.rowCount === 0) return;
        yield chunk.getRows();
      }
    } finally {
      this.stop();
    }
  }

  /** What is being fetched is fetched, and no more. */
  stop(): void {
    this.#isEnded = true;
    if (this.#isFetching) this.#connection.interrupt();
    else this.#close();
  }

  async #fetch<Value>(fetch: () => Promise<Value>): Promise<Value | undefined> {
    if (this.#isEnded) return undefined;
    this.#isFetching = true;
    try {
      return await fetch();
    } finally {
      this.#isFetching = false;
      if (this.#isEnded) this.#close();
    }
  }

  #close(): void {
    this.#connection.closeSync();
    this.#end();
  }
}
