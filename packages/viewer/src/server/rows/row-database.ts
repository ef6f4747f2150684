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
import path from 'node:path';
import type { ListName, ListPage, ListRows } from '../../api/lists.ts';
import type { Timeline } from '../../api/timeline.ts';
import { type LiveUpdate, receivedPlace, type SentPlace } from '../analysis/live-messages.ts';
import { ProblemError } from '../problem-error.ts';
import { addLiveRows, createLiveTables } from './live-rows.ts';
import { filterSql } from './filter-sql.ts';
import { timelineRows, type TimelineAsked } from './timeline-rows.ts';
import { messageIndex, messagePlace, rowJson, rowNumber, rowsVersion } from './row-tables.ts';

/** Streams of one call that are asked for at once. */
const mostStreams = 256;
/** Findings of one call or packet that are asked for at once. */
const mostFindings = 2000;

export type RowDatabaseOptions = {
  /** As DuckDB writes it: `512MB`. */
  readonly memoryLimit: string;
  readonly threads: number;
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
  readonly #attached = new Map<string, Promise<void>>();
  /** Queries that have not ended, by capture. */
  readonly #running = new Map<string, Set<Promise<unknown>>>();

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
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
      return new RowDatabase(instance);
    } catch (error) {
      if (!/\block\b/i.test(String(error))) throw error;
      throw new DataFolderInUseError(`The data folder ${folder} is in use by another viewer.`, { cause: error });
    }
  }

  /** Lets the rows in `file` be asked for under the capture's id. */
  async attach(capture: string, file: string): Promise<void> {
    const attaching =
      this.#attached.get(capture) ??
      this.#run(`ATTACH '${file.replaceAll("'", "''")}' AS "${capture}" (READ_ONLY)`, []).then(() =>
        this.#refuseOther(capture),
      );
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

  /** Waits for the queries that were begun; from now on, the capture has no rows. */
  async detach(capture: string): Promise<void> {
    const attached = this.#attached.get(capture);
    if (attached === undefined) return;
    this.#attached.delete(capture);
    await Promise.allSettled([attached, ...(this.#running.get(capture) ?? [])]);
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

  /** `facts`: of the capture, whose time is covered even where the list has no rows. */
  timeline(capture: string, query: Omit<TimelineAsked, 'table'>): Promise<Timeline> {
    const table = tableOf(capture, query.list);
    return timelineRows((sql, values) => this.#ask(capture, sql, values), { ...query, table });
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

  async findingsOfMessage(capture: string, frame: number, index: number): Promise<readonly FindingRow[]> {
    const rows = await this.#findings(capture, '"frame" = $1', [frame]);
    return rows.filter((row) => (row.index ?? 0) === index);
  }

  async findingGroups(capture: string): Promise<readonly FindingGroupRow[]> {
    const [row] = await this.#ask(capture, `select told from "${capture}".groups`, []);
    return row === undefined ? [] : (JSON.parse(String(row[0])) as readonly FindingGroupRow[]);
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
    if (!this.#attached.has(capture)) throw new ProblemError('not-found', 'The capture was removed.');
    const running = this.#running.get(capture) ?? new Set();
    this.#running.set(capture, running);
    const answer = this.#run(sql, values);
    running.add(answer);
    try {
      return await answer;
    } finally {
      running.delete(answer);
      if (running.size === 0) this.#running.delete(capture);
    }
  }

  /** A connection a query: queries then run beside each other, and none sees another's state. */
  async #run(sql: string, values: readonly DuckDBValue[]): Promise<DuckDBValue[][]> {
    return this.#withConnection(async (connection) => (await connection.runAndReadAll(sql, [...values])).getRows());
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
