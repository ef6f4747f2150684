import { parameterNumber, type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** A way to protect the hop to the next element: Security-Client, -Server, -Verify. RFC 3329 §2.2, Appendix A; TS 33.203 Annex H. */
export class SecurityMechanism {
  /** As written: `digest`, `tls`, `ipsec-ike`, `ipsec-man`, `ipsec-3gpp`. */
  readonly mechanism: string;
  readonly params: Parameters;

  constructor(mechanism: string, params: Parameters) {
    this.mechanism = mechanism;
    this.params = params;
  }

  /** How much the sender likes it, from 0 to 1. */
  get q(): number | undefined {
    const text = parameterValue(this.params, 'q');
    return text === undefined ? undefined : Number(text);
  }

  get digestAlgorithm(): string | undefined {
    return parameterValue(this.params, 'd-alg');
  }

  get digestQop(): string | undefined {
    return parameterValue(this.params, 'd-qop');
  }

  get digestVerify(): string | undefined {
    return parameterValue(this.params, 'd-ver');
  }

  /** Of IPsec: what authenticates the packets, what encrypts them. */
  get algorithm(): string | undefined {
    return parameterValue(this.params, 'alg');
  }

  get encryptAlgorithm(): string | undefined {
    return parameterValue(this.params, 'ealg');
  }

  get protocol(): string | undefined {
    return parameterValue(this.params, 'prot');
  }

  get mode(): string | undefined {
    return parameterValue(this.params, 'mod');
  }

  /** The security association towards the client's port (`spi-c`; `spi` in RFC 3329). */
  get spiClient(): number | undefined {
    return parameterNumber(this.params, 'spi-c') ?? parameterNumber(this.params, 'spi');
  }

  get spiServer(): number | undefined {
    return parameterNumber(this.params, 'spi-s');
  }

  /** The protected ports (`port-c`, `port-s`; `port1`, `port2` in RFC 3329). */
  get portClient(): number | undefined {
    return parameterNumber(this.params, 'port-c') ?? parameterNumber(this.params, 'port1');
  }

  get portServer(): number | undefined {
    return parameterNumber(this.params, 'port-s') ?? parameterNumber(this.params, 'port2');
  }
}

/** The text of a Security-Client, -Server or -Verify. RFC 3329 §2.2. */
export function writeSecurityMechanism(value: Pick<SecurityMechanism, 'mechanism' | 'params'>): string {
  return `${value.mechanism}${writeParameters(value.params)}`;
}
