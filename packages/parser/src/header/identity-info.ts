import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterValue } from './parameter.ts';

/** Where the certificate of an Identity of the older kind lies. RFC 4474 §9. */
export class IdentityInfo extends LazyAddress {
  get alg(): string | undefined {
    return parameterValue(this.params, 'alg');
  }
}
