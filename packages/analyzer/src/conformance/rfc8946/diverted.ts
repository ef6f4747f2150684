import type { PassportParty } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';
import { ofEach, passportsIn, type PlacedPassport } from '../rfc8224/passports.ts';

const kept = '';

export const divertedRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-IDY-006',
    title: 'div PASSporT chain broken',
    level: 'must',
    severity: 'error',
    rfc: 8946,
    section: '3',
    why: 'The verifier cannot follow how the call came from the number that was signed to the one that is called: a forwarded call loses its attestation.',
    advice:
      'Put the earlier dest into div, copy orig, sign in full form, and leave the PASSporTs that came in the message.',
    right: 'a PASSporT with dest 12155551213, and one of div with div 12155551213 and dest 12155551214',
    wrong: 'a PASSporT with dest 12155551213, and one of div with div 12155559999',
    headers: ['Identity'],
    on: { requests: 'any', has: ['Identity'] },
    check(seen) {
      const all = passportsIn(seen);
      return ofEach(all, (one) => {
        if (one.ppt !== 'div') return undefined;
        const why = one.identity.isCompact ? 'stands in compact form, which is not for it' : whyBroken(one, all);
        if (why === undefined) return undefined;
        return why === kept ? 'kept' : { seen: `The PASSporT of div ${why}.`, span: one.span };
      });
    },
  }),
];

/** `kept` of a whole chain; undefined where it cannot be told. */
function whyBroken(one: PlacedPassport, all: readonly PlacedPassport[]): string | undefined {
  const payload = one.passport?.payload;
  if (payload === undefined) return undefined;
  const { div, orig } = payload;
  if (!payload.all.has('div')) return 'does not say whose call was diverted: it has no div';
  if (payload.all.has('opt')) return 'has an opt, which is for div-o alone';
  const others = all.filter((other) => other !== one).flatMap(({ passport }) => passport?.payload ?? []);
  // Earlier ones may be in compact form, or were taken out on the way.
  if (div === undefined || others.length === 0 || others.length < all.length - 1) return undefined;
  const diverting = [...div.tn, ...div.uri];
  const before = others.filter(
    ({ dest }) => dest !== undefined && [...dest.tn, ...dest.uri].some((to) => diverting.includes(to)),
  );
  if (before.length === 0)
    return `says that ${quoted(diverting[0] ?? '')} diverted the call, to which no other PASSporT leads`;
  if (before.some((other) => isSame(other.orig, orig))) return kept;
  return 'has another orig than the PASSporT before it';
}

function isSame(one: PassportParty | undefined, other: PassportParty | undefined): boolean {
  return JSON.stringify([one?.tn, one?.uri]) === JSON.stringify([other?.tn, other?.uri]);
}
