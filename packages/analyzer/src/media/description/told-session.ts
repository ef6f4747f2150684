import type { PartyRecord, SessionRecord } from '../session-record.ts';
import type { MediaSession, Party } from './media-session.ts';

/** What is told of a session as it stands. */
export function sessionRecord({ callId, parties }: MediaSession, timeNs: number, frame: number): SessionRecord {
  const heard = parties.filter(({ current, offered }) => current.length + offered.length > 0);
  return { state: 'described', callId, timeNs, frame, parties: heard.map(partyRecord) };
}

/** Until an offer is answered, either of what holds and what is offered may be so. */
function partyRecord({ tag, current, offered }: Party): PartyRecord {
  const all = [...current, ...offered];
  const endpoints = new Set(
    all.flatMap(({ places }) => places.filter(({ isRtcp }) => !isRtcp).map((one) => one.endpoint)),
  );
  const [endpoint] = endpoints;
  return {
    tag,
    sends: all.every(({ audio }) => audio.sends),
    receives: all.every(({ audio }) => audio.receives),
    ...(endpoints.size === 1 && endpoint !== undefined ? { endpoint } : {}),
  };
}
