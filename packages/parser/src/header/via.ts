import type { HostPort } from './host-port.ts';
import { hasParameter, type Parameters, parameterNumber, parameterValue, writeParameters } from './parameter.ts';

/** One hop of the way a request has come, and so of the way its response goes back. RFC 3261 §20.42; `rport`: RFC 3581 §3. */
export type Via = Readonly<ViaParm>;

/** A Via while it is being read: `branch`, `received` and `rport`, which everyone asks for, are set by the rule that reads the parameters. */
export class ViaParm {
  /** `SIP/2.0` */
  readonly protocol: string;
  /** As written, usually `UDP`, `TCP`, `TLS`, `SCTP`, `TLS-SCTP`, `WS` or `WSS`. */
  readonly transport: string;
  /** Where the sender says it is; where it really is stands in `received` and `rport`. */
  readonly sentBy: HostPort;
  readonly params: Parameters;
  branch: string | undefined = undefined;
  received: string | undefined = undefined;
  /** The port the response goes to; undefined too where the client only asks for it (`;rport`). */
  rport: number | undefined = undefined;

  constructor(protocol: string, transport: string, sentBy: HostPort, params: Parameters) {
    this.protocol = protocol;
    this.transport = transport;
    this.sentBy = sentBy;
    this.params = params;
  }

  /** How far a multicast response may go. RFC 3261 §18.2.2. */
  get ttl(): number | undefined {
    return parameterNumber(this.params, 'ttl');
  }

  /** The multicast address the request was sent to. RFC 3261 §18.1.1. */
  get maddr(): string | undefined {
    return parameterValue(this.params, 'maddr');
  }

  /** `sigcomp` where responses may be compressed. RFC 3486 §8. */
  get comp(): string | undefined {
    return parameterValue(this.params, 'comp');
  }

  /** The URN that names the compartment. RFC 5049 §9.1. */
  get sigcompId(): string | undefined {
    return parameterValue(this.params, 'sigcomp-id');
  }

  /** Whether requests may be sent back over the same connection. RFC 5923 §7. */
  get alias(): boolean {
    return hasParameter(this.params, 'alias');
  }

  /** Whether keep-alives are offered; a number of seconds where they are agreed on. RFC 6223 §8. */
  get keep(): number | boolean {
    return parameterNumber(this.params, 'keep') ?? hasParameter(this.params, 'keep');
  }

  /** Whether overload control is understood; how much to send less, where the server says so. RFC 7339 §4.1. */
  get oc(): number | boolean {
    return parameterNumber(this.params, 'oc') ?? hasParameter(this.params, 'oc');
  }

  /** `loss`, `rate`: the ways of overload control. RFC 7339 §4.2, RFC 7415 §3.5.1. */
  get ocAlgorithms(): readonly string[] {
    const text = parameterValue(this.params, 'oc-algo');
    return text === undefined ? [] : text.split(',').map((one) => one.trim());
  }

  /** For how long `oc` holds, in milliseconds. RFC 7339 §4.3. */
  get ocValidityMs(): number | undefined {
    return parameterNumber(this.params, 'oc-validity');
  }

  /** Which `oc` is the newer one. RFC 7339 §4.4. */
  get ocSequence(): string | undefined {
    return parameterValue(this.params, 'oc-seq');
  }

  /** Which operator the request came from, and the signature that proves it. RFC 8055 §5.6. */
  get receivedRealm(): string | undefined {
    return parameterValue(this.params, 'received-realm');
  }
}

/** The text of a Via. RFC 3261 §20.42. */
export function writeVia(via: Pick<Via, 'protocol' | 'transport' | 'sentBy' | 'params'>): string {
  return `${via.protocol}/${via.transport} ${via.sentBy.text}${writeParameters(via.params)}`;
}
