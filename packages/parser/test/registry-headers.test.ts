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
    for (const { name, compact, multipleRows, defined, status } of registry) {
      const row = rows.get(name);
      if (row === undefined) continue;
      expect(row.compact ?? null, name).toBe(compact);
      expect(row.rfc, name).toBe(defined?.rfc);
      // Of one without an RFC's grammar nobody can say that it must not come twice.
      if (row.kind !== 'text' || status === 'std') expect(row.many, name).toBe(multipleRows);
    }
  });

  test('has no name twice, nor one letter for two names', () => {
    const names = headerTable.flatMap(({ name, compact }) => [name.toLowerCase(), ...(compact ? [compact] : [])]);

    expect(names.length).toBe(new Set(names).size);
  });
});
