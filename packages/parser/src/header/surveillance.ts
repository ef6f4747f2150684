import type { HostPort } from './host-port.ts';
import { type Parameters, parameterValue, writeParameters } from './parameter.ts';

/** Where the signalling and the content of a call are to be delivered by law: P-DCS-LAES. RFC 5503 §8.1. */
export class Surveillance {
  readonly signalling: HostPort;
  readonly params: Parameters;

  constructor(signalling: HostPort, params: Parameters) {
    this.signalling = signalling;
    this.params = params;
  }

  get content(): string | undefined {
    return parameterValue(this.params, 'content');
  }

  get correlationId(): string | undefined {
    return parameterValue(this.params, 'bcid');
  }

  get contentId(): string | undefined {
    return parameterValue(this.params, 'cccid');
  }
}

/** The text of a P-DCS-LAES. RFC 5503 §8.1. */
export function writeSurveillance(value: Pick<Surveillance, 'signalling' | 'params'>): string {
  return `${value.signalling.text}${writeParameters(value.params)}`;
}
