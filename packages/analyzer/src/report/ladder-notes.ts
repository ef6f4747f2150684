import type { SipMessage } from '@sipscope/parser';
import type { MessageRow } from '../rows.ts';
import { reasonText } from '../story/setup.ts';

/** So many are told of one arrow: what stands on it is read at a glance. */
const mostNotes = 3;
const longestNote = 80;

/** Requests that may say why they are sent, or whom they ask for. */
const tellingRequests: ReadonlySet<string> = new Set(['BYE', 'CANCEL', 'REFER', 'INVITE']);

/** Whether a message may have more to tell than its row: it is read for that. */
export function mayHaveNotes({ method = '', status }: MessageRow): boolean {
  return status === undefined ? tellingRequests.has(method) : status >= 300;
}

/**
 * What else matters in a message, as briefly as it stands on an arrow: why (Reason, RFC 3326), when to try again (Retry-After), where to (the Contact of a redirection, RFC 3261
 * §21.3; Refer-To, RFC 3515), what it takes the place of (Replaces, RFC 3891), the least that is accepted (Min-Expires, Min-SE).
 */
export function notesOf(row: MessageRow, parsed: SipMessage | undefined): readonly string[] {
  if (parsed === undefined || !mayHaveNotes(row)) return [];
  const notes = row.status === undefined ? requestNotes(row, parsed) : refusalNotes(row.status, parsed);
  return [...notes, ...reasonNotes(parsed)].slice(0, mostNotes).map(cut);
}

function requestNotes({ method }: MessageRow, { referTo, replaces }: SipMessage): readonly string[] {
  return [
    ...(method === 'REFER' && referTo !== undefined ? [`to ${referTo.uriText}`] : []),
    ...(method === 'INVITE' && replaces !== undefined ? [`replaces ${replaces.callId}`] : []),
  ];
}

function refusalNotes(status: number, { contacts, retryAfter, minExpires, minSe }: SipMessage): readonly string[] {
  const contact = contacts.find((one) => one !== '*');
  return [
    ...(status < 400 && contact !== undefined ? [`to ${contact.uriText}`] : []),
    ...(retryAfter === undefined ? [] : [`Retry-After ${retryAfter.seconds}`]),
    ...(status === 423 && minExpires !== undefined ? [`Min-Expires ${minExpires}`] : []),
    ...(status === 422 && minSe !== undefined ? [`Min-SE ${minSe.seconds}`] : []),
  ];
}

function reasonNotes({ reason }: SipMessage): readonly string[] {
  return reason.slice(0, 1).map(reasonText);
}

function cut(note: string): string {
  return note.length <= longestNote ? note : `${note.slice(0, longestNote - 1)}…`;
}
