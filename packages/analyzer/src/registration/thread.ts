import type { CapturedMessage } from '../message/captured-message.ts';
import { withOneMore } from '../message/compact-list.ts';
import { beginRound, leave } from './follow-attempt.ts';
import { cut, type RegisterContacts } from './register-contact.ts';
import { type Registration, Round, Thread } from './registration.ts';

/** So many Call-IDs of a registration are followed, and told. */
const maxThreads = 8;
const maxCallIds = 16;

/** A message of the registration, or a copy of one. */
export function note(registration: Registration, { timeNs, frame }: CapturedMessage, isRepeated: boolean): void {
  registration.lastNs = Math.max(registration.lastNs, timeNs);
  registration.frames.add(frame);
  if (isRepeated) registration.retransmissions++;
}

/** By Call-ID. The oldest of too many is followed no more. */
export function threadOf(registration: Registration, message: CapturedMessage): Thread {
  const known = registration.threads.find(({ callId }) => callId === message.callId);
  if (known !== undefined) return known;
  const thread = new Thread(message.callId);
  const [oldest] = registration.threads;
  if (oldest !== undefined && registration.threads.length >= maxThreads) leave(registration, oldest, message.timeNs);
  registration.threads = withOneMore(registration.threads.slice(1 - maxThreads), thread);
  registration.callIdCount++;
  if (registration.callIds.length < maxCallIds)
    registration.callIds = withOneMore(registration.callIds, cut(message.callIdText()));
  return thread;
}

/** A REGISTER that was not captured. Its contacts are taken to be the only one that is listed. */
export function beginUnseen(
  registration: Registration,
  thread: Thread,
  { cseq, viaCount, timeNs, frame }: CapturedMessage,
  listed: RegisterContacts,
): void {
  const contacts = listed.contacts.length === 1 ? listed : { ...listed, contacts: [] };
  const round = new Round(cseq, -1, viaCount, timeNs, contacts, -1);
  beginRound(registration, thread, round, { hasCredentials: false, frame });
}
