import { foldText, type CallRow, type RegistrationRow } from '@sipscope/analyzer';
import type { FoundText } from './search.ts';
import { isNumber, type Wanted } from './wanted.ts';

/** Fields a search looks at: who, where, and what they are called. */
export const searchedFields: {
  readonly calls: readonly (keyof CallRow)[];
  readonly registrations: readonly (keyof RegistrationRow)[];
} = {
  calls: ['fromNumber', 'toNumber', 'from', 'to', 'callIds', 'participants', 'redirectedTo', 'referredBy', 'reason'],
  registrations: ['aor', 'registrant', 'callIds', 'contacts', 'clients', 'registrar', 'registrarUri', 'userAgent'],
};

/** Of these, those that may hold a number. */
export const numberFields: ReadonlySet<string> = new Set([
  'fromNumber',
  'toNumber',
  'from',
  'to',
  'redirectedTo',
  'referredBy',
  'aor',
  'registrant',
  'contacts',
]);

/** Values looked at in one field: what is nested deeper or comes later is not. */
const mostLeaves = 2000;

/** Where in a row it stands: the first field that has it. */
export function findInRow<Row extends object>(
  row: Row,
  fields: readonly (keyof Row & string)[],
  wanted: Wanted,
): FoundText | undefined {
  for (const field of fields) {
    for (const leaf of leavesOf(row[field])) {
      const at = findInValue(leaf, wanted, numberFields.has(field));
      if (at !== undefined) return { in: field, text: leaf, at };
    }
  }
  return undefined;
}

function findInValue(value: string, { folded, digits }: Wanted, mayBeNumber: boolean): FoundText['at'] | undefined {
  const inFolded = foldText(value);
  const start = inFolded.indexOf(folded);
  // Folding makes a few letters longer; then the whole stands for the piece.
  if (start >= 0 && inFolded.length === value.length) return [start, start + folded.length];
  if (start >= 0) return [0, value.length];
  if (digits === undefined || !mayBeNumber || !isNumber(value, digits)) return undefined;
  const scheme = /^[a-z]+:/i.exec(value)?.[0].length ?? 0;
  const end = value.slice(scheme).search(/[@;]/);
  return [scheme, end < 0 ? value.length : scheme + end];
}

function leavesOf(value: unknown): readonly string[] {
  const leaves: string[] = [];
  const open: unknown[] = [value];
  for (let looked = 0; open.length > 0 && looked < mostLeaves; looked += 1) {
    const next = open.shift();
    if (typeof next === 'string') leaves.push(next);
    else if (typeof next === 'object' && next !== null) open.push(...Object.values(next).slice(0, mostLeaves));
  }
  return leaves;
}
