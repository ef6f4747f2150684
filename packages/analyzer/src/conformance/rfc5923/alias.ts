import { caseRule, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

export const aliasRules: readonly Rule[] = [
  caseRule('dialog', {
    id: 'SIP-OUT-008',
    title: 'New connection, though the other side offered its own',
    level: 'robustness',
    severity: 'info',
    rfc: 5923,
    section: '5',
    why: 'A firewall or NAT lets through the connection that is there, and not a new one: requests the other way fail.',
    advice:
      'Send requests back over the connection whose Via has alias, where both sides have authenticated each other.',
    right: 'INVITE Via: …;alias … BYE over the same connection',
    wrong: 'INVITE Via: …;alias … BYE over a new connection',
    headers: ['Via'],
    check({ exchanges, elsewhere, isBeginSeen }) {
      const invite = exchanges[0]?.request;
      if (!isBeginSeen || invite === undefined || (invite.transport !== 'TCP' && invite.transport !== 'TLS'))
        return undefined;
      if (invite.message.topVia?.alias !== true) return undefined;
      const back = [...exchanges, ...elsewhere]
        .flatMap(({ request }) => request ?? [])
        .filter((seen) => isBack(seen, invite));
      const other = back.find(({ dstPort, srcPort }) => dstPort !== invite.srcPort || srcPort !== invite.dstPort);
      if (other === undefined) return back.length > 0 ? 'kept' : undefined;
      return {
        seen: `The ${other.method} came over a connection to port ${other.dstPort}, and the Via of the ${invite.method} offers that from port ${invite.srcPort}.`,
        at: other,
        evidence: [invite],
      };
    },
  }),
];

/** From whom it was sent to, to whom it came from. */
function isBack(seen: Seen, invite: Seen): boolean {
  return seen.srcIp === invite.dstIp && seen.dstIp === invite.srcIp && seen.transport === invite.transport;
}
