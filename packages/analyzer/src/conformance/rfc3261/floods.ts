import { type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Within this time, so many requests are a flood, where nearly none has success. */
const windowNs = 5e9;
const leastRequests = 100;
const successShare = 0.1;

const counted = ['INVITE', 'REGISTER', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE'];

export const floodRules: readonly Rule[] = [
  sourceRule({
    id: 'SEC-005',
    title: 'Flood or amplification',
    level: 'security',
    severity: 'security',
    rfc: 3261,
    section: '26.1.5',
    why: 'The server is busy with requests that lead to nothing, and serves nobody else.',
    advice: 'Limit requests by address before the server, and block the sender unless it is a test of yours.',
    right: 'some requests a second, most of them with success',
    wrong: '100 INVITEs within five seconds, none of them answered with 18x or 2xx',
    on: { requests: counted, responses: 'any', responsesTo: counted },
    by: ({ isRequest, srcIp, dstIp }) => (isRequest ? `${srcIp} ${dstIp}` : `${dstIp} ${srcIp}`),
    watch: watchRate,
  }),
];

/** Counts in windows, one after the other. */
function watchRate(): Watch {
  let startNs = Number.NEGATIVE_INFINITY;
  let requests = 0;
  let answers = 0;
  let successes = 0;
  let isTold = false;
  return (seen: Seen): Outcome => {
    const { isRequest, status, timeNs } = seen;
    if (isTold) return undefined;
    if (timeNs - startNs > windowNs) {
      const outcome = requests >= leastRequests ? 'kept' : undefined;
      startNs = timeNs;
      requests = isRequest ? 1 : 0;
      answers = 0;
      successes = 0;
      return outcome;
    }
    if (isRequest) requests++;
    // A challenge is answered, so that it is no success yet, and no failure.
    else if (status > 100) answers++;
    if (status > 100 && status < 300) successes++;
    if (!isRequest || requests < leastRequests || requests % leastRequests !== 0) return undefined;
    // Without a single answer the other direction may not have been captured.
    if (answers === 0) return 'G-ONEWAY';
    if (successes > successShare * requests) return 'kept';
    isTold = true;
    const seconds = ((timeNs - startNs) / 1e9).toFixed(1);
    return {
      seen: `${requests} requests came from ${seen.srcIp} within ${seconds} s, and ${successes} of them had success.`,
    };
  };
}
