/** Holds what we read of every capture in `fixtures/` against what stands beside it, which others have read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readRowsOfFile } from './read-rows.ts';

const captures = path.join(import.meta.dirname, '../../../fixtures/captures');
const ending = /\.(pcap|pcapng|snoop)(\.gz)?$/;
const files = readdirSync(captures, { recursive: true, encoding: 'utf8' }).filter((file) => ending.test(file));

function expected<Row>(file: string, kind: 'messages' | 'calls'): Row[] | undefined {
  const beside = path.join(captures, file.replace(ending, `.${kind}.json`));
  return existsSync(beside) ? (JSON.parse(readFileSync(beside, 'utf8')) as Row[]) : undefined;
}

describe('the fixtures', () => {
  test('are there, each with its messages', () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((file) => expected(file, 'messages') === undefined)).toEqual([]);
  });

  describe.each(files)('%s', (file) => {
    test('gives the messages tshark reads', async () => {
      const { messages } = await readRowsOfFile(path.join(captures, file));

      expect(messages).toMatchObject(expected(file, 'messages') ?? []);
    });
  });

  // Of some only the messages were told.
  test.each(files.filter((file) => expected(file, 'calls') !== undefined))(
    '%s gives the calls that were told by hand',
    async (file) => {
      const { calls } = await readRowsOfFile(path.join(captures, file));

      expect(calls).toMatchObject(expected(file, 'calls') ?? []);
    },
  );
});
