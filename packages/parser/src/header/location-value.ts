import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterValue } from './parameter.ts';

/** Where the location of a caller stands: in a part of the body (`cid:`), or to be fetched. RFC 6442 §4.1; `loc-src`: RFC 8787 §4. */
export class LocationValue extends LazyAddress {
  /** The host name of who added it. */
  get locationSource(): string | undefined {
    return parameterValue(this.params, 'loc-src');
  }

  /** Whether it stands in a part of this message's body. */
  get isInBody(): boolean {
    return this.uriText.slice(0, 4).toLowerCase() === 'cid:';
  }
}
