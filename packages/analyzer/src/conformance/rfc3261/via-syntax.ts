import { diagnosticRule } from '../diagnostic-rules.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type MessageRule, type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { textFaultOf } from '../text-fault.ts';
import { once } from '../once.ts';

const withVia = { requests: 'any', responses: 'any', has: ['Via'] } as const;

/** Rules of the text of Via. */
export const viaSyntaxRules: readonly Rule[] = [
  viaRule(),
  diagnosticRule({
    id: 'SIP-VIA-001',
    title: 'Via is not of SIP/2.0',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    why: 'Elements cannot know how to send a response that way, and refuse or drop the message.',
    advice: 'Begin every Via value with SIP/2.0 and the transport.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9',
    wrong: 'Via: SIP/1.0/UDP 192.0.2.1;branch=z9hG4bK74bf9',
    abnf: 'sent-protocol',
    headers: ['Via'],
    on: withVia,
    codes: ['via-protocol'],
  }),
  messageRule({
    id: 'SIP-VIA-003',
    title: 'Via without branch',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    why: 'Elements take the sender for one of RFC 2543, and match its transactions by other fields, less surely.',
    advice: 'Send a branch in every Via, another for every transaction, that begins with z9hG4bK.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.1',
    abnf: 'via-branch',
    headers: ['Via'],
    on: { requests: 'any', has: ['Via'] },
    check({ message }) {
      const { topVia } = message;
      if (topVia === undefined) return undefined;
      if (topVia.branch !== undefined) return 'kept';
      return { seen: `The Via of ${quoted(topVia.sentBy.text)} has no branch.`, span: message.valueSpan('Via') };
    },
  }),
  sourceRule({
    id: 'SIP-SYN-035',
    title: 'How an IPv6 address stands in received',
    level: 'info',
    severity: 'info',
    rfc: 5118,
    section: '4.5',
    why: 'The grammar has no brackets there, and many elements write them: older ones read one of the two forms only.',
    advice: 'Read both forms, and write the address without brackets.',
    right: 'Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bK1',
    wrong: 'Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bK1',
    abnf: 'via-received',
    headers: ['Via'],
    on: withVia,
    watch: () => once(receivedForm),
  }),
];

function receivedForm({ message }: Seen): ReturnType<Parameters<typeof once>[0]> {
  const received = message.topVia?.received;
  if (received === undefined || !received.includes(':')) return undefined;
  if (!received.startsWith('[')) return 'kept';
  const fault = { seen: `The address stands in brackets: received=${received}.`, span: message.valueSpan('Via') };
  return { key: '', fault };
}

function viaRule(): MessageRule {
  const told = diagnosticRule({
    id: 'SIP-SYN-041',
    title: 'Via cannot be read',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '20.42',
    why: 'Responses take their way back from it: they are lost, or the request is refused.',
    advice: 'Send SIP/2.0 and the transport, a blank, host and port, and parameters behind semicolons.',
    right: 'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK74bf9',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.1:65536;branch=z9hG4bK74bf9',
    abnf: 'via-parm',
    headers: ['Via'],
    on: withVia,
    codes: [
      'via-syntax',
      'via-ttl',
      'via-rport',
      'via-received',
      'via-branch',
      'host-name',
      'host-underscore',
      'host-ipv4',
      'host-ipv6',
      'host-ipv6-three-colons',
      'host-ipv6-zone',
      'port-range',
      'parameter-syntax',
      'parameter-value',
      'parameter-form',
      'parameter-quotes',
    ],
    takes: (diagnostic, seen) => textFaultOf(diagnostic, seen) === 'via',
  });
  return {
    ...told,
    check(seen) {
      const found = told.check(seen);
      return found === 'kept' ? checkPort(seen) : found;
    },
  };
}

/** Port 0 is a number, but nothing can be sent there. */
function checkPort({ message }: Seen): Outcome {
  if (message.topVia?.sentBy.port !== 0) return 'kept';
  return { seen: `The Via ${quoted(message.topVia.sentBy.text)} has port 0.`, span: message.valueSpan('Via') };
}
