import type { ListName } from '@sipscope/analyzer';

export type { ListName, ListRows } from '@sipscope/analyzer';

/** Those whose rows may change while a capture is being written. */
export const changingLists: readonly Exclude<ListName, 'messages'>[] = [
  'transactions',
  'dialogs',
  'calls',
  'registrations',
  'subscriptions',
  'publications',
  'conversations',
  'streams',
  'kpis',
  'findings',
];

export type ListQuery = {
  /** In the filter language. */
  readonly filter?: string;
  /** A column's name, `-` before it for descending: `-started`. */
  readonly sort?: string;
  /** At most 1,000; 100 where missing. */
  readonly limit?: number;
  readonly cursor?: string;
  /** Rows to pass over, instead of a cursor: a windowed table jumps. */
  readonly offset?: number;
};

export type ListPage<Row> = {
  readonly items: readonly Row[];
  readonly nextCursor?: string;
  readonly total: number;
};
