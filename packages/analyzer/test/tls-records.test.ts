import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction } from '../src/transport/stream.ts';
import { defaultTlsLimits } from '../src/transport/tls/tls-limits.ts';
import { chunkOf, TlsReading } from './read-tls.ts';
import { sealTls13, secretOf, updatedSecret } from './seal-tls13.ts';
import { directions, isInOrder, many, record, recordsOf, said, suites, texts, textsOf, tls13 } from './tls-recorded.ts';

const applicationData = 23;
const handshake = 22;

describe('TLS records', () => {
  test.each(suites)('of %s %s give the same however they are cut', async (...suite) => {
    const { wire, keyLog } = await record(suite, texts);
    const [there, back] = directions(wire);

    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 9000 }))), {
          minLength: 10,
          maxLength: 60,
        }),
        (cuts) => {
          const reading = new TlsReading(keyLog);
          const reader = reading.open();
          const at: [number, number] = [0, 0];
          const give = (direction: Direction, length: number): void => {
            const bytes = direction === 0 ? there : back;
            const end = Math.min(at[direction] + length, bytes.length);
            if (end > at[direction]) reader.receive(direction, chunkOf(bytes.slice(at[direction], end)));
            at[direction] = end;
          };
          for (const [isBack, length] of cuts) give(isBack ? 1 : 0, length);
          give(0, there.length);
          give(1, back.length);
          reader.end(0);
          reader.end(1);

          expect(reading.texts).toEqual(said);
          expect(reading.diagnostics.counts()).toEqual([]);
          // Nothing is held any more.
          expect(reading.connections.held.take(defaultTlsLimits.heldBytes)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  test.each(suites)('of %s %s that were changed raise nothing and invent nothing', async (...suite) => {
    const { wire, keyLog } = await record(suite, many);
    const streams = directions(wire);
    const all = [many.filter((_, index) => index % 2 === 0), many.filter((_, index) => index % 2 === 1)] as const;

    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(1), fc.nat(5000), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        (changes) => {
          const changed = [streams[0].slice(), streams[1].slice()] as const;
          for (const [side, at, value] of changes) {
            const bytes = changed[side === 0 ? 0 : 1];
            bytes[at % bytes.length] = value;
          }
          const reading = new TlsReading(keyLog);
          const reader = reading.open();
          reader.receive(0, chunkOf(changed[0]));
          reader.receive(1, chunkOf(changed[1]));
          reader.end(0);
          reader.end(1);

          for (const direction of [0, 1] as const) {
            const got = textsOf(reading)[direction]!;
            expect(isInOrder(got, all[direction])).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('that update their keys, and are padded, are read', async () => {
    const { wire, keyLog } = await record(tls13, texts);
    const [there] = directions(wire);
    const secret = secretOf(keyLog, 'CLIENT_TRAFFIC_SECRET_0');
    // All but Finished are of these keys.
    const sequence = recordsOf(there).filter(([type]) => type === applicationData).length - 1;
    const keyUpdate = Buffer.of(24, 0, 0, 1, 0);
    const next = updatedSecret(secret);
    const after = updatedSecret(next);

    const reading = new TlsReading(keyLog).read([
      ...wire,
      { direction: 0, bytes: sealTls13(secret, sequence, applicationData, Buffer.from(' padded'), 500) },
      { direction: 0, bytes: sealTls13(secret, sequence + 1, handshake, keyUpdate) },
      { direction: 0, bytes: sealTls13(next, 0, applicationData, Buffer.from(' updated')) },
      // A handshake message in two records.
      { direction: 0, bytes: sealTls13(next, 1, handshake, keyUpdate.subarray(0, 2)) },
      { direction: 0, bytes: sealTls13(next, 2, handshake, keyUpdate.subarray(2)) },
      { direction: 0, bytes: sealTls13(after, 0, applicationData, Buffer.from(' again')) },
      // What updates the keys is lost here.
      { direction: 0, bytes: sealTls13(after, 9, handshake, keyUpdate) },
      { direction: 0, bytes: sealTls13(updatedSecret(after), 0, applicationData, Buffer.from(' and again')) },
    ]);

    expect(reading.texts[0]).toBe(`${said[0]} padded updated again<gap> and again`);
  });

  test('that come before the handshake ends, for a session known before, are passed over', async () => {
    const { wire, keyLog } = await record(tls13, texts);
    const [there, back] = directions(wire);
    const [hello, ...others] = recordsOf(there);
    const early = sealTls13(Buffer.alloc(32, 1), 0, applicationData, Buffer.from('early'));

    const reading = new TlsReading(keyLog).read([
      { direction: 0, bytes: withEarlyData(hello!) },
      { direction: 0, bytes: early },
      { direction: 0, bytes: early },
      { direction: 1, bytes: back },
      { direction: 0, bytes: new Uint8Array(Buffer.concat(others)) },
    ]);

    expect(reading.texts).toEqual(said);
    expect(reading.diagnostics.counts()).toEqual([]);
  });

  test('are read where the log has the keys of application data only', async () => {
    const { wire, keyLog } = await record(tls13, texts);
    const lines = keyLog.split('\n').filter((line) => !line.includes('HANDSHAKE'));

    const reading = new TlsReading(lines.join('\n')).read(wire);

    expect(reading.texts).toEqual(said);
    expect(reading.diagnostics.counts()).toEqual([]);
  });

  test('in which one fails its authentication is told, and the others are read', async () => {
    const { wire, keyLog } = await record(tls13, many);
    const [there, back] = directions(wire);
    const records = recordsOf(there);
    const bad = records.at(-5)!;
    bad[20] = bad[20]! ^ 1;

    const reading = new TlsReading(keyLog).read([
      { direction: 0, bytes: there },
      { direction: 1, bytes: back },
    ]);

    expect(reading.texts[0]).toContain('<gap>');
    expect(reading.texts[0].endsWith(many.at(-2)!)).toBe(true);
    expect(reading.diagnostics.counts()).toMatchObject([
      {
        code: 'tls-record',
        count: 1,
        samples: [{ frame: 1, detail: expect.stringContaining('fails its authentication') }],
      },
    ]);
    expect(reading.diagnostics.damaged).toBe(true);
  });

  test('with bytes between them that are none are read on at the next one', async () => {
    const { wire, keyLog } = await record(tls13, many);
    const [there, back] = directions(wire);
    const records = recordsOf(there);
    const junk = Buffer.from('this is no record of TLS at all');

    const reading = new TlsReading(keyLog).read([
      { direction: 1, bytes: back },
      { direction: 0, bytes: new Uint8Array(Buffer.concat([...records.slice(0, -4), junk, ...records.slice(-4)])) },
    ]);

    const spoken = many.filter((_, index) => index % 2 === 0);
    expect(textsOf(reading)[0]).toBe(spoken.join(''));
    expect(reading.diagnostics.counts()).toMatchObject([
      {
        code: 'tls-record',
        count: 1,
        samples: [{ detail: '31 bytes of a TLS connection are no record: they were passed over.' }],
      },
    ]);
  });

  test('of which many connections hold more than is allowed are dropped, which is told', async () => {
    const { wire, keyLog } = await record(tls13, texts);
    const reading = new TlsReading(keyLog, { heldBytes: 3000 });
    const readers = Array.from({ length: 20 }, () => reading.open());
    const [there] = directions(wire);

    // Each holds the beginning of a record.
    for (const reader of readers) reader.receive(0, chunkOf(there.slice(0, 400)));
    for (const reader of readers) reader.end(0);
    reading.connections.end();

    expect(reading.diagnostics.counts()).toMatchObject([
      { code: 'reasm-limit', count: 1, samples: [{ detail: expect.stringContaining('more than 3000 bytes') }] },
    ]);
    expect(reading.connections.held.take(3000)).toBe(true);
  });

  test('that are anything at all raise nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), recordLike()), { maxLength: 20 }), (chunks) => {
        const reading = new TlsReading();
        const reader = reading.open();
        for (const [isBack, bytes] of chunks) reader.receive(isBack ? 1 : 0, chunkOf(bytes));
        reader.end(0);
        reader.end(1);

        expect(reading.texts).toEqual(['', '']);
      }),
    );
  });
});

function withEarlyData(hello: Uint8Array): Uint8Array {
  const bytes = Buffer.concat([hello, Buffer.of(0, 42, 0, 0)]);
  bytes.writeUInt16BE(bytes.readUInt16BE(3) + 4, 3);
  bytes.writeUInt16BE(bytes.readUInt16BE(7) + 4, 7);
  const sessionIdAt = 5 + 4 + 2 + 32;
  const suitesAt = sessionIdAt + 1 + bytes[sessionIdAt]!;
  const compressionAt = suitesAt + 2 + bytes.readUInt16BE(suitesAt);
  const extensionsAt = compressionAt + 1 + bytes[compressionAt]!;
  bytes.writeUInt16BE(bytes.readUInt16BE(extensionsAt) + 4, extensionsAt);
  return new Uint8Array(bytes);
}

function recordLike(): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      fc.integer({ min: 19, max: 25 }),
      fc.integer({ min: 0, max: 5 }),
      fc.uint8Array({ maxLength: 80 }),
      fc.nat(3),
    )
    .map(([type, minor, body, lie]) => Uint8Array.of(type, 3, minor, 0, Math.max(body.length - lie, 0), ...body));
}
