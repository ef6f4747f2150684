import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { headerTable } from '../src/index.ts';

type RegistryHeader = {
  readonly name: string;
  readonly compact: string | null;
  readonly multipleRows: boolean;
  readonly status: string;
  readonly defined: { readonly rfc: number; readonly section: string } | null;
};

/** The registry of header fields, where it lies beside the project. */
const file = join(import.meta.dirname, '../../../../shared/standards/registries.json');
const registry: readonly RegistryHeader[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).headers : [];
const rows = new Map(headerTable.map((row) => [row.name as string, row]));

describe('the header table', () => {
  test('has every header field of the registry that can stand in a message', () => {
    const missing = registry.filter(({ name, status }) => status !== 'reserved' && !rows.has(name));

    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  test('says of each what the registry says', () => {
    const known = registry.filter(({ name }) => rows.has(name));

    const told = known.map(({ name }) => [name, rows.get(name)?.compact ?? null, rows.get(name)?.rfc]);

    expect(told).toEqual(known.map(({ name, compact, defined }) => [name, compact, defined?.rfc]));
  });

  test('lets those and only those come twice that the registry lets', () => {
    // Of one without an RFC's grammar nobody can say that it must not.
    const ruled = registry.filter(
      ({ name, status }) => rows.has(name) && (status === 'std' || rows.get(name)?.kind !== 'text'),
    );

    const many = ruled.filter(({ name }) => rows.get(name)?.many === true).map(({ name }) => name);

    expect(many).toEqual(ruled.filter(({ multipleRows }) => multipleRows).map(({ name }) => name));
  });

  test('has no name twice, nor one letter for two names', () => {
    const names = headerTable.flatMap(({ name, compact }) => [
      name.toLowerCase(),
      ...(compact === undefined ? [] : [compact]),
    ]);

    expect(names.length).toBe(new Set(names).size);
  });
});
