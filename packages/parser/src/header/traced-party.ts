import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterValue } from './parameter.ts';

/** Whose call is to be traced: P-DCS-Trace-Party-ID. RFC 5503 §5.1. */
export class TracedParty extends LazyAddress {
  /** When it came, in seconds since 1900, as written. */
  get timestamp(): string | undefined {
    return parameterValue(this.params, 'timestamp');
  }
}
