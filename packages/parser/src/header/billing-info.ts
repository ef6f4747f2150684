import { type LazyUri, ValueWithUris } from '../grammar/lazy-uri.ts';
import { type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** What joins the billing records of a PacketCable call: P-DCS-Billing-Info. RFC 5503 §7.1. */
export class BillingInfo extends ValueWithUris {
  /** Hexadecimal: names the call. */
  readonly correlationId: string;
  /** Hexadecimal, `@` and a host: the element that holds the records. */
  readonly feid: string;
  readonly params: Parameters;

  constructor(correlationId: string, feid: string, params: Parameters, uris: readonly LazyUri[] = []) {
    super(uris);
    this.correlationId = correlationId;
    this.feid = feid;
    this.params = params;
  }

  get recordKeepers(): string | undefined {
    return parameterValue(this.params, 'rksgroup');
  }

  /** The URIs of who pays, who calls, who is called. */
  get charge(): string | undefined {
    return parameterValue(this.params, 'charge');
  }

  get calling(): string | undefined {
    return parameterValue(this.params, 'calling');
  }

  get called(): string | undefined {
    return parameterValue(this.params, 'called');
  }

  get routing(): string | undefined {
    return parameterValue(this.params, 'routing');
  }

  get locationRouting(): string | undefined {
    return parameterValue(this.params, 'locroute');
  }

  /** The jurisdiction, with its context. */
  get jip(): string | undefined {
    return parameterValue(this.params, 'jip');
  }
}

/** The text of a P-DCS-Billing-Info. RFC 5503 §7.1. */
export function writeBillingInfo(value: Pick<BillingInfo, 'correlationId' | 'feid' | 'params'>): string {
  return `${value.correlationId}/${value.feid}${writeParameters(value.params)}`;
}
