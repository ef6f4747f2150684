import { scannerName } from '../../traffic/scanner-agents.ts';
import { quoted } from '../quoted.ts';
import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { softwareOf } from '../user-agent.ts';

/** Of a source, requests whose user agent is looked at. */
const mostLooked = 16;

const tried = ['OPTIONS', 'INVITE', 'REGISTER'];

export const scannerRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-001',
    title: 'SIP scanner fingerprint',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26',
    why: 'Somebody looks for servers, extensions and passwords; what is found is used for calls at your cost.',
    advice: 'Block the address, unless the tool is your own; do not answer it.',
    right: 'User-Agent: Phone 1.0',
    wrong: 'User-Agent: friendly-scanner',
    headers: ['User-Agent'],
    on: { requests: 'any', has: ['User-Agent'] },
    watch: watchAgent,
  }),
  sourceRule({
    id: 'SEC-013',
    title: 'Request of a scanner answered with success',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '11',
    why: 'The scanner learns that there is a server, which extensions there are, or that it may call.',
    advice: 'Refuse requests of strangers, all in the same way, or do not answer them.',
    right: 'OPTIONS of friendly-scanner, no answer',
    wrong: 'OPTIONS of friendly-scanner, 200',
    headers: ['User-Agent'],
    on: { requests: tried, responses: 'any', responsesTo: tried },
    by: ({ isRequest, srcIp, dstIp }) => (isRequest ? srcIp : dstIp),
    watch: watchAnswers,
  }),
];

function watchAgent(): Watch {
  let looked = 0;
  let isTold = false;
  return ({ message, method }): Outcome => {
    if (isTold || looked >= mostLooked) return undefined;
    looked++;
    const software = softwareOf(message);
    if (software === undefined) return undefined;
    const scanner = scannerName(software);
    if (scanner === undefined) return 'kept';
    isTold = true;
    const seen = `The ${method} comes from ${quoted(software)}, a tool that looks for SIP servers and their users.`;
    return { seen, span: message.valueSpan('User-Agent') };
  };
}

/** What answers a source that called itself a scanner. */
function watchAnswers(): Watch {
  let looked = 0;
  let scanner: string | undefined;
  let isTold = false;
  return ({ message, isRequest, status, name }): Outcome => {
    if (isTold) return undefined;
    if (isRequest) {
      if (scanner !== undefined || looked >= mostLooked) return undefined;
      looked++;
      scanner = scannerName(softwareOf(message) ?? '');
      return undefined;
    }
    if (scanner === undefined || status === 100) return undefined;
    if (status >= 300) return 'kept';
    isTold = true;
    return { seen: `A request of ${scanner} is answered with ${name}.` };
  };
}
