import { analyze } from '../../src/analyze.ts';
import type { CallStory, StoryEvent, StoryLeg } from '../../src/rows.ts';
import type { Flow } from './run-flow.ts';
import { tellCall } from '../../src/story/tell-call.ts';

/** What is told of calls when it is asked for, out of the texts of their messages. */
export type Stories = {
  readonly stories: readonly CallStory[];
  /** Of all stories. */
  readonly legs: readonly StoryLeg[];
  readonly events: readonly StoryEvent[];
};

const none: Stories = { stories: [], legs: [], events: [] };

/** Nothing where the flow states nothing of them. */
export async function tellStories({ script, capture }: Flow): Promise<Stories> {
  if (!script.expectations.some(({ list }) => Object.hasOwn(none, list))) return none;
  const texts: Uint8Array[] = [];
  const analysis = await analyze([capture], {
    ...script.given,
    onMessage: (message, bytes) => (texts[message] = bytes.slice()),
  });
  const stories = [...analysis.calls()].map((call) => {
    const messages = analysis.messagesOfCall(call.id).map((message) => {
      const bytes = texts[message] ?? new Uint8Array();
      return { row: analysis.messageRow(message, bytes), index: analysis.frame(message).index, bytes };
    });
    return tellCall(call, messages, { streams: analysis.streamsOfCall(call.id) });
  });
  return { stories, legs: stories.flatMap(({ legs }) => legs), events: stories.flatMap(({ events }) => events) };
}
