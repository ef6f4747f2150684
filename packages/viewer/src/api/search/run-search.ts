import type { SearchEvent, SearchHit, SearchLimits, SearchQuery } from './search.ts';
import type { Wanted } from './wanted.ts';

/** A capture as a search sees it, wherever it lies. */
export type SearchedCapture = {
  readonly id: string;
  /** How many messages it has. */
  readonly messages: number;
  /** What is found of its calls, or of its registrations; at most `limit`. */
  rows(list: 'calls' | 'registrations', wanted: Wanted, limit: number): Promise<readonly SearchHit[]>;
  /** Reads some messages, from this number on. */
  scan(from: number, wanted: Wanted, limit: number): Promise<ScannedMessages>;
};

export type ScannedMessages = {
  readonly hits: readonly SearchHit[];
  /** The message to go on with, where there are more. */
  readonly next?: number;
  readonly bytes: number;
};

/** What is found, as it is found: first what is known of calls and registrations, then what stands in messages. */
export async function* runSearch(
  captures: readonly SearchedCapture[],
  wanted: Wanted,
  { messages = true }: Pick<SearchQuery, 'messages'>,
  limits: SearchLimits,
): AsyncGenerator<SearchEvent, void, undefined> {
  for (const capture of captures)
    for (const list of ['calls', 'registrations'] as const) {
      const hits = await capture.rows(list, wanted, limits.hitsPerList + 1);
      if (hits.length > 0) yield { kind: 'hits', hits: hits.slice(0, limits.hitsPerList) };
      if (hits.length > limits.hitsPerList) yield { kind: 'more', capture: capture.id, list };
    }
  if (messages) yield* readMessages(captures, wanted, limits);
}

async function* readMessages(
  captures: readonly SearchedCapture[],
  wanted: Wanted,
  limits: SearchLimits,
): AsyncGenerator<SearchEvent, void, undefined> {
  const total = captures.reduce((sum, capture) => sum + capture.messages, 0);
  const until = performance.now() + limits.timeMs;
  let [before, bytes] = [0, 0];
  yield { kind: 'progress', read: 0, total };
  for (const capture of captures) {
    let found = 0;
    let next: number | undefined = 0;
    while (next !== undefined && found <= limits.hitsPerList) {
      if (bytes >= limits.bytes) return yield { kind: 'stopped', by: 'bytes' };
      if (performance.now() >= until) return yield { kind: 'stopped', by: 'time' };
      // One more than is told: whether there are more is to be known.
      const wantedHits = limits.hitsPerList + 1 - found;
      const scanned: ScannedMessages = await capture.scan(next, wanted, wantedHits);
      const told = scanned.hits.slice(0, limits.hitsPerList - found);
      if (told.length > 0) yield { kind: 'hits', hits: told };
      found += scanned.hits.length;
      bytes += scanned.bytes;
      next = scanned.next;
      yield { kind: 'progress', read: Math.min(total, before + (next ?? capture.messages)), total };
    }
    if (found > limits.hitsPerList) yield { kind: 'more', capture: capture.id, list: 'messages' };
    before += capture.messages;
    yield { kind: 'progress', read: Math.min(total, before), total };
  }
}
