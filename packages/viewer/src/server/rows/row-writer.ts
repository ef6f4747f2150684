import {
  BOOLEAN,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBInstance,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBAppender,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import {
  foldText,
  leavesOf,
  rowFields,
  type FieldType,
  type FindingGroupRow,
  type MessageRow,
  type Place,
  type StreamRow,
  type StreamSeries,
  type Summary,
} from '@sipscope/analyzer';
import { open, rename } from 'node:fs/promises';
import path from 'node:path';
import type { ListName, ListRows } from '../../api/lists.ts';
import { rowFailed, rowTime } from '../../api/timeline.ts';
import { sentPlace } from '../analysis/live-messages.ts';
import { syncFolder } from '../store/sync-folder.ts';
import {
  createGroupsTable,
  createOutcomeTable,
  createSeriesTable,
  createTable,
  createVersionTable,
  listNames,
} from './row-tables.ts';

/** Rows a chunk: the size of DuckDB's own vectors. */
const chunkRows = 2048;
/** Chunks the appender may hold before it hands them on. It would hold a hundred: 400 MB of a large capture. */
const chunksHeld = 4;
/** Of DuckDB's buffers. Rows beyond go to the file before the transaction ends. */
const memoryLimit = '128MB';

const duckTypes: Readonly<Record<FieldType, DuckDBType>> = {
  text: VARCHAR,
  number: DOUBLE,
  boolean: BOOLEAN,
  texts: LIST(VARCHAR),
  numbers: LIST(DOUBLE),
};

/**
 * Writes the rows of one analysis into a database file of their own. Nothing is seen under the file's name before
 * `finish`, which shows all of it at once.
 */
export class RowWriter {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #file: string;
  readonly #tables: ReadonlyMap<ListName, TableWriter>;
  readonly #series: DuckDBAppender;

  private constructor(made: {
    readonly instance: DuckDBInstance;
    readonly connection: DuckDBConnection;
    readonly file: string;
    readonly tables: ReadonlyMap<ListName, TableWriter>;
    readonly series: DuckDBAppender;
  }) {
    this.#instance = made.instance;
    this.#connection = made.connection;
    this.#file = made.file;
    this.#tables = made.tables;
    this.#series = made.series;
  }

  /** `file` must end in `.part`: what a crash leaves behind is known by it. */
  static async create(file: string): Promise<RowWriter> {
    const instance = await DuckDBInstance.create(file, { memory_limit: memoryLimit, threads: '1' });
    const connection = await instance.connect();
    await connection.run('BEGIN TRANSACTION');
    const tables = new Map<ListName, TableWriter>();
    for (const name of listNames) {
      await connection.run(createTable(name));
      tables.set(name, new TableWriter(name, await connection.createAppender(name)));
    }
    await connection.run(createOutcomeTable);
    await connection.run(createSeriesTable);
    await connection.run(createGroupsTable);
    await connection.run(createVersionTable);
    const series = await connection.createAppender('series');
    return new RowWriter({ instance, connection, file, tables, series });
  }

  addMessage(row: MessageRow, index: number, place: Place): void {
    this.#table('messages').add(row, [index, JSON.stringify(sentPlace(place))]);
  }

  /** `number`: of the row in its list; how many were added before it, where missing. */
  add<Name extends Exclude<ListName, 'messages'>>(name: Name, row: ListRows[Name], number?: number): void {
    this.#table(name).add(row, [], number);
  }

  addStream(row: StreamRow, series: StreamSeries | undefined, number: number): void {
    this.add('streams', row, number);
    if (series !== undefined) appendSeries(this.#series, row.id, series);
  }

  /** Makes the rows safe on disk and gives them their name. */
  async finish(summary: Summary, groups: readonly FindingGroupRow[], name: string): Promise<void> {
    for (const table of this.#tables.values()) table.close();
    this.#series.closeSync();
    await this.#connection.run('INSERT INTO outcome VALUES ($1)', [JSON.stringify(summary)]);
    await this.#connection.run('INSERT INTO groups VALUES ($1)', [JSON.stringify(groups)]);
    await this.#connection.run('COMMIT');
    await this.#connection.run('CHECKPOINT');
    this.#connection.closeSync();
    this.#instance.closeSync();
    const written = await open(this.#file, 'r+');
    await written.sync();
    await written.close();
    await rename(this.#file, name);
    await syncFolder(path.dirname(name));
  }

  #table(name: ListName): TableWriter {
    // `create` has made one for every name.
    return this.#tables.get(name)!;
  }
}

export function appendSeries(appender: DuckDBAppender, stream: string, series: StreamSeries): void {
  appender.appendVarchar(stream);
  appender.appendVarchar(JSON.stringify(series));
  appender.endRow();
}

/** Gathers rows by columns and hands them to DuckDB a chunk at a time. */
export class TableWriter {
  readonly #name: ListName;
  readonly #appender: DuckDBAppender;
  readonly #fields: readonly (readonly [key: string, type: FieldType])[];
  readonly #types: readonly DuckDBType[];
  readonly #columns: DuckDBValue[][];
  #rows = 0;
  #chunks = 0;

  constructor(name: ListName, appender: DuckDBAppender) {
    this.#name = name;
    this.#appender = appender;
    this.#fields = Object.entries(rowFields[name]);
    const own = [INTEGER, VARCHAR, DOUBLE, BOOLEAN];
    const place = name === 'messages' ? [INTEGER, VARCHAR] : [];
    this.#types = [...this.#fields.map(([, type]) => duckTypes[type]), ...own, ...place];
    this.#columns = this.#types.map(() => []);
  }

  /** `number`: of the row in its list; how many were added before it, where missing. */
  add(row: object, extra: readonly DuckDBValue[], number: number = this.#rows): void {
    const values = row as Readonly<Record<string, unknown>>;
    this.#fields.forEach(([key, type], column) => this.#set(column, columnValue(values[key], type)));
    const own = [number, JSON.stringify(row), rowTime(this.#name, row) ?? null, rowFailed(this.#name, row), ...extra];
    own.forEach((value, at) => this.#set(this.#fields.length + at, value));
    this.#rows++;
    if (this.#rows % chunkRows === 0) this.#flush();
  }

  close(): void {
    this.#flush();
    this.#appender.closeSync();
  }

  #set(column: number, value: DuckDBValue): void {
    // There is an array for every type, and a value for each of them is set in turn.
    this.#columns[column]!.push(value);
  }

  #flush(): void {
    if (this.#columns[0]?.length === 0) return;
    const chunk = DuckDBDataChunk.create(this.#types);
    chunk.setColumns(this.#columns);
    this.#appender.appendDataChunk(chunk);
    this.#chunks++;
    if (this.#chunks % chunksHeld === 0) this.#appender.flushSync();
    for (const column of this.#columns) column.length = 0;
  }
}

/** DuckDB's absence is `null`; a list without values is absent, as a filter sees it. */
function columnValue(value: unknown, type: FieldType): DuckDBValue {
  if (value === undefined) return null;
  if (typeof value === 'string') return foldText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  const leaves = leavesOf(value);
  if (leaves.length === 0) return null;
  return listValue(type === 'texts' ? leaves.map((leaf) => foldText(String(leaf))) : leaves.map(Number));
}
