import { lowerCase } from '../text/lower-case.ts';
import { hasParameter, type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** Through what network a device reaches the proxy. RFC 7315 §5.4, RFC 7913 §2. */
export class AccessNetworkInfo {
  /** As written, a type or a class: `3GPP-E-UTRAN-FDD`, `IEEE-802.11`, `3GPP-WLAN` … */
  readonly accessType: string;
  readonly params: Parameters;

  constructor(accessType: string, params: Parameters) {
    this.accessType = accessType;
    this.params = params;
  }

  /** The cell or access point, whatever its kind: the first of `utran-cell-id-3gpp`, `cgi-3gpp`, `utran-sai-3gpp`, `ci-3gpp2`, `ci-3gpp2-femto`, `i-wlan-node-id`, `dvb-rcs2-node-id`. */
  get cellId(): string | undefined {
    return this.#first(cells);
  }

  /** The line, whatever its kind: the first of `dsl-location`, `eth-location`, `fiber-location`, `gstn-location`. */
  get lineLocation(): string | undefined {
    return this.#first(lines);
  }

  /** The access-info of that name. */
  accessInfo(name: AccessInfoName): string | undefined {
    return parameterValue(this.params, lowerCase(name));
  }

  /** Whether the network says so, and not the device. */
  get isNetworkProvided(): boolean {
    return hasParameter(this.params, 'network-provided');
  }

  #first(names: readonly string[]): string | undefined {
    const name = names.find((one) => hasParameter(this.params, one));
    return name === undefined ? undefined : parameterValue(this.params, name);
  }
}

const cells = [
  'utran-cell-id-3gpp',
  'cgi-3gpp',
  'utran-sai-3gpp',
  'ci-3gpp2',
  'ci-3gpp2-femto',
  'i-wlan-node-id',
  'dvb-rcs2-node-id',
] as const;
const lines = ['dsl-location', 'eth-location', 'fiber-location', 'gstn-location'] as const;

/** The names RFC 7315 and 7913 give, but for `network-provided`, which has no value. */
export type AccessInfoName =
  | (typeof cells)[number]
  | (typeof lines)[number]
  | 'operator-specific-GI'
  | 'local-time-zone';

/** The text of a P-Access-Network-Info. RFC 7315 §5.4. */
export function writeAccessNetworkInfo(value: Pick<AccessNetworkInfo, 'accessType' | 'params'>): string {
  return `${value.accessType}${writeParameters(value.params)}`;
}
