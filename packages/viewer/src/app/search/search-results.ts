import { searchedLists, type SearchedList, type SearchEvent, type SearchHit } from '../../api/search/search.ts';

/** What was found in one capture. */
export type CaptureResults = {
  readonly capture: string;
  readonly hits: Readonly<Record<SearchedList, readonly SearchHit[]>>;
  /** Lists of which there are more than are told. */
  readonly more: ReadonlySet<SearchedList>;
};

/** A search as far as it has come. */
export type SearchResults = {
  readonly captures: readonly CaptureResults[];
  readonly read: number;
  readonly total: number;
  readonly count: number;
  readonly stopped?: 'time' | 'bytes';
};

export const noResults: SearchResults = { captures: [], read: 0, total: 0, count: 0 };

function listOf(hit: SearchHit): SearchedList {
  if (hit.call !== undefined) return 'calls';
  return hit.registration === undefined ? 'messages' : 'registrations';
}

/** The results with what the search told next. Captures stand in the order in which something was found in them. */
export function addEvent(results: SearchResults, event: SearchEvent): SearchResults {
  switch (event.kind) {
    case 'progress':
      return { ...results, read: event.read, total: event.total };
    case 'stopped':
      return { ...results, stopped: event.by };
    case 'more':
      return changeCapture(results, event.capture, (one) => ({ ...one, more: new Set([...one.more, event.list]) }));
    case 'hits':
      return event.hits.reduce(addHit, { ...results, count: results.count + event.hits.length });
  }
}

function addHit(results: SearchResults, hit: SearchHit): SearchResults {
  const list = listOf(hit);
  return changeCapture(results, hit.capture, (one) => ({
    ...one,
    hits: { ...one.hits, [list]: [...one.hits[list], hit] },
  }));
}

function changeCapture(
  results: SearchResults,
  capture: string,
  change: (one: CaptureResults) => CaptureResults,
): SearchResults {
  const known = results.captures.some((one) => one.capture === capture);
  const captures = known ? results.captures : [...results.captures, nothingIn(capture)];
  return { ...results, captures: captures.map((one) => (one.capture === capture ? change(one) : one)) };
}

function nothingIn(capture: string): CaptureResults {
  const hits = Object.fromEntries(searchedLists.map((list) => [list, []]));
  // Every list has its entry.
  return { capture, hits: hits as unknown as CaptureResults['hits'], more: new Set() };
}
