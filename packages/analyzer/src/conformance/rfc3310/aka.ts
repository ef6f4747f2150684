import { parameterValue } from '@sipscope/parser';
import { isAka } from '../../identity/digest.ts';
import { challengesIn, credentialsIn } from '../credentials.ts';
import { parameterSpan } from '../field-values.ts';
import { type Fault, messageRule, type Rule } from '../rule.ts';

/** RAND and AUTN, each 16 bytes (RFC 3310 §3.2). */
const leastNonceBytes = 32;
/** SQN xor AK, 6 bytes, and MAC-S, 8 bytes (TS 33.102 §6.3.3). */
const autsBytes = 14;

const fields = ['WWW-Authenticate', 'Proxy-Authenticate', 'Authorization', 'Proxy-Authorization'] as const;

export const akaRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-AUT-020',
    title: 'AKA nonce or resynchronisation malformed',
    level: 'must',
    severity: 'error',
    rfc: 3310,
    section: '3.4',
    why: 'The SIM cannot check the server, or the server cannot bring its sequence number into step: the device never registers.',
    advice: 'Send RAND and AUTN together in base64 as nonce, and in auts the base64 of 14 bytes.',
    right: 'algorithm=AKAv1-MD5, nonce="…" of 32 bytes in base64; auts="CjkyMzRfOiwg5CfkJ2U="',
    wrong: 'algorithm=AKAv1-MD5, nonce="84a4cc6f"',
    abnf: 'auts-param',
    headers: fields,
    on: { requests: 'any', responses: [401, 407], has: fields },
    check({ message, isRequest }) {
      let isAbout = false;
      for (const { value, span } of isRequest ? credentialsIn(message) : challengesIn(message)) {
        if (!isAka(value.algorithm)) continue;
        const name = isRequest ? 'auts' : 'nonce';
        const text = parameterValue(value.params, name);
        if (text === undefined) continue;
        isAbout = true;
        const fault = faultOf(name, bytesOf(text));
        if (fault !== undefined) return { ...fault, span: parameterSpan(message, span, name) };
      }
      return isAbout ? 'kept' : undefined;
    },
  }),
];

function faultOf(name: 'auts' | 'nonce', bytes: number | undefined): Fault | undefined {
  if (bytes === undefined) return { seen: `The ${name} of AKA is no base64.` };
  if (name === 'nonce' && bytes < leastNonceBytes)
    return { seen: `The nonce of AKA has ${bytes} bytes; RAND and AUTN are ${leastNonceBytes}.` };
  if (name === 'auts' && bytes !== autsBytes) return { seen: `The auts has ${bytes} bytes; AUTS is ${autsBytes}.` };
  return undefined;
}

/** How many bytes the base64 stands for; undefined where it is none. Its padding may be missing. */
function bytesOf(text: string): number | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (digits.length > 4096 || !/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  return Math.floor((digits.length * 3) / 4);
}
