import { describe, expect, test } from 'vitest';
import { richMessage } from '../bench/messages.ts';
import { rfcExamples, torture, tortureNames } from './corpus.ts';
import { readChanges, readPrefixes } from './every-byte.ts';

// All of them are read by tools/read-every-byte.ts, in some minutes.
const folders = ['rfc4475', 'rfc5118'] as const;
const suite = folders.flatMap((folder) =>
  tortureNames(folder).map((name) => ({ name: `${folder}/${name}`, bytes: torture(folder, name) })),
);

describe('every prefix', () => {
  test.each(suite.map(({ name, bytes }, index) => [name, bytes, index] as const))(
    'of %s, one in three, is read to its end without an exception',
    (_, bytes, index) => {
      expect(readPrefixes(bytes, 3, index % 3).faults).toEqual([]);
    },
  );

  test('of a message with a body is read to its end without an exception', () => {
    expect(readPrefixes(richMessage).faults).toEqual([]);
  });

  test('of a message printed in an RFC, one in 400, is read to its end without an exception', () => {
    const faults = rfcExamples().flatMap(({ bytes }, index) => readPrefixes(bytes, 400, (index * 7) % 400).faults);

    expect(faults).toEqual([]);
  });
});

describe('a change of one byte', () => {
  test.each(suite.map(({ name, bytes }, index) => [name, bytes, index] as const))(
    'of %s, one in 1201 of all there are, is read to the end without an exception',
    (_, bytes, index) => {
      const { read, faults } = readChanges(bytes.slice(), 1201, index * 7);

      expect(faults).toEqual([]);
      expect(read).toBeGreaterThan(0);
    },
  );
});
