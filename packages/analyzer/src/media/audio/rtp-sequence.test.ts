import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type HeardPacket, RtpSequence, type SequencedPacket } from './rtp-sequence.ts';

function packet(sequence: number, timeMs: number): HeardPacket {
  return {
    frame: 1,
    timeNs: timeMs * 1e6,
    sequence: sequence & 0xffff,
    timestamp: 0,
    payloadType: 0,
    payload: undefined,
  };
}

/** The numbers given, with what was lost before each: `3`, `6-2`. */
function told(given: readonly SequencedPacket[]): string[] {
  return given.map(
    ({ packet: { sequence }, lost, isNew }) => `${isNew ? '*' : ''}${sequence}${lost > 0 ? `-${lost}` : ''}`,
  );
}

function sequenced(packets: readonly HeardPacket[]): { readonly given: string[]; readonly leftOut: number } {
  const sequence = new RtpSequence();
  const given = packets.flatMap((one) => told(sequence.receive(one)));
  return { given: [...given, ...told(sequence.end())], leftOut: sequence.leftOut };
}

describe('packets of a stream', () => {
  test('are put in order', () => {
    const { given } = sequenced([1, 2, 4, 3, 5].map((number, at) => packet(number, at * 20)));

    expect(given).toEqual(['*1', '2', '3', '4', '5']);
  });

  test('that never came are counted when others have waited for them', () => {
    const { given } = sequenced([1, 2, 5, 6, 7].map((number, at) => packet(number, at * 200)));

    expect(given).toEqual(['*1', '2', '5-2', '6', '7']);
  });

  test('that come twice, or after their turn, are left out', () => {
    const { given, leftOut } = sequenced([
      packet(1, 0),
      packet(1, 1),
      packet(3, 20),
      packet(4, 400),
      packet(2, 420),
      packet(5, 440),
    ]);

    expect(given).toEqual(['*1', '3-1', '4', '5']);
    expect(leftOut).toBe(2);
  });

  test('are counted on where their numbers begin again at 0', () => {
    const { given } = sequenced([65_534, 65_535, 65_536, 65_538].map((number, at) => packet(number, at * 500)));

    expect(given).toEqual(['*65534', '65535', '0', '2-1']);
  });

  test('that jump far have begun anew', () => {
    const { given } = sequenced([1, 2, 40_000, 40_001].map((number, at) => packet(number, at * 20)));

    expect(given).toEqual(['*1', '2', '*40000', '40001']);
  });

  test('come out in ascending order whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 200 }), (numbers) => {
        const sequence = new RtpSequence();

        const all = numbers.flatMap((number, at) => [...sequence.receive(packet(number, at * 20))]);
        const given = [...all, ...sequence.end()].map((one) => one.packet.sequence);

        expect(given).toEqual([...new Set(given)].toSorted((a, b) => a - b));
        expect(given.length + sequence.leftOut).toBe(numbers.length);
      }),
    );
  });
});
