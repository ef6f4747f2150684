import type { WatcherInfo, WatcherList } from '@sipscope/parser/xml';
import { named } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** `presence: sip:a@example.com active (approved), sip:b@example.com pending (subscribe)`. RFC 3858 §4. */
export function watcherState({ version, state, lists }: WatcherInfo): StateDocument {
  const isPartial = state === 'partial';
  const only = lists.length === 1 ? lists[0]?.resource : undefined;
  const what = lists.length === 0 ? 'nobody watches' : named(lists, (list) => listText(list, only !== undefined));
  return stateDocument({ kind: 'watcherinfo', of: only, what, isPartial, version });
}

function listText(list: WatcherList, isOnly: boolean): string {
  const { resource, watchers } = list;
  const watched = list.package ?? 'an unknown package';
  const name = isOnly || resource === undefined ? watched : `${watched} of ${resource}`;
  const texts = named(watchers, ({ uri, displayName, id, status, event }) => {
    const who = uri ?? displayName ?? id ?? 'somebody';
    return `${who} ${status ?? 'in an unknown state'}${event === undefined ? '' : ` (${event})`}`;
  });
  return `${name}: ${texts === '' ? 'nobody watches' : texts}`;
}
