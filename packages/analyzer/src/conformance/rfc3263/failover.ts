import { Recent } from '../recent.ts';
import { type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { secondsText } from '../told.ts';

/** A relay passes a packet on within this time. */
const relayedNs = 50e6;

/** Requests of one client that are remembered. */
const mostSent = 128;

export const failoverRules: readonly Rule[] = [
  sourceRule({
    id: 'SIP-TRP-012',
    title: 'Request goes to another server',
    level: 'info',
    severity: 'info',
    rfc: 3263,
    section: '4.3',
    why: 'The first server did not answer, or refused: the client takes the next one the DNS names.',
    advice: 'Look why the first server fails. Each attempt is a transaction with a branch of its own.',
    right: 'INVITE to a, 200',
    wrong: 'INVITE to a, and after 32 s INVITE to b',
    on: { requests: ['INVITE', 'REGISTER', 'SUBSCRIBE', 'MESSAGE'] },
    by: ({ toTag, viaCount, srcIp }) => (toTag === 0 && viaCount === 1 ? srcIp : undefined),
    watch: () => new Attempts().receive,
  }),
];

type Sent = {
  readonly callId: number;
  readonly fromTag: number;
  cseq: number;
  server: string;
  timeNs: number;
  isTold: boolean;
};

/** The latest requests of one client: where they went. */
class Attempts {
  readonly #sent = new Recent<number, Sent>(mostSent);

  readonly receive = ({ callId, fromTag, cseq, dstIp, timeNs, name }: Seen): Outcome => {
    const key = callId + fromTag;
    const before = this.#sent.get(key);
    if (before?.callId !== callId || before.fromTag !== fromTag) {
      this.#sent.set(key, { callId, fromTag, cseq, server: dstIp, timeNs, isTold: false });
      return 'kept';
    }
    const { server, isTold } = before;
    const afterNs = timeNs - before.timeNs;
    const isAnother = before.cseq === cseq && server !== dstIp;
    before.cseq = cseq;
    before.server = dstIp;
    before.timeNs = timeNs;
    if (!isAnother) return 'kept';
    // Soon after, it is the same packet, seen on both sides of a NAT or a relay.
    if (isTold || afterNs < relayedNs) return undefined;
    before.isTold = true;
    return { seen: `The ${name} went to ${server}, and ${secondsText(afterNs)} later to ${dstIp}.` };
  };
}
