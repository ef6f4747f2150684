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

/** `port` is the number that `portText` says, `written` all that stands there, white space included. */
export function hostPort(host: string, portText: string | undefined, port: number, written: string): HostPort {
  if (portText === undefined) return { host, port: undefined, text: host };
  const isTight = written.length === host.length + 1 + portText.length;
  return { host, port: port <= maxPort ? port : undefined, text: isTight ? written : `${host}:${portText}` };
}
