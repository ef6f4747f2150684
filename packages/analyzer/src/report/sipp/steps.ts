import { parseMessage, type SipMessage } from '@sipscope/parser';
import type { CallMessage } from '../../message/call-message.ts';
import type { MessageRow } from '../../rows.ts';
import { directionOn, type Hop } from './hop.ts';

export type SippSide = 'uac' | 'uas';

/** A message that one side sends or waits for, in the order they were captured; copies are left to SIPp. */
export type Step = {
  readonly isSent: boolean;
  readonly row: MessageRow;
  readonly message: SipMessage;
  readonly method: string;
  /** Of a response. */
  readonly status: number | undefined;
  readonly atMs: number;
  /** Of a response: the step of its request, where that was captured. */
  readonly request: Step | undefined;
  readonly seen: Seen;
};

/** What becomes known of a step by those behind it. */
type Seen = {
  /** Of a request: whether a response to it comes. */
  isAnswered: boolean;
  /** Of a response: whether a request follows that has credentials for it. */
  isTriedAgain: boolean;
  /** Of a request that is received: whether it is answered when others came in between, so that what its response repeats must be kept. */
  isKept: boolean;
  /** Of a response that is received: whether its CSeq number is repeated. */
  isCounted: boolean;
  /** Of a request: when the last copy of it was captured. */
  lastMs: number;
};

/** Messages of one hop that are played; a scenario of more nobody runs. */
const mostSteps = 2000;

/** `more`: how many messages were left out: those of other branches of a fork, for SIPp has one dialog a call, and where there are too many. */
export function stepsOf(
  messages: readonly CallMessage[],
  hop: Hop,
  side: SippSide,
): { readonly steps: readonly Step[]; readonly more: number } {
  const steps: Step[] = [];
  const requests = new Map<string, Step>();
  let more = 0;
  const otherTags = tagsOfOtherBranches(messages, hop);
  for (const { row, bytes } of messages) {
    const direction = directionOn(hop, row);
    const method = row.method;
    if (direction === undefined || method === undefined || bytes.length === 0) continue;
    const calleeTag = row.fromTag === hop.callerTag ? row.toTag : row.fromTag;
    if (calleeTag !== undefined && otherTags.has(calleeTag)) {
      more++;
      continue;
    }
    const isSent = (direction === 'there') === (side === 'uac');
    // A response belongs to what went the other way.
    const key = JSON.stringify([isSent === (row.kind === 'request'), row.cseq, method]);
    const known = requests.get(key);
    const atMs = Date.parse(row.time);
    if (row.retransmission === true || row.duplicate === true) {
      if (known !== undefined && row.kind === 'request') known.seen.lastMs = atMs;
      continue;
    }
    if (steps.length >= mostSteps) {
      more++;
      continue;
    }
    const isRequest = row.kind === 'request';
    const step: Step = {
      isSent,
      row,
      message: parseMessage(bytes),
      method,
      status: row.status,
      atMs,
      request: isRequest ? undefined : known,
      seen: { isAnswered: false, isTriedAgain: false, isKept: false, isCounted: false, lastMs: atMs },
    };
    if (isRequest) requests.set(key, step);
    else if (known !== undefined) known.seen.isAnswered = true;
    steps.push(step);
  }
  look(steps);
  return { steps, more };
}

/** RFC 3261 §13.2.2.4: of several that answered, the first is the callee here. */
function tagsOfOtherBranches(messages: readonly CallMessage[], hop: Hop): ReadonlySet<string> {
  const answered = new Set<string>();
  for (const { row } of messages)
    if (row.method === 'INVITE' && row.status !== undefined && row.status >= 200 && row.status < 300)
      if (row.toTag !== undefined && row.fromTag === hop.callerTag && directionOn(hop, row) === 'back')
        answered.add(row.toTag);
  const [first] = answered;
  if (first !== undefined) answered.delete(first);
  return answered;
}

/** Looks from each step at those before it. */
function look(steps: readonly Step[]): void {
  let received: Step | undefined;
  const challenges = new Map<string, Step>();
  for (const step of steps) {
    if (!step.isSent) {
      received = step;
      if (isChallenge(step)) challenges.set(step.method, step);
    } else if (step.status !== undefined) {
      if (step.request !== undefined && step.request !== received) step.request.seen.isKept = true;
    } else if (hasCredentials(step)) {
      const challenge = challenges.get(step.method);
      if (challenge !== undefined) challenge.seen.isTriedAgain = true;
    }
  }
}

/** SIPp answers no other: RFC 3261 §22.4, RFC 3310. */
function isChallenge({ status, message }: Step): boolean {
  if (status !== 401 && status !== 407) return false;
  const challenge = message.header(status === 401 ? 'WWW-Authenticate' : 'Proxy-Authenticate')?.value ?? '';
  const algorithm = /\balgorithm\s*=\s*"?([\w-]{1,40})/i.exec(challenge)?.[1]?.toUpperCase() ?? 'MD5';
  return algorithm === 'MD5' || algorithm === 'AKAV1-MD5';
}

export function hasCredentials({ message }: Step): boolean {
  return message.header('Authorization') !== undefined || message.header('Proxy-Authorization') !== undefined;
}

/** RFC 3262 §3. */
export function isReliable({ status, message }: Step): boolean {
  return status !== undefined && status > 100 && status < 200 && message.header('RSeq') !== undefined;
}

export function isProvisional({ status }: Step): boolean {
  return status !== undefined && status < 200;
}
