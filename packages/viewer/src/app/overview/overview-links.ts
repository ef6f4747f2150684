import type { ListName } from '../../api/lists.ts';
import { writeRoute } from '../route/route.ts';

/** The rows behind a figure. */
export type RowsBehind = { readonly list: ListName; readonly filter?: string; readonly sort?: string };

/** Addresses of the rows behind the figures of one capture. */
export type LinkTo = (rows: RowsBehind) => string;

export function linksIn(capture: string): LinkTo {
  return (rows) => writeRoute({ page: 'list', capture, ...rows });
}

/** In the filter language's quotes, where a value means itself. */
export function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Any of several values. */
export function anyOf(key: string, values: readonly (string | number)[]): string {
  return `${key}:(${values.map((value) => (typeof value === 'string' ? quote(value) : value)).join(', ')})`;
}
