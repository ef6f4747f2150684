import { uriUser } from '@sipscope/parser';
import { isAnonymous } from '../../identity/anonymous.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

const anonymousUri = 'sip:anonymous@anonymous.invalid';
/** Requests by which somebody begins to speak with somebody. */
const beginning = ['INVITE', 'MESSAGE', 'SUBSCRIBE', 'REFER', 'PUBLISH'];

export const privacyRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-PRV-001',
    title: 'Privacy combines none with other values',
    level: 'must',
    severity: 'error',
    rfc: 3323,
    section: '4.2',
    why: 'What is to be hidden is not defined then: one element hides the caller, another shows him.',
    advice: 'Write none alone, each other value once, and critical only behind another.',
    right: 'Privacy: id;critical',
    wrong: 'Privacy: none;id',
    abnf: 'Privacy-hdr',
    headers: ['Privacy'],
    on: { requests: 'any', responses: 'any', has: ['Privacy'] },
    check({ message }) {
      const values = message.values('Privacy').map((one) => one.toLowerCase());
      if (values.length === 0) return undefined;
      const span = message.valueSpan('Privacy');
      const text = quoted(values.join(';'));
      if (values.length > 1 && values.includes('none'))
        return { seen: `The Privacy ${text} has none together with another value.`, span };
      if (new Set(values).size < values.length) return { seen: `The Privacy ${text} has a value twice.`, span };
      if (values.every((one) => one === 'critical'))
        return { seen: 'The Privacy is critical, and says nothing of what is to be hidden.', span };
      return 'kept';
    },
  }),
  messageRule({
    id: 'SIP-PRV-003',
    title: 'Anonymous From malformed',
    level: 'should',
    severity: 'warning',
    rfc: 3323,
    section: '4.1.1.3',
    why: 'Networks take the caller for a user of that name, or show the URI to the called.',
    advice: `Write From: "Anonymous" <${anonymousUri}>;tag=… of a caller who is not to be known.`,
    right: `From: "Anonymous" <${anonymousUri}>;tag=1928301774`,
    wrong: 'From: "Anonymous" <sip:anonymous@192.0.2.1>;tag=1928301774',
    headers: ['From'],
    on: { requests: beginning },
    check({ message }) {
      const { from } = message;
      if (from?.displayName?.toLowerCase() !== 'anonymous') return undefined;
      const { uri } = from;
      const isSip = uri?.kind === 'sip';
      const isNobody = isSip && (uriUser(uri)?.toLowerCase() ?? 'anonymous') === 'anonymous';
      // Who signs an identity keeps the domain, which vouches for it (RFC 8224 §7.1).
      if (isNobody && message.valueSpan('Identity') !== undefined) return undefined;
      if (isNobody && uri.host.toLowerCase() === 'anonymous.invalid') return 'kept';
      return {
        seen: `The caller is called "Anonymous", and the URI is ${quoted(from.uriText)} in the place of ${anonymousUri}.`,
        span: from.uriSpan,
      };
    },
  }),
  exchangeRule({
    id: 'SIP-PRV-004',
    title: '433 Anonymity Disallowed: what made the caller anonymous',
    level: 'info',
    severity: 'info',
    rfc: 5079,
    section: '5',
    why: 'The called takes no calls of callers who do not say who they are.',
    advice: 'Call again without hiding the number, if that is wanted.',
    right: 'INVITE with From: "Alice" <sip:alice@example.com>',
    wrong: `INVITE with From: "Anonymous" <${anonymousUri}>, 433 Anonymity Disallowed`,
    headers: ['From', 'Privacy'],
    check({ request, final }) {
      if (request === undefined || final === undefined || final.status < 400) return undefined;
      if (final.status !== 433) return 'kept';
      return {
        seen: `The ${final.name} refuses a caller who is anonymous: ${whyAnonymous(request)}.`,
        at: final,
        evidence: [request],
      };
    },
  }),
];

function whyAnonymous({ message }: Seen): string {
  const { from } = message;
  const privacy = message.values('Privacy').filter((one) => one.toLowerCase() !== 'none');
  const reasons = [
    ...(from !== undefined && isAnonymous(from.uriText) ? [`its From is ${quoted(from.uriText)}`] : []),
    ...(privacy.length > 0 ? [`it has Privacy: ${quoted(privacy.join(';'))}`] : []),
  ];
  return reasons.length === 0 ? 'nothing in the request says so here' : reasons.join(', ');
}
