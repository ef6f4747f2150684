import type { Transport } from '../../rows.ts';
import type { Endpoint } from './endpoint.ts';
import type { LogTime } from './log-time.ts';

/** What `CaptureFacts.format` shows. */
export type LogFormatName =
  | 'sip-text'
  | 'asterisk-log'
  | 'freeswitch-log'
  | 'kamailio-sipdump'
  | 'siptrace-log'
  | 'syslog'
  | 'cisco-log'
  | 'audiocodes-log'
  | 'oracle-log'
  | 'ngrep-text'
  | 'sngrep-text'
  | 'wireshark-text';

/**
 * How the lines of a message stand in a log: as they were; with a dot for each CR (ngrep); as leaves of a tree (Wireshark); with #012 for each line break,
 * in one line (syslog).
 */
export type LineForm = 'plain' | 'dotted' | 'tree' | 'escaped';

/** What a log says of a message before its first line. */
export type Envelope = {
  readonly format: LogFormatName;
  /** Seen from who writes the log. */
  readonly direction?: 'received' | 'sent' | undefined;
  readonly source?: Endpoint | undefined;
  readonly destination?: Endpoint | undefined;
  readonly transport?: Transport | undefined;
  readonly time?: LogTime | undefined;
  readonly form?: LineForm;
  /** What stands there is no traffic, but what the program made of a message for itself. */
  readonly isInternal?: true;
};

/**
 * Knows the lines of one format that tell of messages. `read` is asked of every line that may be one, in order: an envelope is complete with this line;
 * `part` says that the line belongs to one, or ends a message; undefined that it is not the format's.
 */
export type LogFormat = {
  read(line: string): Envelope | 'part' | undefined;
};

const transports = new Map<string, Transport>([
  ['UDP', 'UDP'],
  ['TCP', 'TCP'],
  ['TLS', 'TLS'],
  ['SCTP', 'SCTP'],
  ['WS', 'WS'],
  ['WSS', 'WSS'],
]);

/** `UDP`, `tls`, `TCP6`, `WS`. */
export function transportOf(text: string): Transport | undefined {
  const name = text.toUpperCase();
  return transports.get(name) ?? transports.get(name.replace(/6$/u, ''));
}
