import type { SecurityMechanism } from '@sipscope/parser';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byFirstCallIdText } from '../source-names.ts';
import { keptText } from '../../message/kept-text.ts';
import type { Seen } from '../seen.ts';

/** Of a message, mechanisms that are looked at. */
const mostMechanisms = 32;
const fields = ['Security-Client', 'Security-Server', 'Security-Verify'] as const;

const on = { requests: 'any', responses: [401, 494], has: fields } as const;

export const securityAgreementRules: readonly Rule[] = [
  sourceRule({
    id: 'IMS-006',
    title: 'Security agreement broken',
    level: 'must',
    severity: 'error',
    rfc: 3329,
    section: '2.3.1',
    why: 'The server takes it for an attack that weakens the protection, and refuses with 494.',
    advice:
      'Send the list of Security-Server back as Security-Verify, as it came, with Require and Proxy-Require: sec-agree.',
    right: 'Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;…, then Security-Verify: the same',
    wrong: 'Security-Server: ipsec-3gpp;alg=hmac-sha-1-96;…, then Security-Verify: ipsec-3gpp;alg=hmac-md5-96;…',
    headers: [...fields, 'Require', 'Proxy-Require'],
    on,
    // The server next to the device adds its list to what the registrar answers.
    by: byFirstCallIdText,
    everyHop: true,
    watch: watchAgreement,
  }),
  sourceRule({
    id: 'IMS-007',
    title: 'ipsec-3gpp parameters and actual ports',
    level: 'robustness',
    severity: 'info',
    rfc: 3329,
    section: '2.2',
    why: 'What goes over other ports than those agreed is not protected; what goes over them is often not in a capture, for it is encrypted (ESP).',
    advice: 'Send what follows the agreement from the port-c of the device to the port-s of the server.',
    right: 'Security-Server: ipsec-3gpp;…;port-s=5063, REGISTER to port 5063',
    wrong: 'Security-Server: ipsec-3gpp;…;port-s=5063, REGISTER with Security-Verify to port 5060',
    headers: fields,
    on,
    // The server next to the device adds its list to what the registrar answers.
    by: byFirstCallIdText,
    everyHop: true,
    watch: watchPorts,
  }),
];

/** Parameters in any order; mechanisms in theirs. */
function textOf(mechanisms: readonly SecurityMechanism[]): string {
  const texts = mechanisms.slice(0, mostMechanisms).map(({ mechanism, params }) => {
    return [mechanism, ...params.map(({ name, value }) => `${name}=${value ?? ''}`).toSorted()].join(';');
  });
  return texts.join(', ').toLowerCase();
}

function watchAgreement(): Watch {
  let listed: string | undefined;
  let server: Seen | undefined;
  return (seen): Outcome => {
    const { message, method } = seen;
    if (!seen.isRequest) {
      const mechanisms = message.values('Security-Server');
      if (mechanisms.length === 0) return undefined;
      listed = keptText(textOf(mechanisms));
      server = seen;
      return undefined;
    }
    const verified = message.values('Security-Verify');
    if (verified.length === 0 || server === undefined) return undefined;
    const span = message.valueSpan('Security-Verify');
    if (textOf(verified) !== listed)
      return {
        seen: `The Security-Verify of the ${method} is not the Security-Server of frame ${server.frame}.`,
        span,
        evidence: [server],
      };
    const missing = (['Require', 'Proxy-Require'] as const).find(
      (name) => !message.values(name).some((tag) => tag.toLowerCase() === 'sec-agree'),
    );
    if (missing === undefined) return 'kept';
    return { seen: `The ${method} verifies an agreement on security, without ${missing}: sec-agree.`, span };
  };
}

function watchPorts(): Watch {
  let agreed: { readonly port: number; readonly seen: Seen } | undefined;
  return (seen): Outcome => {
    const { message, method, dstPort } = seen;
    if (!seen.isRequest) {
      const chosen = message
        .values('Security-Server')
        .find(({ mechanism }) => mechanism.toLowerCase() === 'ipsec-3gpp');
      agreed = chosen?.portServer === undefined ? undefined : { port: chosen.portServer, seen };
      return undefined;
    }
    if (agreed === undefined || message.valueSpan('Security-Verify') === undefined) return undefined;
    const { port } = agreed;
    if (dstPort === port) return 'kept';
    const evidence = [agreed.seen];
    agreed = undefined;
    return {
      seen: `The ${method} goes to port ${dstPort}; protected by ipsec-3gpp it would go to port ${port}.`,
      evidence,
    };
  };
}
