import { LazyAddress } from '../grammar/lazy-address.ts';
import { hasParameter, parameterValue } from './parameter.ts';

/** A server to be asked for session policies. RFC 6794 §4.4.5.2. */
export class PolicyContact extends LazyAddress {
  /** Whether it must be asked anew for each session. */
  get isNonCacheable(): boolean {
    return hasParameter(this.params, 'non-cacheable');
  }

  get alternative(): string | undefined {
    return parameterValue(this.params, 'alt-uri');
  }
}
