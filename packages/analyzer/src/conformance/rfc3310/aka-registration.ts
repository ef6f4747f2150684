import type { Case } from '../case.ts';
import { isAka } from '../../identity/digest.ts';
import type { Exchange } from '../exchange.ts';
import { caseRule, type Outcome, type Rule } from '../rule.ts';
import { timeoutNs } from '../../transaction/transaction-timers.ts';

export const akaRegistrationRules: readonly Rule[] = [
  caseRule('registration', {
    id: 'IMS-008',
    title: 'AKA: second REGISTER not protected or wrong auth',
    level: 'robustness',
    severity: 'info',
    rfc: 3310,
    section: '3.3',
    why: 'The device does not register: the SIM card and the network do not agree, or the device answers in another way.',
    advice:
      'Look at the key and the operator code of the SIM card (Ki, OPc) and at its sequence number; the answer has the algorithm of the challenge and the same Call-ID.',
    right: 'REGISTER, 401 with AKAv1-MD5, REGISTER with AKAv1-MD5, 200',
    wrong: 'REGISTER, 401 with AKAv1-MD5, REGISTER, 401',
    headers: ['WWW-Authenticate', 'Authorization'],
    check: checkAnswers,
  }),
];

function checkAnswers({ exchanges }: Case): Outcome {
  let isKept = false;
  for (const [at, exchange] of exchanges.entries()) {
    const challenge = challengeOf(exchange);
    const next = exchanges[at + 1];
    if (challenge === undefined || next === undefined) continue;
    const outcome = judge(exchange, challenge, next);
    if (typeof outcome === 'object') return outcome;
    if (outcome === 'kept') isKept = true;
  }
  return isKept ? 'kept' : undefined;
}

function challengeOf({ final }: Exchange): Exchange['final'] {
  if (final?.status !== 401) return undefined;
  return final.message.wwwAuthenticate.some(({ algorithm }) => isAka(algorithm)) ? final : undefined;
}

function judge(exchange: Exchange, challenge: NonNullable<Exchange['final']>, { request, final }: Exchange): Outcome {
  // Later ones begin anew.
  if (request === undefined || request.timeNs - challenge.timeNs > timeoutNs) return undefined;
  const [answer] = request.message.authorization;
  if (answer === undefined || (answer.response ?? '') === '') return undefined;
  const evidence = [challenge];
  if (!isAka(answer.algorithm))
    return {
      seen: `The challenge is of AKA, and the REGISTER answers it by ${answer.algorithm ?? 'MD5'}.`,
      at: request,
      evidence,
    };
  if (request.message.callId !== exchange.request?.message.callId && exchange.request !== undefined)
    return { seen: 'The REGISTER that answers the challenge of AKA has another Call-ID.', at: request, evidence };
  // It asks for another challenge, to bring the sequence numbers into step.
  if (answer.auts !== undefined || final === undefined) return undefined;
  if (final.status !== 401) return 'kept';
  return { seen: 'The answer of the SIM card is refused with another 401.', at: final, evidence: [challenge, request] };
}
