import { quoted } from '../quoted.ts';
import { type Fault, messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { uriUser } from '@sipscope/parser';
import { isAnonymous } from '../../identity/anonymous.ts';
import { isSameNumber, uriDigits } from '../../identity/same-party.ts';
import { keptText } from '../../message/kept-text.ts';
import { once } from '../once.ts';

const fields = ['P-Asserted-Identity', 'P-Preferred-Identity'] as const;

export const assertedIdentityRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-PAI-001',
    title: 'P-Asserted-Identity has wrong number or type of values',
    level: 'must',
    severity: 'error',
    rfc: 3325,
    section: '9.1',
    why: 'Receivers take the first, the last or none of them for the caller: who is shown and who is billed may be wrong.',
    advice: 'Assert one sip, sips or tel URI, or one SIP URI and one tel URI.',
    right: 'P-Asserted-Identity: <sip:+14085264000@example.com>, <tel:+14085264000>',
    wrong: 'P-Asserted-Identity: <sip:alice@example.com>, <sip:+14085264000@example.com>',
    abnf: 'PAssertedID',
    headers: ['P-Asserted-Identity'],
    on: { requests: 'any', responses: 'any', has: ['P-Asserted-Identity'] },
    check({ message }) {
      const values = message.assertedIdentities;
      if (values.length === 0) return undefined;
      const other = values.find(({ uri }) => uri?.kind !== 'sip' && uri?.kind !== 'tel');
      if (other !== undefined)
        return {
          seen: `The asserted identity ${quoted(other.uriText)} is no sip, sips or tel URI.`,
          span: other.uriSpan,
        };
      const span = message.valueSpan('P-Asserted-Identity');
      if (values.length > 2) return { seen: `There are ${values.length} asserted identities.`, span };
      const tels = values.filter(({ uri }) => uri?.kind === 'tel').length;
      if (values.length < 2 || tels === 1) return 'kept';
      return { seen: `Both asserted identities are ${tels === 2 ? 'tel URIs' : 'SIP URIs'}.`, span };
    },
  }),
  sourceRule({
    id: 'SIP-PAI-002',
    title: 'P-Asserted-Identity received from an untrusted user agent',
    level: 'security',
    severity: 'security',
    rfc: 3325,
    section: '6',
    why: 'Whoever believes it shows and bills a caller that only the caller says he is.',
    advice:
      'Let phones send P-Preferred-Identity, take out what they assert, and take out P-Preferred-Identity before a request is forwarded.',
    right: 'phone: P-Preferred-Identity; proxy: P-Asserted-Identity',
    wrong: 'phone: P-Asserted-Identity',
    headers: fields,
    on: { requests: ['REGISTER', 'INVITE', 'MESSAGE', 'SUBSCRIBE', 'REFER', 'PUBLISH'] },
    everyHop: true,
    watch: watchUserAgent,
  }),
  messageRule({
    id: 'SIP-PAI-003',
    title: 'PAI or PPI in ACK or CANCEL',
    level: 'must',
    severity: 'error',
    rfc: 5876,
    section: '3.2',
    why: 'These requests cannot be challenged, so nobody can have verified the identity: it is ignored, or the message refused.',
    advice: 'Leave P-Asserted-Identity and P-Preferred-Identity out of ACK and CANCEL.',
    right: 'ACK without P-Asserted-Identity',
    wrong: 'ACK with P-Asserted-Identity: <sip:alice@example.com>',
    headers: fields,
    on: { requests: ['ACK', 'CANCEL'] },
    check({ message, method }) {
      const field = fields.find((name) => message.valueSpan(name) !== undefined);
      if (field === undefined) return 'kept';
      return { seen: `The ${method} has a ${field}.`, span: message.valueSpan(field) };
    },
  }),
  sourceRule({
    id: 'SIP-PAI-004',
    title: 'Asserted identity differs from From',
    level: 'info',
    severity: 'info',
    rfc: 3325,
    section: '5',
    why: 'Some phones show the one, some the other: that may be why a caller is shown wrong.',
    advice: 'Look at what the called network shows: what the network asserts, or what the caller writes in From.',
    right: 'From: <sip:+14085264000@example.com> with P-Asserted-Identity: <tel:+14085264000>',
    wrong: 'From: <sip:alice@example.com> with P-Asserted-Identity: <tel:+14085264000>',
    headers: ['From', 'P-Asserted-Identity'],
    on: { requests: ['INVITE'], has: ['P-Asserted-Identity'] },
    watch: () => once(compareWithFrom),
  }),
];

function compareWithFrom({ message }: Seen): ReturnType<Parameters<typeof once>[0]> {
  const { from, assertedIdentities, to } = message;
  const [asserted] = assertedIdentities;
  // Who wants to be unknown says nothing in From.
  if (from === undefined || asserted === undefined || to?.tag !== undefined || isAnonymous(from.uriText))
    return undefined;
  const one = uriDigits(from.uri);
  const user = from.uri === undefined ? undefined : uriUser(from.uri);
  const isSame = assertedIdentities.some(({ uri }) => {
    const other = uriDigits(uri);
    if (one !== undefined && other !== undefined) return isSameNumber(one, other);
    return uri !== undefined && uriUser(uri) === user;
  });
  if (isSame) return 'kept';
  const seen = `The caller is ${quoted(from.uriText)} by From, and ${quoted(asserted.uriText)} as the network asserts.`;
  return { key: `${from.uriText} ${asserted.uriText}`, fault: { seen, span: asserted.uriSpan } };
}

/** An address that registers one address-of-record, and calls as that, is a phone. */
function watchUserAgent(): Watch {
  let registered: string | undefined;
  let isPhone = true;
  let isTold = false;
  return (seen): Outcome => {
    if (isTold) return undefined;
    const { message, method, viaCount, sighting } = seen;
    const preferred = message.valueSpan('P-Preferred-Identity');
    if (preferred !== undefined && viaCount > 1) {
      isTold = true;
      return { seen: `The ${method} was forwarded with the P-Preferred-Identity of the user.`, span: preferred };
    }
    if (viaCount !== 1 || sighting !== 'original') return undefined;
    const user = userOf(method === 'REGISTER' ? message.to?.uriText : message.from?.uriText);
    if (method === 'REGISTER') {
      if (registered !== undefined && registered !== user) isPhone = false;
      registered ??= keptText(user);
      return undefined;
    }
    if (registered === undefined || !isPhone || user !== registered) return undefined;
    const fault = assertionOf(seen);
    isTold = fault !== undefined;
    return fault ?? 'kept';
  };
}

function assertionOf({ message, method }: Seen): Fault | undefined {
  const [asserted] = message.assertedIdentities;
  if (asserted === undefined) return undefined;
  return {
    seen: `The ${method} comes from a phone that registers here, and asserts the identity ${quoted(asserted.uriText)}.`,
    span: asserted.uriSpan,
  };
}

/** Without scheme and parameters. */
function userOf(uriText: string | undefined): string {
  return (
    (uriText ?? '')
      .replace(/^sips?:/i, '')
      .split(';', 1)[0]
      ?.slice(0, 200)
      .toLowerCase() ?? ''
  );
}
