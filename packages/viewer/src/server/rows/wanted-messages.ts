import { foldText } from '@sipscope/analyzer';
import type { SqlCondition } from './filter-sql.ts';

/** Messages of which calls, transactions, packets and Call-IDs are wanted: those of any. */
export type WantedMessages = {
  readonly calls: readonly string[];
  readonly transactions: readonly string[];
  readonly frames: readonly number[];
  readonly callIds: readonly string[];
};

/** Of messages. Texts lie folded in the database: of Call-IDs that differ in case only, all are found. */
export function wantedSql({ calls, transactions, frames, callIds }: WantedMessages): SqlCondition {
  const values = callIds.map(foldText);
  const places = values.map((_, at) => `$${at + 1}`);
  const any = [
    ...(calls.length === 0 ? [] : [idsSql('call', calls)]),
    ...(transactions.length === 0 ? [] : [idsSql('transaction', transactions)]),
    ...(frames.length === 0 ? [] : [framesSql(frames)]),
    ...(places.length === 0 ? [] : [`"callId" in (${places.join(', ')})`]),
  ];
  return { sql: any.length === 0 ? 'false' : `(${any.join(' or ')})`, values };
}

/** Ids of rows, a letter and a number each: what is none is no row's, and gets into no query. */
export function idsSql(column: 'id' | 'call' | 'transaction', ids: readonly string[]): string {
  const known = ids.filter((id) => /^[a-z][1-9][0-9]{0,8}$/.test(id));
  return known.length === 0 ? 'false' : `"${column}" in (${known.map((id) => `'${id}'`).join(', ')})`;
}

export function framesSql(frames: readonly number[]): string {
  const known = frames.filter((frame) => Number.isSafeInteger(frame));
  return known.length === 0 ? 'false' : `"frame" in (${known.join(', ')})`;
}
