import { type NameAddr, type Span, uriUser } from '@sipscope/parser';
import { isAnonymous } from '../../identity/anonymous.ts';
import { digitsOf } from '../../identity/same-party.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byCapture } from '../source-names.ts';
import type { Seen } from '../seen.ts';

/** Shorter numbers are extensions. */
const leastDigits = 7;
/** TS 23.003 §13.4B: an IMSI and its domain. */
const imsi = /^sip:\d{14,15}@ims\.mnc/i;

type Kind = { readonly what: string; readonly find: (seen: Seen) => Span | undefined };

/** What a person can be known, found or overheard by. */
const kinds: readonly Kind[] = [
  { what: 'telephone numbers', find: findNumber },
  { what: 'names of people', find: findName },
  { what: 'identities of devices (IMEI)', find: findDevice },
  { what: 'identities of subscribers (IMSI)', find: findSubscriber },
  { what: 'places of callers', find: findPlace },
  {
    what: 'texts of messages',
    find: ({ method, message }) =>
      method === 'MESSAGE' ? bodyOf(message.contentType?.essence, 'text/', message.bodySpan) : undefined,
  },
  {
    what: 'keys that were pressed',
    find: ({ method, message }) =>
      method === 'INFO' ? bodyOf(message.contentType?.essence, 'application/dtmf', message.bodySpan) : undefined,
  },
];

export const personalDataRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-014',
    title: 'Personal data in clear for export',
    level: 'security',
    severity: 'security',
    rfc: 3323,
    section: '3',
    why: 'Who gets the capture knows who called whom, from where, and what they wrote.',
    advice: 'Take such data out before the capture is given away.',
    right: 'From: "Anonymous" <sip:anonymous@anonymous.invalid>',
    wrong: 'From: "Alice Miller" <sip:+14085264000@example.com>',
    headers: ['From', 'To', 'P-Access-Network-Info', 'Geolocation'],
    on: { requests: ['INVITE', 'REGISTER', 'MESSAGE', 'INFO', 'SUBSCRIBE', 'PUBLISH'] },
    // Of the capture as a whole.
    by: byCapture,
    watch: watchKinds,
  }),
];

/** Each kind of data once. */
function watchKinds(): Watch {
  let open = kinds;
  return (seen): Outcome => {
    if (open.length === 0) return undefined;
    for (const kind of open) {
      const span = kind.find(seen);
      if (span === undefined) continue;
      open = open.filter((one) => one !== kind);
      return { seen: `The capture has ${kind.what}, first in the ${seen.method} of frame ${seen.frame}.`, span };
    }
    return 'kept';
  };
}

function findNumber({ message: { from, to } }: Seen): Span | undefined {
  const isNumber = (one: NameAddr | undefined): boolean => {
    // Most have too few digits: their URIs are not read.
    if (one === undefined || !hasDigits(one.uriText)) return false;
    if (one.uri === undefined || imsi.test(one.uriText.slice(0, 60))) return false;
    return (digitsOf(uriUser(one.uri))?.length ?? 0) >= leastDigits;
  };
  return [from, to].find(isNumber)?.uriSpan;
}

/** Whether there are as many digits before the host as a number has. */
function hasDigits(uriText: string): boolean {
  const at = uriText.lastIndexOf('@');
  const end = at < 0 ? uriText.length : at;
  let digits = 0;
  for (let index = 0; index < end && digits < leastDigits; index++) {
    const code = uriText.charCodeAt(index);
    if (code >= 0x30 && code <= 0x39) digits++;
  }
  return digits >= leastDigits;
}

function findName({ message: { from } }: Seen): Span | undefined {
  const name = from?.displayName;
  if (name === undefined || from === undefined || isAnonymous(from.uriText)) return undefined;
  // A number or an account is no name.
  return /\p{L}{2}.* \p{L}{2}/u.test(name.slice(0, 100)) ? from.uriSpan : undefined;
}

function findDevice({ message, method }: Seen): Span | undefined {
  if (method !== 'REGISTER') return undefined;
  const device = message.contacts.find(
    (one) => one !== '*' && one.instance?.toLowerCase().startsWith('urn:gsma:imei:') === true,
  );
  return device === undefined ? undefined : message.valueSpan('Contact');
}

function findSubscriber({ message: { from }, method }: Seen): Span | undefined {
  if (method !== 'REGISTER' || from === undefined) return undefined;
  return imsi.test(from.uriText.slice(0, 60)) ? from.uriSpan : undefined;
}

function findPlace({ message }: Seen): Span | undefined {
  return message.valueSpan('Geolocation') ?? message.valueSpan('P-Access-Network-Info');
}

function bodyOf(type: string | undefined, wanted: string, span: Span): Span | undefined {
  return type?.startsWith(wanted) === true && span[1] > span[0] ? span : undefined;
}
