import { isAka } from '../../identity/digest.ts';
import { exchangeRule, type Fault, type Outcome, type Rule } from '../rule.ts';
import type { Exchange } from '../exchange.ts';

export const imsRegistrationRules: readonly Rule[] = [
  exchangeRule({
    id: 'IMS-005',
    title: 'P-Associated-URI missing in 200 to REGISTER',
    level: 'robustness',
    severity: 'info',
    rfc: 7315,
    section: '4.1',
    why: 'The device does not know under which identities it may call.',
    advice: 'Let the S-CSCF list the identities of the user in each 200 to a REGISTER.',
    right: '200 with P-Associated-URI: <sip:user1_public1@home1.net>',
    wrong: '200 without P-Associated-URI',
    headers: ['P-Associated-URI'],
    methods: ['REGISTER'],
    check: (exchange) =>
      ofRegistration(exchange, (success) =>
        success.message.valueSpan('P-Associated-URI') === undefined
          ? { seen: 'The device is registered in IMS, and is not told its identities: there is no P-Associated-URI.' }
          : undefined,
      ),
  }),
  exchangeRule({
    id: 'IMS-009',
    title: 'Service-Route missing in 200 to REGISTER',
    level: 'robustness',
    severity: 'info',
    rfc: 3608,
    section: '5',
    why: 'The device does not know the S-CSCF that serves it: its calls are refused there, or go by the wrong way.',
    advice: 'Let the S-CSCF put itself into Service-Route of each 200 to a REGISTER.',
    right: '200 with Service-Route: <sip:orig@scscf1.home1.net;lr>',
    wrong: '200 without Service-Route',
    headers: ['Service-Route'],
    methods: ['REGISTER'],
    check: (exchange) =>
      ofRegistration(exchange, (success) =>
        success.message.valueSpan('Service-Route') === undefined
          ? {
              seen: 'The device is registered in IMS, and is not told the way for its calls: there is no Service-Route.',
            }
          : undefined,
      ),
  }),
];

/** Of one that succeeds, in IMS, by a device; not of one that ends a registration. */
function ofRegistration(
  { request, success }: Exchange,
  check: (success: NonNullable<Exchange['success']>) => Fault | undefined,
): Outcome {
  if (request === undefined || success === undefined) return undefined;
  const { message } = request;
  const isIms =
    message.valueSpan('Security-Verify') !== undefined ||
    message.authorization.some(({ algorithm }) => isAka(algorithm));
  if (!isIms) return undefined;
  const isOver = message.expires === 0 || message.contacts.some((one) => one === '*' || one.expires === 0);
  if (isOver || message.contacts.length === 0) return undefined;
  const fault = check(success);
  return fault === undefined ? 'kept' : { ...fault, at: success, evidence: [request] };
}
