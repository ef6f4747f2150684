import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterNumber, parameterValue } from './parameter.ts';

/** Who diverted the call, and why; the last one first. RFC 5806 §4, with the grammar of RFC 7544 §4.2. */
export class Diversion extends LazyAddress {
  /** As written: `user-busy`, `no-answer`, `unconditional` … */
  get reason(): string | undefined {
    return parameterValue(this.params, 'reason');
  }

  /** How often the call was diverted here. */
  get counter(): number | undefined {
    return parameterNumber(this.params, 'counter');
  }

  get limit(): number | undefined {
    return parameterNumber(this.params, 'limit');
  }

  /** `full`, `name`, `uri` or `off` */
  get privacy(): string | undefined {
    return parameterValue(this.params, 'privacy');
  }

  /** Whether the number was checked: `yes` or `no`. */
  get screen(): string | undefined {
    return parameterValue(this.params, 'screen');
  }
}
