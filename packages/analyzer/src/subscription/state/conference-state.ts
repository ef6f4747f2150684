import type { ConferenceEndpoint, ConferenceInfo, ConferenceUser } from '@sipscope/parser/xml';
import { counted, joinedTexts, named, quoted } from './short-text.ts';
import { type StateDocument, stateDocument } from './state-document.ts';

/** `2 users: sip:a@example.com connected, sip:b@example.com on-hold; locked`. RFC 4575 §5. */
export function conferenceState(conference: ConferenceInfo): StateDocument {
  const { entity, state, version, description, conferenceState: status, users } = conference;
  const isPartial = state === 'partial' || users?.state === 'partial';
  if (state === 'deleted') return stateDocument({ kind: 'conference-info', of: entity, what: 'ended', version });
  const list = users?.users ?? [];
  const subject = description?.subject ?? description?.displayText;
  const what = joinedTexts([
    usersText(list, status?.userCount, isPartial),
    status?.active === undefined ? undefined : status.active ? 'active' : 'not active',
    status?.locked === true ? 'locked' : undefined,
    subject === undefined || subject.trim() === '' ? undefined : quoted(subject),
  ]);
  return stateDocument({
    kind: 'conference-info',
    of: entity,
    what: what === '' ? 'nothing told' : what,
    isPartial,
    version,
  });
}

/** The number that is told, else, where all are named, theirs. */
function usersText(users: readonly ConferenceUser[], told: number | undefined, isPartial: boolean): string | undefined {
  const count = told ?? (isPartial ? undefined : users.length);
  const list = named(users, userText);
  if (count === undefined) return list === '' ? undefined : list;
  return list === '' ? counted(count, 'user') : `${counted(count, 'user')}: ${list}`;
}

function userText({ entity, displayText, state, endpoints }: ConferenceUser): string {
  const who = entity ?? displayText ?? 'somebody';
  if (state === 'deleted') return `${who} left`;
  const status = endpoints.map(endpointText).find((text) => text !== undefined);
  return status === undefined ? who : `${who} ${status}`;
}

function endpointText({ state, status, disconnectionMethod }: ConferenceEndpoint): string | undefined {
  if (disconnectionMethod !== undefined) return `${status ?? 'disconnected'} (${disconnectionMethod})`;
  return status ?? (state === 'deleted' ? 'gone' : undefined);
}
