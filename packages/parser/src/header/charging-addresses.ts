import { type Parameters, writeParameter } from './parameter.ts';

/** Where charging records go: P-Charging-Function-Addresses. RFC 7315 §5.5. */
export class ChargingAddresses {
  readonly params: Parameters;

  constructor(params: Parameters) {
    this.params = params;
  }

  /** Charging collection functions, the primary and the spare ones (`ccf`, `ccf-2`). */
  get ccf(): readonly string[] {
    return this.#all('ccf');
  }

  get ccf2(): readonly string[] {
    return this.#all('ccf-2');
  }

  /** Event charging functions, the primary and the spare ones (`ecf`, `ecf-2`). */
  get ecf(): readonly string[] {
    return this.#all('ecf');
  }

  get ecf2(): readonly string[] {
    return this.#all('ecf-2');
  }

  #all(name: string): readonly string[] {
    return this.params.flatMap((one) =>
      one.value !== undefined && one.name.toLowerCase() === name ? [one.value] : [],
    );
  }
}

/** The text of a P-Charging-Function-Addresses. RFC 7315 §5.5. */
export function writeChargingAddresses(value: Pick<ChargingAddresses, 'params'>): string {
  return value.params.map((one) => writeParameter(one)).join(';');
}
