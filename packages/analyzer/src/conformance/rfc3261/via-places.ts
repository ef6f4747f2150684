import { bareHost, isInnerAddress } from '../hosts.ts';
import { quoted } from '../quoted.ts';
import { type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { once } from '../once.ts';

const withVia = { requests: 'any', has: ['Via'] } as const;

/** Rules of what the topmost Via says of its sender, and of what the packets show. */
export const viaPlaceRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-VIA-014',
    title: 'Via names another transport than the request came by',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '18.1.1',
    why: 'Responses may be sent over the transport that the Via names, where nobody listens; a load balancer that ends TLS writes so too.',
    advice: 'Name the transport by which the request is sent.',
    right: 'Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK1 over TCP',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1 over TCP',
    abnf: 'transport',
    headers: ['Via'],
    on: withVia,
    isKept: ({ message, transport }) => message.topVia?.transport === transport,
    watch: () => once(transportOf),
  }),
  sourceRule({
    id: 'SIP-VIA-015',
    title: 'Via with an inner address on a public way',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '18.1.1',
    why: 'The client stands behind a NAT and does not know its address there; without rport responses may not reach it.',
    advice: 'Ask for rport, and keep the binding of the NAT open.',
    right: 'Via: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK1 from 198.51.100.7',
    wrong: 'Via: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK1 from 198.51.100.7',
    abnf: 'sent-by',
    headers: ['Via'],
    on: withVia,
    by: ({ srcIp }) => (isInnerAddress(srcIp) ? undefined : srcIp),
    watch: () => once(innerSender),
  }),
];

type Found = ReturnType<Parameters<typeof once>[0]>;

function transportOf({ message, transport }: Seen): Found {
  const via = message.topVia;
  if (via === undefined) return undefined;
  const named = via.transport.toUpperCase();
  if (named === transport || (named === 'TLS-SCTP' && transport === 'SCTP')) return 'kept';
  return {
    key: `${named} ${transport}`,
    fault: {
      seen: `The topmost Via names ${quoted(via.transport)}; the request came over ${transport}.`,
      span: message.valueSpan('Via'),
    },
  };
}

function innerSender({ message, srcIp }: Seen): Found {
  const via = message.topVia;
  if (via === undefined || isInnerAddress(srcIp)) return undefined;
  if (!isInnerAddress(via.sentBy.host)) return 'kept';
  const asks = via.params.some(({ name }) => name.toLowerCase() === 'rport')
    ? 'rport is asked for'
    : 'no rport is asked for';
  return {
    key: bareHost(via.sentBy.host),
    fault: {
      seen: `The Via is of ${quoted(via.sentBy.text)}, the packet of ${srcIp}; ${asks}.`,
      span: message.valueSpan('Via'),
    },
  };
}
