import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { examine } from '../tools/fuzz/examine.ts';
import { crasherRows, readCrasher } from '../tools/fuzz/keep-crasher.ts';
import { targetNames } from '../tools/fuzz/target.ts';
import { targets } from '../tools/fuzz/targets.ts';

const folder = join(import.meta.dirname, '../../../fixtures/fuzz');

describe('what the fuzzer once found', () => {
  test.each(crasherRows().map((row) => [row.target, row.file, row.broke, row] as const))(
    'is right now: %s %s, %s',
    (target, _file, _broke, row) => {
      expect(examine(targets[target], readCrasher(row), true)).toBeUndefined();
    },
  );

  test('stands in the index, file by file', () => {
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`));

    expect(files.toSorted()).toEqual(
      crasherRows()
        .map(({ target, file }) => `${target}/${file}`)
        .toSorted(),
    );
    expect(crasherRows().every(({ target }) => targetNames.includes(target))).toBe(true);
  });
});
