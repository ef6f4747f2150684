import { maxPort } from '../text/number-range.ts';

/** `host [":" port]`. RFC 3261 §25.1 sent-by, hostport. */
export type HostPort = {
  /** As written; an IPv6 address keeps its brackets. */
  readonly host: string;
  /** Undefined where absent, and where the number is no port. */
  readonly port: number | undefined;
  /** Host and port as written, without white space between them. */
  readonly text: string;
};

export function hostPort(host: string, portText: string | undefined): HostPort {
  if (portText === undefined) return { host, port: undefined, text: host };
  const port = Number(portText);
  return { host, port: port <= maxPort ? port : undefined, text: `${host}:${portText}` };
}
