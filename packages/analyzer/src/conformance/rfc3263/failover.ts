import { clientOf } from '../credentials.ts';
import { type Outcome, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';
import { secondsText } from '../told.ts';

/** A relay passes a packet on within this time. */
const relayedNs = 50e6;

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
    by: (seen) => (seen.toTag === 0 && seen.viaCount === 1 ? clientOf(seen) : undefined),
    watch: () => new Attempts().receive,
  }),
];

/** The requests of one client with one Call-ID: where the last one went. */
class Attempts {
  #cseq = -1;
  #client = '';
  #server = '';
  #branch: string | undefined = undefined;
  #timeNs = 0;
  #isTold = false;

  readonly receive = ({ cseq, srcIp, dstIp, message, timeNs, name }: Seen): Outcome => {
    const branch = message.topVia?.branch;
    const before = {
      cseq: this.#cseq,
      client: this.#client,
      server: this.#server,
      branch: this.#branch,
      timeNs: this.#timeNs,
    };
    this.#cseq = cseq;
    this.#client = srcIp;
    this.#server = dstIp;
    this.#branch = branch;
    this.#timeNs = timeNs;
    if (before.cseq < 0 || before.cseq !== cseq || before.server === dstIp) return 'kept';
    // The same packet, seen on both sides of a NAT or a relay.
    const isRelayed = branch === before.branch && timeNs - before.timeNs < relayedNs;
    if (isRelayed || before.client !== srcIp) return undefined;
    if (this.#isTold) return undefined;
    this.#isTold = true;
    const how = branch !== undefined && branch === before.branch ? ', with the same branch' : '';
    return {
      seen: `The ${name} went to ${before.server}, and ${secondsText(timeNs - before.timeNs)} later to ${dstIp}${how}.`,
    };
  };
}
