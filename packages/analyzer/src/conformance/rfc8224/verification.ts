import { reasonOf } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { passportsIn } from './passports.ts';

/** What the responses of RFC 8224 §6.2.2 mean. */
const meanings: ReadonlyMap<number, string> = new Map([
  [403, 'the Date or the PASSporT is too old'],
  [428, 'there is no Identity, and one is demanded'],
  [436, 'the certificate could not be fetched from where info says'],
  [437, 'the certificate is not one the verifier trusts'],
  [438, 'the signature does not fit the message'],
]);

export const verificationRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-IDY-007',
    title: 'STIR verification failure code seen',
    level: 'info',
    severity: 'info',
    rfc: 8224,
    section: '6.2.2',
    why: 'The called network refuses calls whose caller it cannot verify.',
    advice:
      'Look at the Identity of the request: its age, its certificate, and what it says beside what the message says.',
    right: 'INVITE with a fresh Identity, 180',
    wrong: 'INVITE, 438 Invalid Identity Header',
    headers: ['Identity', 'Date'],
    check({ request, final }) {
      if (final === undefined || final.status < 400) return undefined;
      const meaning = meanings.get(final.status);
      if (meaning === undefined) return 'kept';
      const { startLine } = final.message;
      const reason = startLine?.kind === 'response' ? startLine.reason : '';
      // A 403 means many things.
      if (final.status === 403 && !/stale date/i.test(reason)) return 'kept';
      return {
        seen: `The ${final.name} ${quoted(reason.slice(0, 60) || (reasonOf(final.status) ?? ''))} says that ${meaning}${claimOf(request)}.`,
        at: final,
        ...(request === undefined ? {} : { evidence: [request] }),
      };
    },
  }),
  messageRule({
    id: 'SIP-IDY-008',
    title: 'Deprecated Identity-Info in use',
    level: 'security',
    severity: 'security',
    rfc: 4474,
    section: '9',
    why: 'RFC 8224 replaced what it belongs to: nobody verifies it any more.',
    advice: 'Sign by RFC 8224: the URI of the certificate stands in the info of Identity.',
    right: 'Identity: eyJ0eXAi….eyJkZXN0….rq3pjT1…;info=<https://cert.example.org/passport.cer>',
    wrong: 'Identity-Info: <https://example.org/cert.cer>;alg=rsa-sha1',
    headers: ['Identity', 'Identity-Info'],
    on: { requests: 'any', has: ['Identity', 'Identity-Info'] },
    check({ message }) {
      const span = message.valueSpan('Identity-Info');
      return span === undefined ? 'kept' : { seen: 'The request is signed as in RFC 4474, with Identity-Info.', span };
    },
  }),
];

/** What the PASSporT of the request claims. */
function claimOf(request: Seen | undefined): string {
  const [first] = request === undefined ? [] : passportsIn(request);
  const payload = first?.passport?.payload;
  if (first === undefined || payload === undefined) return '';
  const kind = first.ppt === undefined ? 'PASSporT' : `PASSporT (${first.ppt.slice(0, 20)})`;
  const attest = payload.attest === undefined ? '' : `, attestation ${payload.attest.slice(0, 20)}`;
  const orig = payload.orig === undefined ? '' : ` of ${quoted([...payload.orig.tn, ...payload.orig.uri][0] ?? '')}`;
  return `: its ${kind} is${orig}${attest}, signed ${payload.iat ?? 'at an unknown time'}`;
}
