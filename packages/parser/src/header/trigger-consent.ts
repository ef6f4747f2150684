import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterValue } from './parameter.ts';

/** A relay asked to seek the consent of those it would send to; its URI stands without brackets. RFC 5360 §5.11.2. */
export class TriggerConsent extends LazyAddress {
  /** The URI of those whose consent is sought. */
  get targetUri(): string | undefined {
    return parameterValue(this.params, 'target-uri');
  }
}
