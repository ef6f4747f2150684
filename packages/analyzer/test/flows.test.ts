/** Each flow in `fixtures/flows` is told as it says, as things stand at the end and as they close. */

import { describe, expect, test } from 'vitest';
import { findFlows } from './flow/find-flows.ts';
import { keptRows, problemsOfFlow, readFlow, toldRows } from './flow/run-flow.ts';

describe('a flow', () => {
  for (const { file, text } of findFlows()) {
    const [title = file] = /(?<=^#\s*)\S.*$/m.exec(text) ?? [];
    test(`${title} (${file})`, async () => {
      const flow = readFlow(file, text);

      const kept = await keptRows(flow.capture);
      const told = await toldRows(flow.capture);

      expect(problemsOfFlow(flow, kept).join('\n')).toBe('');
      expect(told).toEqual(kept);
    });
  }
});
