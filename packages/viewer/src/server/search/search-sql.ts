import { rowFields } from '@sipscope/analyzer';
import { numberFields, searchedFields } from '../../api/search/find-in-row.ts';
import type { Wanted } from '../../api/search/wanted.ts';
import type { SqlCondition } from '../rows/filter-sql.ts';

/**
 * A condition true of every row `findInRow` finds something in, and of few others. What a person wrote goes into values
 * only, never into the SQL.
 */
export function searchSql(list: keyof typeof searchedFields, { folded, digits }: Wanted): SqlCondition {
  const fields: Readonly<Record<string, string>> = rowFields[list];
  const tests = searchedFields[list].map((field) => {
    const mayBeNumber = digits !== undefined && numberFields.has(field);
    const test = (leaf: string): string => (mayBeNumber ? `(${hasText(leaf)} or ${isNumber(leaf)})` : hasText(leaf));
    return fields[field] === 'texts' ? anyLeaf(`"${field}"`, test('leaf')) : `coalesce(${test(`"${field}"`)}, false)`;
  });
  return { sql: `(${tests.join(' or ')})`, values: digits === undefined ? [folded] : [folded, digits] };
}

function hasText(leaf: string): string {
  return `contains(${leaf}, $1)`;
}

function isNumber(leaf: string): string {
  const user = `split_part(split_part(${leaf}, '@', 1), ';', 1)`;
  const number = `ltrim(regexp_replace(${user}, '[^0-9]', '', 'g'), '0')`;
  return `(suffix(${number}, $2) or (length(${number}) >= 7 and suffix($2, ${number})))`;
}

function anyLeaf(column: string, test: string): string {
  return `coalesce(list_bool_or(list_transform(${column}, lambda leaf: coalesce(${test}, false))), false)`;
}
