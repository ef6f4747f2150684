import { LazyAddress } from '../grammar/lazy-address.ts';
import { type Feature, readFeatures } from './feature.ts';
import { parameterValue } from './parameter.ts';

/** Whom, or what, a REFER asks to contact. RFC 3515 §2.1. */
export class ReferTo extends LazyAddress {
  /** What the device to be contacted can do. RFC 4508 §3. */
  get features(): readonly Feature[] {
    return readFeatures(this.params);
  }
}

/** On whose behalf a REFER asks. RFC 3892 §3. */
export class ReferredBy extends LazyAddress {
  /** Content-ID of the body part that proves it, without angle brackets. */
  get cid(): string | undefined {
    return parameterValue(this.params, 'cid');
  }
}
