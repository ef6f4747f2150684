import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import {
  foldText,
  rowFields,
  type CallRow,
  type DialogRow,
  type Filter,
  type FindingGroupRow,
  type FindingRow,
  type MessageRow,
  type Place,
  type StreamRow,
  type StreamSeries,
  type Summary,
  type TransactionRow,
} from '@sipscope/analyzer';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureLoad } from '../../api/capture-load.ts';
import type { ListName, ListPage, ListRows } from '../../api/lists.ts';
import type { Facet } from '../../api/facets.ts';
import type { Timeline } from '../../api/timeline.ts';
import { type LiveUpdate, receivedPlace, type SentPlace } from '../analysis/live-messages.ts';
import { ProblemError } from '../problem-error.ts';
import { addLiveRows, createLiveTables } from './live-rows.ts';
import { filterSql, type SqlCondition } from './filter-sql.ts';
import { facetRows, type FacetsAsked } from './facet-rows.ts';
import { loadRows, type LoadAsked } from './load-rows.ts';
import { timelineRows, type TimelineAsked } from './timeline-rows.ts';
import { RowStream } from './row-stream.ts';
import { exportRows, type RowsAsked } from './export-rows.ts';
import { messageIndex, messagePlace, rowJson, rowNumber, rowsVersion } from './row-tables.ts';
import { framesSql, idsSql, type WantedMessages, wantedSql } from './wanted-messages.ts';

/** How long a query may take where nothing else is said: the longest over ten million rows end within it. */
const longestQueryMs = 20_000;
/** Streams of one call that are asked for at once. */
const mostStreams = 256;
/** Findings of one call or packet that are asked for at once. */
const mostFindings = 2000;

export type RowDatabaseOptions = {
  /** As DuckDB writes it: `512MB`. */
  readonly memoryLimit: string;
  readonly threads: number;
  /** How long a query may take. */
  readonly longestQueryMs?: number;
};

/** Which rows of a list to give, in which order. */
export type RowQuery = {
  readonly filter: Filter;
  /** A field of the list that holds one value; the list's own order where missing. */
  readonly sort?: { readonly key: string; readonly descending: boolean };
  readonly limit: number;
  readonly offset: number;
};

/** A message with what is needed to read it again. */
export type PlacedMessage = { readonly row: MessageRow; readonly index: number; readonly place: Place };

/** Rows that this build does not read: the capture is to be analysed again. */
export class OtherRowsError extends Error {
  readonly code = 'other-rows';
}

/** Two servers must not work in one data folder. */
export class DataFolderInUseError extends Error {
  readonly code = 'data-folder-in-use';
}

/**
 * The rows of all analysed captures. Each capture's lie in a file written once and only read from then on, so that a
 * crash can spoil nothing and removing a capture is removing a folder.
 */
export class RowDatabase {
  readonly #instance: DuckDBInstance;
  readonly #longestQueryMs: number;
  readonly #attached = new Map<string, Promise<void>>();
  /** Queries that have not ended, by capture. */
  readonly #running = new Map<string, Set<Promise<unknown>>>();
  /** Exports that have not ended, by capture: they last as long as somebody takes their rows, so they are ended where the rows must go. */
  readonly #streams = new Map<string, Set<RowStream>>();

  private constructor(instance: DuckDBInstance, longestQueryMs: number) {
    this.#instance = instance;
    this.#longestQueryMs = longestQueryMs;
  }

  /**
   * Opens the database of a data folder. Its own file holds no rows; opening it takes a lock that the system gives
   * back when the process ends, however it ends, so that no two servers work in one folder.
   */
  static async open(folder: string, options: RowDatabaseOptions): Promise<RowDatabase> {
    const file = path.join(folder, 'index.duckdb');
    try {
      const instance = await DuckDBInstance.create(file, {
        memory_limit: options.memoryLimit,
        threads: String(options.threads),
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
      });
      return new RowDatabase(instance, options.longestQueryMs ?? longestQueryMs);
    } catch (error) {
      if (!/\block\b/i.test(String(error))) throw error;
      throw new DataFolderInUseError(`The data folder ${folder} is in use by another viewer.`, { cause: error });
    }
  }

  /** Lets the rows in `file` be asked for under the capture's id, once it is `ready`. */
  async attach(capture: string, file: string, ready: Promise<void> = Promise.resolve()): Promise<void> {
    const attaching =
      this.#attached.get(capture) ??
      ready
        .then(() => this.#run(`ATTACH '${file.replaceAll("'", "''")}' AS "${capture}" (READ_ONLY)`, []))
        .then(() => this.#refuseOther(capture));
    this.#attached.set(capture, attaching);
    try {
      await attaching;
    } catch (error) {
      this.#attached.delete(capture);
      throw error;
    }
  }

  /** Rows of another build have other tables, or the same fields mean something else. */
  async #refuseOther(capture: string): Promise<void> {
    const written = `select 1 from duckdb_tables() where database_name = $1 and table_name = 'version'`;
    const [known] = await this.#run(written, [capture]);
    const [version] = known === undefined ? [] : await this.#run(`select rows from "${capture}".version`, []);
    if (version?.[0] === rowsVersion) return;
    await this.#run(`DETACH DATABASE "${capture}"`, []);
    throw new OtherRowsError('The rows were written by another build.');
  }

  /** Makes a file for the rows of a capture that is still being written, and lets them be asked for as they come. */
  async attachLive(capture: string, file: string): Promise<void> {
    const attaching = this.#run(`ATTACH '${file.replaceAll("'", "''")}' AS "${capture}"`, []).then(() =>
      this.#withConnection((connection) => createLiveTables(connection, capture)),
    );
    this.#attached.set(capture, attaching);
    await attaching;
  }

  async addLive(capture: string, update: LiveUpdate): Promise<void> {
    if (!this.#attached.has(capture)) return;
    await this.#withConnection((connection) => addLiveRows(connection, capture, update));
  }

  /** The capture's rows are from now on those in `fresh`, which takes the place of `file`. Queries wait meanwhile, and fail at no moment. */
  async replace(capture: string, fresh: string, file: string): Promise<void> {
    const before = [
      this.#attached.get(capture) ?? Promise.resolve(),
      ...(this.#running.get(capture) ?? []),
      this.#stopStreams(capture),
    ];
    this.#attached.delete(capture);
    const ready = Promise.allSettled(before)
      .then(() => this.#run(`DETACH DATABASE IF EXISTS "${capture}"`, []))
      .then(() => rename(fresh, file));
    await this.attach(capture, file, ready);
  }

  /** Waits for the queries that were begun; from now on, the capture has no rows. */
  async detach(capture: string): Promise<void> {
    const attached = this.#attached.get(capture);
    if (attached === undefined) return;
    this.#attached.delete(capture);
    await Promise.allSettled([attached, ...(this.#running.get(capture) ?? []), this.#stopStreams(capture)]);
    await this.#run(`DETACH DATABASE IF EXISTS "${capture}"`, []);
  }

  async list<Name extends ListName>(capture: string, name: Name, query: RowQuery): Promise<ListPage<ListRows[Name]>> {
    const table = tableOf(capture, name);
    const { sql, values } = filterSql(query.filter, rowFields[name]);
    const order =
      query.sort === undefined
        ? `"${rowNumber}"`
        : `"${query.sort.key}" ${query.sort.descending ? 'desc' : 'asc'} nulls last, "${rowNumber}"`;
    // Only the rows of this page are fetched whole; the inner query touches no JSON.
    const page = `select "${rowNumber}" from ${table} where ${sql} order by ${order} limit ${query.limit} offset ${query.offset}`;
    const [rows, [count]] = await Promise.all([
      this.#ask(
        capture,
        `select "${rowJson}" from ${table} where "${rowNumber}" in (${page}) order by ${order}`,
        values,
      ),
      this.#ask(capture, `select cast(count(*) as integer) from ${table} where ${sql}`, values),
    ]);
    return { items: rows.map(([json]) => JSON.parse(String(json)) as ListRows[Name]), total: Number(count?.[0]) };
  }

  /** All rows that match, in their order, some at a time. */
  export(capture: string, query: Omit<RowsAsked, 'table'>): AsyncGenerator<readonly object[], void, undefined> {
    const [ask, askForMany] = [this.#ask.bind(this, capture), this.#askForMany.bind(this, capture)];
    return exportRows({ ask, askForMany }, { ...query, table: tableOf(capture, query.list) });
  }

  async count(capture: string, name: ListName, filter: Filter): Promise<number> {
    const { sql, values } = filterSql(filter, rowFields[name]);
    const count = `select cast(count(*) as integer) from ${tableOf(capture, name)} where ${sql}`;
    return Number((await this.#ask(capture, count, values))[0]?.[0]);
  }

  /** `facts`: of the capture, whose time is covered even where the list has no rows. */
  timeline(capture: string, query: Omit<TimelineAsked, 'table'>): Promise<Timeline> {
    const table = tableOf(capture, query.list);
    return timelineRows((sql, values) => this.#ask(capture, sql, values), { ...query, table });
  }

  /** What the capture had to carry over its time. */
  load(capture: string, asked: Pick<LoadAsked, 'buckets' | 'facts'>): Promise<CaptureLoad> {
    return loadRows((sql, values) => this.#ask(capture, sql, values), { ...asked, capture });
  }

  /** What fields of a list hold, counted. */
  facets(capture: string, query: Omit<FacetsAsked, 'table'>): Promise<readonly Facet[]> {
    const table = tableOf(capture, query.list);
    return facetRows((sql, values) => this.#ask(capture, sql, values), { ...query, table });
  }

  async call(capture: string, id: string): Promise<{ readonly row: CallRow; readonly number: number } | undefined> {
    const table = tableOf(capture, 'calls');
    const found = await this.#ask(capture, `select "${rowJson}", "${rowNumber}" from ${table} where "id" = $1`, [
      foldText(id),
    ]);
    return found
      .map(([json, number]) => ({ row: JSON.parse(String(json)) as CallRow, number: Number(number) }))
      .find(({ row }) => row.id === id);
  }

  /** The messages of all legs of a call, in order. */
  async messagesOfCall(capture: string, call: string, limit: number): Promise<readonly PlacedMessage[]> {
    const messages = await this.#messages(capture, `"call" = $1 order by "${rowNumber}" limit ${limit}`, [
      foldText(call),
    ]);
    return messages.filter(({ row }) => row.call === call);
  }

  /** Messages of all that is wanted, in order, and how many there are of it. */
  async messagesWanted(capture: string, wanted: WantedMessages, limit: number): Promise<readonly PlacedMessage[]> {
    const { sql, values } = wantedSql(wanted);
    return this.#messages(capture, `${sql} order by "${rowNumber}" limit ${limit}`, values);
  }

  async countWanted(capture: string, wanted: WantedMessages): Promise<number> {
    const { sql, values } = wantedSql(wanted);
    const [row] = await this.#ask(
      capture,
      `select cast(count(*) as integer) from ${tableOf(capture, 'messages')} where ${sql}`,
      values,
    );
    return Number(row?.[0]);
  }

  /** Those of a list that there are, in the list's order. */
  async rowsOfIds<Name extends ListName>(
    capture: string,
    name: Name,
    ids: readonly string[],
  ): Promise<readonly ListRows[Name][]> {
    if (ids.length === 0) return [];
    const query = `select "${rowJson}" from ${tableOf(capture, name)} where ${idsSql('id', ids)} order by "${rowNumber}"`;
    const rows = await this.#ask(capture, query, []);
    return rows.map(([json]) => JSON.parse(String(json)) as ListRows[Name]);
  }

  /** Of all its legs, in the order in which they were found. */
  async streamsOfCall(capture: string, call: string): Promise<readonly StreamRow[]> {
    const table = tableOf(capture, 'streams');
    const rows = await this.#ask(
      capture,
      `select "${rowJson}" from ${table} where "call" = $1 order by "${rowNumber}" limit ${mostStreams}`,
      [foldText(call)],
    );
    return rows.map(([json]) => JSON.parse(String(json)) as StreamRow).filter((row) => row.call === call);
  }

  async stream(capture: string, id: string): Promise<StreamRow | undefined> {
    const table = tableOf(capture, 'streams');
    const rows = await this.#ask(capture, `select "${rowJson}" from ${table} where "id" = $1`, [foldText(id)]);
    return rows.map(([json]) => JSON.parse(String(json)) as StreamRow).find((row) => row.id === id);
  }

  /** Undefined where nothing was measured of it over time. */
  async series(capture: string, stream: string): Promise<StreamSeries | undefined> {
    const [row] = await this.#ask(capture, `select measured from "${capture}".series where stream = $1`, [stream]);
    return row === undefined ? undefined : (JSON.parse(String(row[0])) as StreamSeries);
  }

  /** Messages of a Call-ID in order: the last before a packet (and in it), and the first behind. */
  async messagesAround(
    capture: string,
    { callId, frame, limit }: { readonly callId: string; readonly frame: number; readonly limit: number },
  ): Promise<readonly PlacedMessage[]> {
    const values = [foldText(callId), frame];
    const [before, behind] = await Promise.all([
      this.#messages(capture, `"callId" = $1 and "frame" <= $2 order by "${rowNumber}" desc limit ${limit}`, values),
      this.#messages(capture, `"callId" = $1 and "frame" > $2 order by "${rowNumber}" limit ${limit}`, values),
    ]);
    return [...before.toReversed(), ...behind].filter(({ row }) => row.callId === callId);
  }

  async dialogsOf(capture: string, callId: string, limit: number): Promise<readonly DialogRow[]> {
    const table = tableOf(capture, 'dialogs');
    const where = `"callId" = $1 order by "${rowNumber}" limit ${limit}`;
    const rows = await this.#ask(capture, `select "${rowJson}" from ${table} where ${where}`, [foldText(callId)]);
    return rows.map(([json]) => JSON.parse(String(json)) as DialogRow).filter((row) => row.callId === callId);
  }

  async transaction(capture: string, id: string): Promise<TransactionRow | undefined> {
    const table = tableOf(capture, 'transactions');
    const rows = await this.#ask(capture, `select "${rowJson}" from ${table} where "id" = $1`, [foldText(id)]);
    return rows.map(([json]) => JSON.parse(String(json)) as TransactionRow).find((row) => row.id === id);
  }

  /** In the order in which they became known. */
  async findingsOfCall(capture: string, call: string): Promise<readonly FindingRow[]> {
    const rows = await this.#findings(capture, '"call" = $1', [foldText(call)]);
    return rows.filter((row) => row.call === call);
  }

  async findingsOfFrames(capture: string, frames: readonly number[], limit: number): Promise<readonly FindingRow[]> {
    const table = tableOf(capture, 'findings');
    const query = `select "${rowJson}" from ${table} where ${framesSql(frames)} order by "${rowNumber}" limit ${limit}`;
    const rows = await this.#ask(capture, query, []);
    return rows.map(([json]) => JSON.parse(String(json)) as FindingRow);
  }

  async findingsOfMessage(capture: string, frame: number, index: number): Promise<readonly FindingRow[]> {
    const rows = await this.#findings(capture, '"frame" = $1', [frame]);
    return rows.filter((row) => (row.index ?? 0) === index);
  }

  async findingGroups(capture: string): Promise<readonly FindingGroupRow[]> {
    const [row] = await this.#ask(capture, `select told from "${capture}".groups`, []);
    return row === undefined ? [] : (JSON.parse(String(row[0])) as readonly FindingGroupRow[]);
  }

  /** Of a list, the first rows a condition is true of. */
  async rowsWhere<Name extends ListName>(
    capture: string,
    name: Name,
    { sql, values }: SqlCondition,
    limit: number,
  ): Promise<readonly ListRows[Name][]> {
    const query = `select "${rowJson}" from ${tableOf(capture, name)} where ${sql} order by "${rowNumber}" limit ${limit}`;
    const rows = await this.#ask(capture, query, values);
    return rows.map(([json]) => JSON.parse(String(json)) as ListRows[Name]);
  }

  /** Where some messages stand in the capture, from this number on, in order. */
  async messagesFrom(
    capture: string,
    from: number,
    count: number,
  ): Promise<readonly { readonly number: number; readonly place: Place }[]> {
    const table = tableOf(capture, 'messages');
    const where = `"${rowNumber}" >= $1 and "${rowNumber}" < $2 order by "${rowNumber}"`;
    const query = `select "${rowNumber}", "${messagePlace}" from ${table} where ${where}`;
    const rows = await this.#ask(capture, query, [from, from + count]);
    return rows.map(([number, place]) => ({
      number: Number(number),
      place: receivedPlace(JSON.parse(String(place)) as SentPlace),
    }));
  }

  async messageRow(capture: string, number: number): Promise<MessageRow | undefined> {
    const [message] = await this.#messages(capture, `"${rowNumber}" = $1`, [number]);
    return message?.row;
  }

  async message(capture: string, frame: number, index: number): Promise<PlacedMessage | undefined> {
    const [message] = await this.#messages(capture, `"frame" = $1 and "${messageIndex}" = $2`, [frame, index]);
    return message;
  }

  async summary(capture: string): Promise<Summary> {
    const [row] = await this.#ask(capture, `select summary from "${capture}".outcome`, []);
    return JSON.parse(String(row?.[0])) as Summary;
  }

  close(): void {
    this.#instance.closeSync();
  }

  async #findings(capture: string, where: string, values: readonly DuckDBValue[]): Promise<readonly FindingRow[]> {
    const table = tableOf(capture, 'findings');
    const rows = await this.#ask(
      capture,
      `select "${rowJson}" from ${table} where ${where} order by "${rowNumber}" limit ${mostFindings}`,
      values,
    );
    return rows.map(([json]) => JSON.parse(String(json)) as FindingRow);
  }

  async #messages(capture: string, where: string, values: readonly DuckDBValue[]): Promise<readonly PlacedMessage[]> {
    const table = tableOf(capture, 'messages');
    const columns = `"${rowJson}", "${messageIndex}", "${messagePlace}"`;
    const rows = await this.#ask(capture, `select ${columns} from ${table} where ${where}`, values);
    return rows.map(([json, index, place]) => ({
      row: JSON.parse(String(json)) as MessageRow,
      index: Number(index),
      place: receivedPlace(JSON.parse(String(place)) as SentPlace),
    }));
  }

  async #ask(capture: string, sql: string, values: readonly DuckDBValue[]): Promise<DuckDBValue[][]> {
    const attached = this.#attached.get(capture);
    if (attached === undefined) throw new ProblemError('not-found', 'The capture was removed.');
    const running = this.#running.get(capture) ?? new Set();
    this.#running.set(capture, running);
    const answer = attached.then(() => this.#runInTime(sql, values));
    running.add(answer);
    try {
      return await answer;
    } finally {
      running.delete(answer);
      if (running.size === 0) this.#running.delete(capture);
    }
  }

  async *#askForMany(
    capture: string,
    sql: string,
    values: readonly DuckDBValue[],
  ): AsyncGenerator<DuckDBValue[][], void, undefined> {
    // A query that ends at once, where the capture is gone.
    await this.#ask(capture, 'select 1', []);
    const stream = new RowStream(await this.#instance.connect());
    const streams = this.#streams.get(capture) ?? new Set();
    this.#streams.set(capture, streams.add(stream));
    try {
      yield* stream.rows(sql, values);
    } finally {
      streams.delete(stream);
      if (streams.size === 0) this.#streams.delete(capture);
    }
  }

  async #stopStreams(capture: string): Promise<void> {
    const streams = [...(this.#streams.get(capture) ?? [])];
    for (const stream of streams) stream.stop();
    await Promise.all(streams.map(({ ended }) => ended));
  }

  /** A connection a query: queries then run beside each other, and none sees another's state. */
  async #run(sql: string, values: readonly DuckDBValue[]): Promise<DuckDBValue[][]> {
    return this.#withConnection(async (connection) => (await connection.runAndReadAll(sql, [...values])).getRows());
  }

  /** A filter is a person's, and may ask for more than can be answered soon. */
  async #runInTime(sql: string, values: readonly DuckDBValue[]): Promise<DuckDBValue[][]> {
    return this.#withConnection(async (connection) => {
      let isLate = false;
      const timer = setTimeout(() => {
        isLate = true;
        connection.interrupt();
      }, this.#longestQueryMs);
      try {
        return (await connection.runAndReadAll(sql, [...values])).getRows();
      } catch (error) {
        if (!isLate) throw error;
        throw new ProblemError('filter-too-slow', `This takes longer than ${this.#longestQueryMs / 1000} s.`);
      } finally {
        clearTimeout(timer);
      }
    });
  }

  async #withConnection<T>(use: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#instance.connect();
    try {
      return await use(connection);
    } finally {
      connection.closeSync();
    }
  }
}

/** The id is one we made, a UUID. */
function tableOf(capture: string, name: ListName): string {
  return `"${capture}".${name}`;
}
