import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

const webSocket: ReadonlySet<string> = new Set(['WS', 'WSS']);

export const viaTransportRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-TRP-007',
    title: 'Via of a request over WebSocket names another transport',
    level: 'must',
    severity: 'error',
    rfc: 7118,
    section: '5.1',
    why: 'The server sends responses by what Via says, and does not reach the browser.',
    advice: 'Write WS or WSS as the transport of Via.',
    right: 'Via: SIP/2.0/WSS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks',
    wrong: 'Via: SIP/2.0/TCP 192.0.2.1;branch=z9hG4bK56sdasks',
    abnf: 'transport',
    headers: ['Via'],
    on: { requests: 'any', has: ['Via'] },
    check({ message, transport }) {
      if (!webSocket.has(transport)) return undefined;
      const via = message.topVia;
      if (via === undefined) return undefined;
      if (webSocket.has(via.transport.toUpperCase())) return 'kept';
      return { seen: `The topmost Via says ${quoted(via.transport)}.`, span: message.valueSpan('Via') };
    },
  }),
];
