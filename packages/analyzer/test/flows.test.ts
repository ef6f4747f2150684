/** Each flow in `fixtures/flows` is told as it says, as things stand at the end and as they close. */

import { describe, expect, test } from 'vitest';
import { findFlows, openFlow } from './flow/find-flows.ts';
import { keptRows, toldRows } from './flow/read-flow-rows.ts';
import { problemsOfFlow } from './flow/run-flow.ts';
import { tellStories } from './flow/tell-stories.ts';

describe('a flow', () => {
  for (const { file, title } of findFlows()) {
    test(`${title} (${file})`, async () => {
      const flow = openFlow(file);

      const kept = await keptRows(flow);
      const told = await toldRows(flow);
      const stories = await tellStories(flow);

      expect(problemsOfFlow(flow, kept, stories).join('\n')).toBe('');
      expect(told).toEqual(kept);
    });
  }
});
