import { SipUri, TelUri, type Uri } from '@sipscope/parser';
import { phoneNumber } from '../message/phone-number.ts';

/** Fewer digits than these at the end of a longer number do not make it the same number: extensions are short. */
const leastSharedDigits = 7;

/** A telephone number as PASSporTs write it: without `+` and separators (RFC 8224 §8.3); `undefined` where the user part is no number. */
export function digitsOf(user: string | undefined): string | undefined {
  const number = phoneNumber(user);
  return number?.startsWith('+') === true ? number.slice(1) : number;
}

/** The number that a URI is of, without `+`. */
export function uriDigits(uri: Uri | undefined): string | undefined {
  if (uri instanceof TelUri) return digitsOf(uri.number);
  return uri instanceof SipUri ? digitsOf(uri.user) : undefined;
}

/** Whether two numbers may be one: alike, or one with the country's prefix that the other does without. */
export function isSameNumber(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  // A national number may begin with the 0 that its international form leaves out.
  const national = short.replace(/^0{1,2}/, '');
  return national.length >= leastSharedDigits && long.endsWith(national);
}

/** Whether two URIs name one user at one host, whatever their parameters say. */
export function isSameUser(one: Uri | undefined, other: Uri | undefined): boolean {
  if (!(one instanceof SipUri) || !(other instanceof SipUri)) return one?.text === other?.text;
  return one.user === other.user && one.host.toLowerCase() === other.host.toLowerCase();
}
