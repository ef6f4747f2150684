import { parameterNumber, type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** Why a request was sent or a response given, in the words of one protocol. RFC 3326 §2; `location`: RFC 8606 §4. */
export class Reason {
  /** As written: `SIP`, `Q.850` and others; upper or lower case means the same. */
  readonly protocol: string;
  readonly params: Parameters;

  constructor(protocol: string, params: Parameters) {
    this.protocol = protocol;
    this.params = params;
  }

  /** A status code where the protocol is SIP, a cause value where it is Q.850. */
  get cause(): number | undefined {
    return parameterNumber(this.params, 'cause');
  }

  get text(): string | undefined {
    return parameterValue(this.params, 'text');
  }

  /** Which network released the call, by ISUP: `U`, `LPN`, `LN`, `TN` … */
  get location(): string | undefined {
    return parameterValue(this.params, 'location');
  }
}

/** The text of a Reason. RFC 3326 §2. */
export function writeReason(reason: Pick<Reason, 'protocol' | 'params'>): string {
  return `${reason.protocol}${writeParameters(reason.params)}`;
}
