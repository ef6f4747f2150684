/** However the messages of a flow came here, the rows are the same. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rows, sameRows, sameRowsSeenTwice } from './same-rows.ts';

/** As many as there is time for. */
const runs = { numRuns: 1000, interruptAfterTimeLimit: 2000 };

function compare(carried: Rows, plain: Rows): void {
  expect(carried).toEqual(plain);
}

test('rows are those of UDP over Ethernet, whatever carried the messages, in which pieces, in which order, in which file', async () => {
  await fc.assert(sameRows(compare), runs);
});

test('what two taps have seen has the same rows, and one duplicate of each message', async () => {
  await fc.assert(sameRowsSeenTwice(compare), runs);
});
