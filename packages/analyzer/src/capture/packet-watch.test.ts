import { describe, expect, test } from 'vitest';
import { pcap, text } from '../../test/build-capture.ts';
import { readPackets } from '../../test/read-packets.ts';

const data = text('hello');

/** Packets at these seconds after the first. */
function stepsAt(...seconds: readonly number[]) {
  const records = seconds.map((each) => {
    const microseconds = Math.round((1_700_000_000 + each) * 1e6);
    return { seconds: Math.floor(microseconds / 1e6), fraction: microseconds % 1_000_000, data };
  });
  const { reader } = readPackets(pcap(records), [100]);
  const [steps] = reader.diagnostics.counts();
  return { count: reader.description.clockSteps, samples: steps?.samples ?? [] };
}

describe('clock steps', () => {
  test('are times that go back by more than a second, or on by more than an hour', () => {
    const { count, samples } = stepsAt(0, 5, 3.9, 4, 3_604, 7_204.5, 1);

    expect(count).toBe(3);
    expect(samples).toEqual([
      { frame: 3, offset: 82, detail: expect.stringContaining('The time goes back by 1.100 s') },
      { frame: 6, offset: 145, detail: expect.stringContaining('The time goes on by 3600.500 s') },
      { frame: 7, offset: 166, detail: expect.stringContaining('The time goes back by 7203.500 s') },
    ]);
  });

  test('are none where packets stand a little out of order', () => {
    expect(stepsAt(0, 1, 0.5, 1.2, 0.3).count).toBe(0);
  });
});
