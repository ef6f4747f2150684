import { ByteInterner } from './byte-interner.ts';

/** The methods reconstruction knows, in the order of their numbers; others get the next ones as they are seen. */
const knownMethods = [
  'INVITE',
  'ACK',
  'BYE',
  'CANCEL',
  'REGISTER',
  'OPTIONS',
  'PRACK',
  'SUBSCRIBE',
  'NOTIFY',
  'PUBLISH',
  'INFO',
  'REFER',
  'MESSAGE',
  'UPDATE',
] as const;

/** Numbers of the methods that the state machines name; compared on every message. */
export const method = {
  invite: 1,
  ack: 2,
  bye: 3,
  cancel: 4,
  register: 5,
  options: 6,
  prack: 7,
  subscribe: 8,
  notify: 9,
  publish: 10,
  info: 11,
  refer: 12,
  message: 13,
  update: 14,
} as const;

/** Method names as numbers: those of `method` first. Names are case-sensitive (RFC 3261 §7.1). */
export function methodNames(): ByteInterner {
  const names = new ByteInterner();
  for (const name of knownMethods) names.internText(name);
  return names;
}
