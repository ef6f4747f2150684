import { hasParameter, parameterNumber, type Parameters, parameterValue } from './parameter.ts';

/** How often notifications come: at most, at least, and at least on average; a second each. RFC 6446 §9.2. */
abstract class Notified {
  readonly value: string;
  readonly params: Parameters;

  constructor(value: string, params: Parameters) {
    this.value = value;
    this.params = params;
  }

  get maxRate(): number | undefined {
    return rate(parameterValue(this.params, 'max-rate'));
  }

  get minRate(): number | undefined {
    return rate(parameterValue(this.params, 'min-rate'));
  }

  get adaptiveMinRate(): number | undefined {
    return rate(parameterValue(this.params, 'adaptive-min-rate'));
  }
}

/** What is subscribed to. RFC 6665 §8.2.1. */
export class Event extends Notified {
  /** `presence` of `presence.winfo`. */
  get package(): string {
    return this.value.split('.', 1)[0]!;
  }

  /** `winfo` of `presence.winfo`. */
  get templates(): readonly string[] {
    return this.value.split('.').slice(1);
  }

  /** Tells subscriptions within one dialog apart. */
  get id(): string | undefined {
    return parameterValue(this.params, 'id');
  }

  /** Package `ua-profile`: which profile. RFC 6080 §6.2. */
  get profileType(): string | undefined {
    return parameterValue(this.params, 'profile-type');
  }

  /** Package `ua-profile`: in how many seconds the change must be in effect. RFC 6080 §6.2.3. */
  get effectiveBy(): number | undefined {
    return parameterNumber(this.params, 'effective-by');
  }

  /** Package `dialog`: shared appearances are understood. RFC 7463 §5.2. */
  get shared(): boolean {
    return hasParameter(this.params, 'shared');
  }
}

/** How a subscription stands. RFC 6665 §8.2.3. */
export class SubscriptionState extends Notified {
  /** Why it is over: `deactivated`, `probation`, `rejected`, `timeout`, `giveup`, `noresource`, `invariant` … */
  get reason(): string | undefined {
    return parameterValue(this.params, 'reason');
  }

  /** Seconds left of it. */
  get expires(): number | undefined {
    return parameterNumber(this.params, 'expires');
  }

  /** In how many seconds to try again. */
  get retryAfter(): number | undefined {
    return parameterNumber(this.params, 'retry-after');
  }
}

function rate(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,2}(?:\.\d{1,10})?$/.test(text) ? Number(text) : undefined;
}
