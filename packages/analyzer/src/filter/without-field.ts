import type { Filter } from './filter.ts';

/** The filter without what it asks of one field alone: what else that field could be. Alternatives that ask of other fields too stay. */
export function withoutField(filter: Filter, key: string): Filter {
  const parts = filter.kind === 'and' ? filter.filters : [filter];
  const others = parts.filter((part) => !asksOnly(part, key));
  const [only] = others;
  if (only === undefined) return { kind: 'everything' };
  return others.length === 1 ? only : { kind: 'and', filters: others };
}

function asksOnly(filter: Filter, key: string): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.every((part) => asksOnly(part, key));
    case 'not':
      return asksOnly(filter.filter, key);
    case 'everything':
    case 'text':
    case 'expression':
      return false;
    default:
      return filter.key === key;
  }
}
