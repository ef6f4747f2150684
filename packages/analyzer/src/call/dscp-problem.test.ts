import { describe, expect, test } from 'vitest';
import type { CallStream } from './call-streams.ts';
import { dscpProblem, nameOf } from './dscp-problem.ts';

function stream(number: number, part: Partial<CallStream>): CallStream {
  return {
    number,
    from: 'caller',
    dialog: 'd1',
    isAudio: true,
    isEncrypted: false,
    source: '192.0.2.1:4000',
    startedNs: 0,
    endedNs: 1e9,
    firstFrame: number + 10,
    lastFrame: 99,
    packets: 500,
    lost: 0,
    expected: 500,
    mos: undefined,
    codec: 'PCMA',
    hasPauses: false,
    isDuringHold: false,
    silences: [],
    isOpen: false,
    relayOf: -1,
    dscp: 46,
    ...part,
  };
}

describe('how audio is marked', () => {
  test('is told where a hop has changed it', () => {
    const before = stream(0, {});
    const after = stream(1, { relayOf: 0, dscp: 0 });

    expect(dscpProblem(after, [before, after])).toEqual({
      code: 'dscp-differs',
      text: 'Marked CS0 (0) here, and EF (46) a hop before.',
      frames: [11, 10],
    });
    expect(dscpProblem(before, [before, after])).toBeUndefined();
  });

  test('is told of the direction that has less than the other', () => {
    const out = stream(0, { dscp: 34 });
    const back = stream(1, { from: 'callee' });

    expect(dscpProblem(out, [out, back])?.text).toBe('Marked AF41 (34), where the other direction is marked EF (46).');
    expect(dscpProblem(back, [out, back])).toBeUndefined();
  });

  test('is not told where all is alike, not known, or of a few packets', () => {
    const [out, back] = [stream(0, { dscp: 0 }), stream(1, { from: 'callee', dscp: 0 })];

    expect(dscpProblem(out, [out, back])).toBeUndefined();
    const unknown = stream(2, { dscp: undefined });
    expect(dscpProblem(unknown, [unknown, stream(1, { from: 'callee' })])).toBeUndefined();
    const few = stream(3, { dscp: 0, packets: 20 });
    expect(dscpProblem(few, [few, stream(1, { from: 'callee' })])).toBeUndefined();
  });

  test.each([
    [0, 'CS0 (0)'],
    [46, 'EF (46)'],
    [26, 'AF31 (26)'],
    [40, 'CS5 (40)'],
    [45, '45'],
  ])('%i is %s', (dscp, name) => {
    expect(nameOf(dscp)).toBe(name);
  });
});
