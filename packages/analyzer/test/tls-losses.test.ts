import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkOf, TlsReading } from './read-tls.ts';
import { recordTls } from './record-tls.ts';
import {
  directions,
  isInOrder,
  lengthOf,
  many,
  receiveAround,
  record,
  recordsOf,
  said,
  suites,
  texts,
  textsOf,
  tls13,
} from './tls-recorded.ts';

describe('TLS records of which some were lost', () => {
  test.each(suites)('of %s %s give those that were not', async (...suite) => {
    const { wire, keyLog } = await record(suite, many);
    const [there, back] = directions(wire);
    const records = recordsOf(there);
    const spoken = many.filter((_, index) => index % 2 === 0);
    // The texts are the last records but the alert that closes.
    const firstText = records.length - 1 - spoken.length;

    fc.assert(
      fc.property(fc.nat(spoken.length - 2), fc.integer({ min: 1, max: 12 }), fc.nat(30), (from, count, extra) => {
        const first = firstText + from;
        const lostFrom = lengthOf(records.slice(0, first)) + extra;
        const lostTo = lostFrom + lengthOf(records.slice(first, first + count));
        const reading = new TlsReading(keyLog);
        const reader = reading.open();
        reader.receive(1, chunkOf(back));
        receiveAround(reader, 0, there, [lostFrom, lostTo]);

        const touched = extra === 0 ? count : count + 1;
        const expected = spoken.filter((_, index) => index < from || index >= from + touched);
        expect(textsOf(reading)[0]).toBe(expected.join(''));
      }),
      { numRuns: 30 },
    );
  });

  test.each([0, 0x80000])(
    'of TLS 1.0, whose IV is in the lost record, give nothing that was not said (options %i)',
    async (secureOptions) => {
      const both = {
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: 'AES128-SHA:@SECLEVEL=0',
        secureOptions,
      } as const;
      const { wire, keyLog } = await recordTls({ client: both, server: both, texts: many });
      const [there, back] = directions(wire);
      const records = recordsOf(there);
      const spoken = many.filter((_, index) => index % 2 === 0);

      for (let lost = records.length - 12; lost < records.length - 4; lost++) {
        const from = lengthOf(records.slice(0, lost));
        const changed = there.slice();
        changed[from + records[lost]!.length - 30]! ^= 1;
        for (const bytes of [changed, there]) {
          const reading = new TlsReading(keyLog);
          const reader = reading.open();
          reader.receive(1, chunkOf(back));
          reader.receive(0, chunkOf(bytes.slice(0, from)));
          if (bytes === there) reader.gap(0, records[lost]!.length);
          reader.receive(0, chunkOf(bytes.slice(bytes === there ? from + records[lost]!.length : from)));

          expect(isInOrder(textsOf(reading)[0]!, spoken)).toBe(true);
          expect(reading.texts[0].endsWith(spoken.at(-1)!)).toBe(true);
        }
      }
    },
  );

  test('are read on where the beginning of the encrypted handshake was lost', async () => {
    const { wire, keyLog } = await record(tls13, texts);
    const [there, back] = directions(wire);
    const [hello, cipherChange, certificate] = recordsOf(back);
    const kept = hello!.length + cipherChange!.length;
    const reading = new TlsReading(keyLog);
    const reader = reading.open();

    reader.receive(0, chunkOf(there));
    receiveAround(reader, 1, back, [kept, kept + certificate!.length]);

    expect(textsOf(reading)).toEqual(said);
  });

  test('are read on where the whole encrypted handshake was lost', async () => {
    const { wire, keyLog } = await record(tls13, texts);
    const [there, back] = directions(wire);
    const records = recordsOf(back);
    const kept = records[0]!.length;
    // Certificate and Finished; tickets and texts follow.
    const end = lengthOf(records.slice(0, 6));
    const reading = new TlsReading(keyLog);
    const reader = reading.open();

    reader.receive(0, chunkOf(there));
    receiveAround(reader, 1, back, [kept, end]);

    expect(textsOf(reading)).toEqual(said);
  });

  test('are read on where ChangeCipherSpec was lost', async () => {
    const { wire, keyLog } = await record(['TLSv1.2', 'ECDHE-RSA-AES128-GCM-SHA256'], texts);
    const [there, back] = directions(wire);
    const records = recordsOf(there);
    const change = records.findIndex((bytes) => bytes[0] === 20);
    for (const count of [1, 2]) {
      const reading = new TlsReading(keyLog);
      const reader = reading.open();

      reader.receive(1, chunkOf(back));
      receiveAround(reader, 0, there, [lengthOf(records.slice(0, change)), lengthOf(records.slice(0, change + count))]);

      expect(textsOf(reading)).toEqual(said);
    }
  });
});
