/** Captures damaged where it hurts: in lengths, types and times, between records, and everywhere a little. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.ts';
import { CaptureReader } from '../src/capture/capture-reader.ts';
import { bytesOf } from './build-capture.ts';
import { captureParts } from './capture-parts.ts';
import { type KeptPacket, readPackets } from './read-packets.ts';

const interesting = fc.oneof(
  fc.constantFrom(0, 1, 4, 11, 12, 15, 16, 0x7f, 0xff, 0xffff, 0x1_0000, 0x4_0000, 0x4_0001, 0x100_0000, 0x7fff_ffff),
  fc.constantFrom(0x8000_0000, 0xffff_fffc, 0xffff_ffff, 0x0a0d_0d0a, 0x0d0d_0a0a),
  fc.nat(400),
);

type Damage =
  | {
      readonly kind: 'field';
      readonly part: number;
      readonly at: number;
      readonly value: number;
      readonly bits: number;
    }
  | { readonly kind: 'drop' | 'repeat' | 'swap'; readonly part: number }
  | { readonly kind: 'cut'; readonly part: number; readonly length: number }
  | { readonly kind: 'insert'; readonly part: number; readonly bytes: Uint8Array };

function damageOf(parts: number): fc.Arbitrary<Damage> {
  const part = fc.nat(parts - 1);
  return fc.oneof(
    // Headers are where a record begins; numbers in them have 1, 2 or 4 bytes.
    fc.record({
      kind: fc.constant('field' as const),
      part,
      at: fc.nat(32),
      value: interesting,
      bits: fc.constantFrom(8, 16, 32),
    }),
    fc.record({ kind: fc.constantFrom('drop' as const, 'repeat' as const, 'swap' as const), part }),
    fc.record({ kind: fc.constant('cut' as const), part, length: fc.nat(40) }),
    fc.record({ kind: fc.constant('insert' as const), part, bytes: fc.uint8Array({ maxLength: 40 }) }),
  );
}

function damaged(
  parts: readonly Uint8Array[],
  damages: readonly Damage[],
  littleEndian: boolean,
): readonly Uint8Array[] {
  let result = [...parts];
  for (const damage of damages) {
    const at = damage.part % Math.max(result.length, 1);
    const part = result[at] ?? new Uint8Array(0);
    if (damage.kind === 'field') result[at] = withField(part, damage, littleEndian);
    if (damage.kind === 'drop') result = result.toSpliced(at, 1);
    if (damage.kind === 'repeat') result = result.toSpliced(at, 0, part);
    if (damage.kind === 'swap') result = [...result.slice(0, at), ...result.slice(at).toReversed()];
    if (damage.kind === 'cut') result[at] = part.subarray(0, Math.max(0, part.length - damage.length));
    if (damage.kind === 'insert') result = result.toSpliced(at, 0, damage.bytes);
  }
  return result;
}

function withField(
  part: Uint8Array,
  { at, value, bits }: { readonly at: number; readonly value: number; readonly bits: number },
  littleEndian: boolean,
): Uint8Array {
  if (at + bits / 8 > part.length) return part;
  const changed = part.slice();
  const view = new DataView(changed.buffer);
  if (bits === 8) view.setUint8(at, value);
  else if (bits === 16) view.setUint16(at, value, littleEndian);
  else view.setUint32(at, value, littleEndian);
  return changed;
}

/** The packets, or none where there was no capture at all; any other error fails the test. */
function read(bytes: Uint8Array, sizes?: readonly number[]): { packets: readonly KeptPacket[]; reader: CaptureReader } {
  const reader = new CaptureReader();
  try {
    return readPackets(bytes, sizes, reader);
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
    return { packets: [], reader };
  }
}

function expectSound(packets: readonly KeptPacket[], bytes: Uint8Array): void {
  let frame = 0;
  for (const packet of packets) {
    expect(packet.frame).toBeGreaterThan(frame);
    frame = packet.frame;
    expect(Number.isSafeInteger(packet.timeNs) || Math.abs(packet.timeNs) < 1e21).toBe(true);
    expect(packet.originalLength * 2).toBeGreaterThanOrEqual(packet.data.length);
    const stands = Buffer.from(bytes.subarray(packet.offset, packet.offset + packet.data.length / 2)).toString('hex');
    expect(stands).toBe(packet.data);
  }
}

describe.each(Object.entries(captureParts))('%s', (_, parts) => {
  const whole = bytesOf(...parts);

  test('is read without damage as a whole', () => {
    const { packets, reader } = read(whole);

    expect(packets.length).toBeGreaterThanOrEqual(3);
    expect(reader.damaged).toBe(false);
    expectSound(packets, whole);
  });

  test('stays sound with headers changed, and records put in, out, cut and turned round', () => {
    const damages = fc.array(damageOf(parts.length), { minLength: 1, maxLength: 4 });

    fc.assert(
      fc.property(damages, fc.boolean(), fc.integer({ min: 1, max: 64 }), (several, littleEndian, size) => {
        const bytes = bytesOf(...damaged(parts, several, littleEndian));
        const { packets } = read(bytes);

        expectSound(packets, bytes);
        expect(read(bytes, [size]).packets).toEqual(packets);
      }),
      { numRuns: 600 },
    );
  });

  test('gives every packet before the part that is damaged', () => {
    const all = read(whole).packets;

    fc.assert(
      fc.property(damageOf(parts.length), fc.boolean(), (damage, littleEndian) => {
        const before = bytesOf(...parts.slice(0, damage.part)).length;
        // The formats that share a magic, and the one that has none, are told by two records.
        fc.pre(damage.part > 2);
        const wanted = all.filter(({ offset }) => offset < before);

        expect(read(bytesOf(...damaged(parts, [damage], littleEndian))).packets.slice(0, wanted.length)).toEqual(
          wanted,
        );
      }),
      { numRuns: 300 },
    );
  });

  test('throws nothing and stays sound with 2 % of its bytes changed', () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    const changes = fc.array(change, { minLength: 1, maxLength: Math.ceil(whole.length / 50) });

    fc.assert(
      fc.property(changes, (several) => {
        const bytes = whole.slice();
        for (const [at, value] of several) bytes[at] = value;
        const { packets } = read(bytes);

        expectSound(packets, bytes);
        expect(read(bytes, [100]).packets).toEqual(packets);
      }),
      { numRuns: 400 },
    );
  });
});
