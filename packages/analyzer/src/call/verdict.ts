import type { CallOutcome, CallVerdict } from '../rows.ts';

/** The verdict of a final response that refuses, as far as its status tells. */
export function verdictOfStatus(status: number, hasRung: boolean): CallVerdict {
  switch (status) {
    case 486:
    case 600:
      return 'busy';
    case 603:
    case 607:
      return 'rejected-user';
    case 403:
    case 433:
    case 470:
    case 608:
      return 'rejected-policy';
    case 488:
    case 606:
      return 'rejected-media';
    case 480:
      return hasRung ? 'no-answer' : 'unreachable';
    case 408:
      return hasRung ? 'no-answer' : 'timeout';
    case 404:
    case 410:
    case 414:
    case 416:
    case 484:
    case 485:
    case 604:
      return 'unreachable';
    case 501:
    case 505:
    case 513:
      return 'failed-protocol';
    default:
      return status >= 500 ? 'failed-network' : 'failed-protocol';
  }
}

/** The same of a Q.850 cause that a Reason gives; `undefined` of those that say no more than the status. */
export function verdictOfCause(cause: number): CallVerdict | undefined {
  switch (cause) {
    case 17:
      return 'busy';
    case 18:
    case 19:
      return 'no-answer';
    case 1:
    case 3:
    case 20:
    case 22:
    case 28:
      return 'unreachable';
    case 21:
      return 'rejected-user';
    case 34:
    case 38:
    case 41:
    case 42:
    case 47:
      return 'failed-network';
    default:
      return undefined;
  }
}

const outcomes: Readonly<Record<CallVerdict, CallOutcome>> = {
  answered: 'answered',
  'answered-noack': 'answered',
  ghost: 'answered',
  dropped: 'answered',
  'answered-elsewhere': 'cancelled',
  'cancelled-ringing': 'cancelled',
  'cancelled-early': 'cancelled',
  busy: 'busy',
  'rejected-user': 'declined',
  'rejected-policy': 'declined',
  'rejected-media': 'declined',
  'no-answer': 'no-answer',
  unreachable: 'failed',
  redirected: 'redirected',
  'failed-network': 'failed',
  'failed-protocol': 'failed',
  'auth-only': 'unauthorized',
  'auth-failed': 'unauthorized',
  timeout: 'failed',
  'unknown-start': 'answered',
  'unknown-end': 'ongoing',
};

export function outcomeOf(verdict: CallVerdict): CallOutcome {
  return outcomes[verdict];
}
