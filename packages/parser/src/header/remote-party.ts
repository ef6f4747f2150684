import { LazyAddress } from '../grammar/lazy-address.ts';
import { parameterValue } from './parameter.ts';

/** Who calls, or is called, as a proxy says: Remote-Party-ID, of a draft that P-Asserted-Identity replaced (RFC 3325). */
export class RemoteParty extends LazyAddress {
  /** `calling` or `called` */
  get party(): string | undefined {
    return parameterValue(this.params, 'party');
  }

  /** `subscriber`, `user` or `term` */
  get idType(): string | undefined {
    return parameterValue(this.params, 'id-type');
  }

  /** Each of `full`, `name`, `uri` or `off`, some with `-network`; several stand in one quoted string, parted by commas. */
  get privacy(): readonly string[] {
    const text = parameterValue(this.params, 'privacy');
    return text === undefined ? [] : text.split(',').map((one) => one.trim());
  }

  /** Whether the number was checked: `yes` or `no`. */
  get screen(): string | undefined {
    return parameterValue(this.params, 'screen');
  }
}
