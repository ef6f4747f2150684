import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterValue } from './parameter.ts';

/** A list within a list that a server does not handle: P-Refused-URI-List. RFC 5318 §5. */
export class RefusedUri extends LazyAddress {
  /** The `cid:` URI of the body part with the list's members. */
  get members(): string | undefined {
    return parameterValue(this.params, 'members');
  }
}
