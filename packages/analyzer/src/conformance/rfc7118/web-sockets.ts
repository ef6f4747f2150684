import type { Via } from '@sipscope/parser';
import { isOnInternet } from '../internet.ts';
import { once } from '../once.ts';
import { type Rule, sourceRule } from '../rule.ts';

/** Of a message, hops that are looked at. */
const mostVias = 16;

export const webSocketRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-017',
    title: 'WebSocket SIP without TLS on public network',
    level: 'security',
    severity: 'security',
    rfc: 7118,
    section: '9',
    why: 'Everybody on the way reads the signalling, and can take over the session of the browser.',
    advice: 'Use wss:, and refuse ws: at the server.',
    right: 'Via: SIP/2.0/WSS df7jal23ls0d.invalid;received=8.8.8.8',
    wrong: 'Via: SIP/2.0/WS df7jal23ls0d.invalid;received=8.8.8.8',
    headers: ['Via'],
    on: { requests: ['REGISTER', 'INVITE', 'MESSAGE', 'SUBSCRIBE'] },
    watch: () =>
      once(({ message, transport, srcIp, dstIp }) => {
        const web = message.via.slice(0, mostVias).filter((via) => /^wss?$/i.test(via.transport));
        const clear = web.find((via) => via.transport.toUpperCase() === 'WS' && isOnInternet(addressOf(via) ?? ''));
        if (clear !== undefined)
          return {
            key: addressOf(clear) ?? '',
            fault: {
              seen: `A client at ${addressOf(clear)} speaks SIP over a WebSocket without TLS.`,
              span: message.valueSpan('Via'),
            },
          };
        if (transport === 'WS' && isOnInternet(srcIp) && isOnInternet(dstIp))
          return { key: srcIp, fault: { seen: `${srcIp} speaks SIP over a WebSocket without TLS.` } };
        return web.length > 0 || transport === 'WS' || transport === 'WSS' ? 'kept' : undefined;
      }),
  }),
];

/** Where the next hop saw the client; else what it calls itself. */
function addressOf({ received, sentBy }: Via): string | undefined {
  return (received ?? sentBy.host).replace(/^\[|\]$/g, '');
}
