import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';

/** RFC 3261 §8.1.1.7. */
const magicCookie = 'z9hG4bK';

export const viaRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-VIA-002',
    title: 'Branch without the magic cookie, or of the cookie alone',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.7',
    why: 'Elements of RFC 3261 take such a branch for one of RFC 2543, and match its transaction by other fields.',
    advice: `Begin every branch with ${magicCookie}, in exactly these letters, and go on with what no other transaction has.`,
    right: 'Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK74bf9',
    wrong: 'Via: SIP/2.0/UDP 192.0.2.1;branch=74bf9',
    abnf: 'via-branch',
    headers: ['Via'],
    on: { requests: 'any', has: ['Via'] },
    check({ message }) {
      const branch = message.topVia?.branch;
      if (branch === undefined) return undefined;
      const isRight = branch.startsWith(magicCookie) && branch.length > magicCookie.length;
      if (isRight) return 'kept';
      return {
        seen:
          branch === magicCookie
            ? `The branch is ${quoted(branch)} and nothing else, the same for every transaction.`
            : `The branch ${quoted(branch)} does not begin with ${magicCookie}.`,
        span: message.valueSpan('Via'),
      };
    },
  }),
];
