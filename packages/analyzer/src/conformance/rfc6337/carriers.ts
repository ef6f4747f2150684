import { quoted } from '../quoted.ts';
import { messageRule, type Rule } from '../rule.ts';
import { describing } from '../sdp-rules.ts';

/** RFC 6337 §2.2, table 1; and the answer of OPTIONS, which tells what is supported (RFC 3261 §11.2). */
const carriers: ReadonlySet<string> = new Set(['INVITE', 'ACK', 'PRACK', 'UPDATE', 'OPTIONS']);

export const carrierRules: readonly Rule[] = [
  messageRule({
    id: 'SDP-OA-022',
    title: 'Session description in a message that carries no offer and no answer',
    level: 'robustness',
    severity: 'info',
    rfc: 6337,
    section: '2.2',
    why: 'It is neither offer nor answer: what it says of media has no effect.',
    advice: 'Offer and answer in INVITE, its reliable responses, ACK, PRACK and UPDATE alone.',
    right: 'UPDATE with an offer',
    wrong: 'BYE or INFO with a session description',
    on: describing,
    check({ method, status, name, message }) {
      // Failures say what would be accepted (RFC 3261 §21.4.26), BYE and CANCEL which precondition failed (RFC 3312 §8).
      if (status >= 300 || message.body?.find('application/sdp')?.disposition !== 'session') return undefined;
      const isFailedPrecondition = (method === 'BYE' || method === 'CANCEL') && status === 0;
      if (isFailedPrecondition && message.sdp?.media.some((media) => media.has('des')) === true) return undefined;
      if (carriers.has(method) && status !== 100) return 'kept';
      return {
        seen: `The ${status === 0 ? quoted(name) : name} carries a session description.`,
        span: message.bodySpan,
      };
    },
  }),
];
