import type { NameAddr, Via } from '@sipscope/parser';
import { parameterValue, SipUri } from '@sipscope/parser';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** `iotl-value ["." iotl-value]`, RFC 7549 §6.2: further legs may be defined. */
const leg = /^[a-z0-9-]+(?:\.[a-z0-9-]+)?$/i;
/** Of a message, values that are looked at. */
const mostValues = 16;
const fields = ['Route', 'Path', 'Service-Route', 'Via'] as const;

export const trafficLegRules: readonly Rule[] = [
  messageRule({
    id: 'IMS-016',
    title: 'received-realm or iotl malformed',
    level: 'robustness',
    severity: 'info',
    rfc: 8055,
    section: '5',
    why: 'Transit networks do not know between whom the call goes, and charge it wrong.',
    advice: 'Write iotl=homea-homeb and its like, and received-realm="operator:signature".',
    right: 'Route: <sip:scscf.home1.net;lr;iotl=visiteda-homea>',
    wrong: 'Route: <sip:scscf.home1.net;lr;iotl=visiteda_homea>',
    headers: fields,
    on: { requests: ['INVITE', 'REGISTER', 'MESSAGE', 'SUBSCRIBE'], has: fields },
    check: checkLegs,
  }),
];

function checkLegs({ message }: Seen): Outcome {
  let isAbout = false;
  const addresses = [...message.routes, ...message.values('Path'), ...message.values('Service-Route')];
  for (const address of addresses.slice(0, mostValues)) {
    const value = legOf(address);
    if (value === undefined) continue;
    isAbout = true;
    if (!leg.test(value))
      return { seen: `The traffic leg ${quoted(value)} is none of RFC 7549.`, span: address.uriSpan };
  }
  for (const via of message.via.slice(0, mostValues)) {
    const realm = realmOf(via);
    if (realm === undefined) continue;
    isAbout = true;
    if (!/^[^:\s]{1,200}:[\w-]{1,4096}\.\.[\w-]{1,4096}$/.test(realm))
      return {
        seen: `The received-realm ${quoted(realm)} is no operator, a colon and a signature.`,
        span: message.valueSpan('Via'),
      };
  }
  return isAbout ? 'kept' : undefined;
}

function legOf({ uriText, uri }: NameAddr): string | undefined {
  return /;iotl=/i.test(uriText) && uri instanceof SipUri ? uri.param('iotl') : undefined;
}

function realmOf({ params }: Via): string | undefined {
  return parameterValue(params, 'received-realm');
}
