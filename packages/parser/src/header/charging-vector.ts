import { type Parameters, parameterValue, writeParameter } from './parameter.ts';

/** What joins the charging records of all networks a call goes through. RFC 7315 §5.6. */
export class ChargingVector {
  readonly params: Parameters;

  constructor(params: Parameters) {
    this.params = params;
  }

  get icidValue(): string | undefined {
    return parameterValue(this.params, 'icid-value');
  }

  /** The host that made the identity. */
  get icidGeneratedAt(): string | undefined {
    return parameterValue(this.params, 'icid-generated-at');
  }

  /** The network the call comes from, and the one it goes to. */
  get origIoi(): string | undefined {
    return parameterValue(this.params, 'orig-ioi');
  }

  get termIoi(): string | undefined {
    return parameterValue(this.params, 'term-ioi');
  }

  /** The networks between, in order; `void` for one that is not named. */
  get transitIoi(): readonly TransitIoi[] {
    const text = parameterValue(this.params, 'transit-ioi');
    return text === undefined ? [] : text.split(',').map((one) => transitIoi(one.trim()));
  }

  get relatedIcid(): string | undefined {
    return parameterValue(this.params, 'related-icid');
  }

  get relatedIcidGeneratedAt(): string | undefined {
    return parameterValue(this.params, 'related-icid-generated-at');
  }
}

/** A network between, and its number in the order; undefined where it has none, as `void`. */
export type TransitIoi = { readonly name: string; readonly index: number | undefined };

function transitIoi(text: string): TransitIoi {
  const dot = text.lastIndexOf('.');
  const index = text.slice(dot + 1);
  if (dot === -1 || !/^\d{1,15}$/.test(index)) return { name: text, index: undefined };
  return { name: text.slice(0, dot), index: Number(index) };
}

/** The text of a P-Charging-Vector. RFC 7315 §5.6. */
export function writeChargingVector(value: Pick<ChargingVector, 'params'>): string {
  return value.params.map((one) => writeParameter(one)).join(';');
}
