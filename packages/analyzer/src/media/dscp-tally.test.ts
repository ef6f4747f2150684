import { expect, test } from 'vitest';
import { DscpTally } from './dscp-tally.ts';

test('code points are told by how often they come; what the tap does not tell is left out', () => {
  const tally = new DscpTally();
  for (const dscp of [0, 46, 46, -1, -1, -1, -1, 46]) tally.receive(dscp);

  expect(tally.values()).toEqual([46, 0]);
  expect(tally.values()).toEqual([46, 0]);
  expect(new DscpTally().values()).toEqual([]);
});
