import { LazyAddress } from '../grammar/lazy-address.ts';
import { hasParameter, parameterValue } from './parameter.ts';

/** For whom an application server is asked to work. RFC 5502 §6, RFC 8498 §6.2. */
export class ServedUser extends LazyAddress {
  /** Whether the user calls (`orig`) or is called (`term`). */
  get sessionCase(): string | undefined {
    return parameterValue(this.params, 'sescase');
  }

  /** `reg` or `unreg` */
  get registrationState(): string | undefined {
    return parameterValue(this.params, 'regstate');
  }

  /** Whether the user calls because of a diversion. */
  get isDiverted(): boolean {
    return hasParameter(this.params, 'orig-cdiv');
  }
}
