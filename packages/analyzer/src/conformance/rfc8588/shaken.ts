import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';
import { ofEach, passportsIn, type PlacedPassport } from '../rfc8224/passports.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const shakenRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-IDY-005',
    title: 'SHAKEN claims missing or wrong',
    level: 'must',
    severity: 'error',
    rfc: 8588,
    section: '4',
    why: 'The call counts as not attested: the called phone shows it as unverified or as spam.',
    advice:
      'Sign in full form, with attest A, B or C, a UUID as origid, a list of numbers as dest.tn and a number as iat.',
    right:
      '{"attest":"A","dest":{"tn":["12155551213"]},"iat":1443208345,"orig":{"tn":"12155551212"},"origid":"123e4567-e89b-12d3-a456-426655440000"}',
    wrong: '{"attest":"A","dest":{"tn":["12155551213"]},"iat":"1443208345","orig":{"tn":"12155551212"}}',
    headers: ['Identity'],
    on: { requests: 'any', has: ['Identity'] },
    check: (seen) =>
      ofEach(passportsIn(seen), (one) => {
        if (one.ppt !== 'shaken') return undefined;
        const why = one.identity.isCompact ? 'stands in compact form, which is not for it' : whyWrong(one);
        if (why === undefined) return one.passport?.payload === undefined ? undefined : 'kept';
        return { seen: `The PASSporT of shaken ${why}.`, span: one.span };
      }),
  }),
];

function whyWrong({ passport }: PlacedPassport): string | undefined {
  const payload = passport?.payload;
  if (payload === undefined) return undefined;
  const { attest, origid, all } = payload;
  if (attest === undefined) return 'has no attest';
  if (attest !== 'A' && attest !== 'B' && attest !== 'C')
    return `has the attest ${quoted(attest)}, which is none of A, B, C`;
  if (origid === undefined) return 'has no origid';
  if (!uuid.test(origid)) return `has the origid ${quoted(origid)}, which is no UUID`;
  const dest = all.get('dest');
  if (typeof dest === 'object' && dest !== null && 'tn' in dest && !Array.isArray(dest.tn))
    return 'has a dest.tn that is no list';
  return typeof all.get('iat') === 'number' ? undefined : 'has an iat that is no number';
}
