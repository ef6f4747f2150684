import type { Exchange } from '../exchange.ts';
import { exchangeRule, type Fault, type Rule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { hasToken } from '../told.ts';

export const earlyDialogTerminatedRules: readonly Rule[] = [
  exchangeRule({
    id: 'SIP-199-001',
    title: '199 that the caller did not ask for, or that says too little',
    level: 'must',
    severity: 'error',
    rfc: 6228,
    section: '5',
    why: 'The caller cannot tell which early dialog is over and why, and keeps what it holds for it.',
    advice:
      'Send 199 only to an INVITE with Supported: 199, with the To tag of the early dialog and a Reason with the response code that ended it.',
    right: 'SIP/2.0 199 Early Dialog Terminated\nTo: <sip:bob@example.com>;tag=2\nReason: SIP;cause=404',
    wrong: 'SIP/2.0 199 Early Dialog Terminated\nTo: <sip:bob@example.com>;tag=2\n(no Reason)',
    headers: ['Supported', 'Reason', 'To'],
    methods: ['INVITE'],
    check(exchange) {
      if (!exchange.transaction.provisional.includes(199)) return undefined;
      const terminated = exchange.responses.filter(({ status }) => status === 199);
      const [first] = terminated;
      if (first === undefined) return undefined;
      if (terminated.some(({ isCut }) => isCut)) return 'G-TRUNC';
      for (const one of terminated) {
        const fault = faultOf(one, exchange);
        if (fault !== undefined) return { ...fault, at: one };
      }
      return 'kept';
    },
  }),
];

function faultOf({ message, toTag, name }: Seen, { request }: Exchange): Omit<Fault, 'at'> | undefined {
  if (request !== undefined && !request.isCut && !hasToken(request.message.supported, '199'))
    return { seen: `The INVITE has no Supported: 199, and a ${name} was sent.`, evidence: [request] };
  if (toTag === 0) return { seen: `The ${name} has no To tag.`, span: message.valueSpan('To') };
  const hasCause = message.reason.some(
    ({ protocol, cause }) => protocol.toUpperCase() === 'SIP' && cause !== undefined,
  );
  if (!hasCause) return { seen: `The ${name} has no Reason with a response code.`, span: message.valueSpan('Reason') };
  const lists = ['Supported', 'Require'] as const;
  const list = lists.find((one) => hasToken(message.values(one), '199'));
  return list === undefined ? undefined : { seen: `The ${name} has ${list}: 199.`, span: message.valueSpan(list) };
}
