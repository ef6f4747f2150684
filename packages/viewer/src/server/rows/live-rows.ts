import type { DuckDBConnection } from '@duckdb/node-api';
import type { Summary } from '@sipscope/analyzer';
import type { LiveUpdate } from '../analysis/live-messages.ts';
import { changingLists, type ListName } from '../../api/lists.ts';
import {
  createGroupsTable,
  createOutcomeTable,
  createSeriesTable,
  createTable,
  listNames,
  rowNumber,
} from './row-tables.ts';
import { appendSeries, TableWriter } from './row-writer.ts';

/** Makes the tables of a capture whose rows come while it is written. `database`: the name it is attached under. */
export async function createLiveTables(connection: DuckDBConnection, database: string): Promise<void> {
  await connection.run(`USE "${database}"`);
  for (const name of listNames) await connection.run(createTable(name));
  await connection.run(createOutcomeTable);
  await connection.run(createSeriesTable);
  await connection.run(createGroupsTable);
}

/** Adds what is new, all at once. */
export async function addLiveRows(connection: DuckDBConnection, database: string, update: LiveUpdate): Promise<void> {
  await connection.run('BEGIN TRANSACTION');
  const messages = await writerOf(connection, database, 'messages');
  const [row] = await rowsOf(connection, `select count(*) from "${database}".messages`);
  let number = Number(row?.[0]);
  for (const { row: message, index, place } of update.messages)
    messages.add(message, [index, JSON.stringify(place)], number++);
  messages.close();
  for (const name of changingLists) {
    const changed = update.changed[name];
    if (changed.length === 0) continue;
    const numbers = changed.map(([of]) => of).join(',');
    await connection.run(`DELETE FROM "${database}".${name} WHERE "${rowNumber}" IN (${numbers})`);
    const writer = await writerOf(connection, database, name);
    for (const [of, changedRow] of changed) writer.add(changedRow, [], of);
    writer.close();
  }
  await writeSeries(connection, database, update.series);
  await writeSummary(connection, database, update.summary);
  await connection.run(`DELETE FROM "${database}".groups`);
  await connection.run(`INSERT INTO "${database}".groups VALUES ($1)`, [JSON.stringify(update.groups)]);
  await connection.run('COMMIT');
}

async function writerOf(connection: DuckDBConnection, database: string, name: ListName): Promise<TableWriter> {
  return new TableWriter(name, await connection.createAppender(name, 'main', database));
}

async function writeSeries(
  connection: DuckDBConnection,
  database: string,
  series: LiveUpdate['series'],
): Promise<void> {
  if (series.length === 0) return;
  // Ids are ours: a letter and digits.
  await connection.run(
    `DELETE FROM "${database}".series WHERE stream IN (${series.map(([id]) => `'${id}'`).join(',')})`,
  );
  const appender = await connection.createAppender('series', 'main', database);
  for (const [id, one] of series) appendSeries(appender, id, one);
  appender.closeSync();
}

async function writeSummary(connection: DuckDBConnection, database: string, summary: Summary): Promise<void> {
  await connection.run(`DELETE FROM "${database}".outcome`);
  await connection.run(`INSERT INTO "${database}".outcome VALUES ($1)`, [JSON.stringify(summary)]);
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}
