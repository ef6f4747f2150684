import type { HostPort } from './host-port.ts';
import { type Parameters, writeParameters } from './parameter.ts';

/** One hop of the way a request has come, and so of the way its response goes back. RFC 3261 §20.42; `rport`: RFC 3581 §3. */
export type Via = {
  /** `SIP/2.0` */
  readonly protocol: string;
  /** As written, usually `UDP`, `TCP`, `TLS`, `SCTP`, `WS` or `WSS`. */
  readonly transport: string;
  /** Where the sender says it is; where it really is stands in `received` and `rport`. */
  readonly sentBy: HostPort;
  readonly params: Parameters;
  readonly branch: string | undefined;
  readonly received: string | undefined;
  /** The port the response goes to; undefined too where the client only asks for it (`;rport`). */
  readonly rport: number | undefined;
};

export function writeVia(via: Via): string {
  return `${via.protocol}/${via.transport} ${via.sentBy.text}${writeParameters(via.params)}`;
}
