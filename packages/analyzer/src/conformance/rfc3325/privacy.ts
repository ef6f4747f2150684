import { keptText } from '../../message/kept-text.ts';
import { quoted } from '../quoted.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

const withheld: ReadonlySet<string> = new Set(['id', 'user', 'header']);

export const withheldIdentityRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-PRV-002',
    title: 'Privacy: id but identity leaks',
    level: 'security',
    severity: 'security',
    rfc: 3325,
    section: '7',
    why: 'The phone of the called shows or keeps a number that the caller wanted withheld.',
    advice:
      'Take P-Asserted-Identity out before a request with Privacy: id goes to an element that is not trusted, as a phone.',
    right: 'proxy to phone: INVITE with Privacy: id, without P-Asserted-Identity',
    wrong: 'proxy to phone: INVITE with Privacy: id and P-Asserted-Identity: <tel:+14085264000>',
    headers: ['Privacy', 'P-Asserted-Identity'],
    on: { requests: ['REGISTER', 'INVITE', 'MESSAGE'] },
    everyHop: true,
    by: endOf,
    watch: watchPhone,
  }),
];

/** The element at the edge: who registers, or who is called. */
function endOf({ method, srcIp, dstIp }: Seen): string {
  return method === 'REGISTER' ? srcIp : dstIp;
}

/** An address that registers by itself is no element of the network. */
function watchPhone(): Watch {
  let aor: string | undefined;
  let isPhone = true;
  let isTold = false;
  return ({ method, message, viaCount, sighting }): Outcome => {
    if (method === 'REGISTER') {
      const to = message.to?.uriText.slice(0, 200) ?? '';
      // Who registers several, or forwards, may be a proxy.
      if (viaCount !== 1 || sighting !== 'original' || (aor !== undefined && aor !== to)) isPhone = false;
      aor ??= keptText(to);
      return undefined;
    }
    if (aor === undefined || !isPhone || isTold) return undefined;
    const privacy = message.values('Privacy').find((one) => withheld.has(one.toLowerCase()));
    if (privacy === undefined) return undefined;
    const [asserted] = message.assertedIdentities;
    if (asserted === undefined) return 'kept';
    isTold = true;
    return {
      seen: `The ${method} goes to a phone with Privacy: ${quoted(privacy)} and with the asserted identity ${quoted(asserted.uriText)}.`,
      span: asserted.uriSpan,
    };
  };
}
