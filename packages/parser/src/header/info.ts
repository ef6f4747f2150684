import { LazyAddress } from '../grammar/lazy-address.ts';
import { isWord } from '../text/lower-case.ts';
import { parameterNumber, parameterValue } from './parameter.ts';

/** A ringing tone, or with a URN of RFC 7462 the meaning of one. RFC 3261 §20.4. */
export class AlertInfo extends LazyAddress {
  /** The number of the shared appearance. RFC 7463 §7. */
  get appearance(): number | undefined {
    return parameterNumber(this.params, 'appearance');
  }

  /** The parts behind `urn:alert:`, the category first: `['service', 'call-waiting']`. RFC 7462 §7. */
  get alert(): readonly string[] | undefined {
    const parts = this.uriText.split(':');
    const isAlert = parts.length >= 4 && isWord(parts[0]!, 'urn') && isWord(parts[1]!, 'alert');
    return isAlert ? parts.slice(2) : undefined;
  }
}

/** More about the caller or callee. RFC 3261 §20.9. */
export class CallInfo extends LazyAddress {
  /** What the URI leads to: `icon`, `info`, `card`, `call-completion` … */
  get purpose(): string | undefined {
    return parameterValue(this.params, 'purpose');
  }

  /** Why a call was not completed: `BS` (busy), `NR` (no reply), `NL` (not logged in). RFC 6910 §10.1. */
  get mode(): string | undefined {
    return parameterValue(this.params, 'm');
  }
}
