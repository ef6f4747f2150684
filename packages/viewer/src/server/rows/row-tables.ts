import { createHash } from 'node:crypto';
import { rowFields, type FieldType } from '@sipscope/analyzer';
import { changingLists, type ListName } from '../../api/lists.ts';

/*
 * How rows lie in the database. A column for every field, texts folded, serves filters and sorting; the row itself is
 * kept beside them as JSON, so that what is answered is what the analyzer made, to the letter.
 */

export const listNames: readonly ListName[] = ['messages', ...changingLists];

/** The row's number in its list, from 0; the JSON of the row. */
export const rowNumber = '_n';
export const rowJson = '_json';
/** When it began, in ms since 1970, and whether it went wrong: what a timeline counts. */
export const rowBegan = '_at';
export const rowBad = '_bad';
/** Of a message: which of its packet's messages it is, and the JSON of its place in the capture. */
export const messageIndex = '_index';
export const messagePlace = '_place';

const sqlTypes: Readonly<Record<FieldType, string>> = {
  text: 'VARCHAR',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  texts: 'VARCHAR[]',
  numbers: 'DOUBLE[]',
};

export function createTable(name: ListName): string {
  const columns = Object.entries(rowFields[name]).map(([key, type]) => `"${key}" ${sqlTypes[type]}`);
  const own = [`"${rowNumber}" INTEGER`, `"${rowJson}" VARCHAR`, `"${rowBegan}" DOUBLE`, `"${rowBad}" BOOLEAN`];
  const place = name === 'messages' ? [`"${messageIndex}" INTEGER`, `"${messagePlace}" VARCHAR`] : [];
  return `CREATE TABLE ${name} (${[...columns, ...own, ...place].join(', ')})`;
}

/** How streams went over time, as JSON: asked for one at a time. */
export const createSeriesTable = 'CREATE TABLE series (stream VARCHAR, measured VARCHAR)';
/** Holds one row: all findings, counted by rule and device. */
export const createGroupsTable = 'CREATE TABLE groups (told VARCHAR)';
/** Holds one row: what a finished analysis says of itself. */
export const createOutcomeTable = 'CREATE TABLE outcome (summary VARCHAR)';

/** To be raised where rows mean something else though they have the same fields. */
const rowsMeaning = 2;

/** Of rows as this build writes them: others are not read. */
export const rowsVersion: string = createHash('sha256')
  .update(JSON.stringify([rowsMeaning, ...listNames.map(createTable), createSeriesTable, createGroupsTable]))
  .digest('hex')
  .slice(0, 16);

/** Holds one row. */
export const createVersionTable: string = `CREATE TABLE version AS SELECT '${rowsVersion}' AS rows`;
