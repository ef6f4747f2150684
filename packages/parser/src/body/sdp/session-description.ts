import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../text/span.ts';

/** Who made the session, and which of its versions this is. RFC 8866 §5.2. */
export type Origin = {
  readonly username: string;
  /** As text: numbers here often exceed what a number holds exactly. */
  readonly sessionId: string;
  readonly sessionVersion: string;
  readonly networkType: string;
  readonly addressType: string;
  readonly address: string;
};

/** Where media is to be sent. RFC 8866 §5.7. */
export type Connection = {
  readonly networkType: string;
  readonly addressType: string;
  readonly address: string;
  /** Of an IPv4 multicast address. */
  readonly ttl: number | undefined;
  /** How many addresses in a row. */
  readonly count: number | undefined;
};

/** RFC 8866 §5.8. */
export type Bandwidth = { readonly type: string; readonly value: number };

/** Start and stop as NTP seconds; 0 is without bound. RFC 8866 §5.9. */
export type Timing = { readonly start: number; readonly stop: number };

/** `a=name` or `a=name:value`. RFC 8866 §5.13. */
export type Attribute = {
  readonly name: string;
  readonly value: string | undefined;
  readonly span: Span;
};

/** What a payload type of RTP stands for: said by `a=rtpmap`, or fixed by RFC 3551 §6. */
export type PayloadFormat = {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
  /** The value of its `a=fmtp`. */
  readonly parameters: string | undefined;
};

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** One `m=` section. RFC 8866 §5.14. */
export type Media = {
  /** `audio`, `video` … */
  readonly kind: string;
  /** Undefined where the number is no port. */
  readonly port: number | undefined;
  /** How many ports, where the section says so. */
  readonly portCount: number | undefined;
  readonly proto: string;
  readonly formats: readonly string[];
  /** Its own, else the session's. */
  readonly connection: Connection | undefined;
  /** The address of `connection`. */
  readonly address: string | undefined;
  /** Its own, else the session's, else sendrecv. RFC 8866 §6.7. */
  readonly direction: Direction;
  /** Names of the payload formats in the order of `formats`; of media that is not RTP, the formats. */
  readonly codecs: readonly string[];
  readonly payloads: readonly PayloadFormat[];
  /** Milliseconds of media in a packet. RFC 8866 §6.4. */
  readonly ptimeMs: number | undefined;
  readonly information: string | undefined;
  readonly bandwidths: readonly Bandwidth[];
  readonly attributes: readonly Attribute[];
  /** From the `m` to behind the section's last line. */
  readonly span: Span;
};

/** What one side offers or answers. RFC 8866. */
export type SessionDescription = {
  readonly version: string | undefined;
  readonly origin: Origin | undefined;
  readonly sessionName: string | undefined;
  readonly information: string | undefined;
  readonly uri: string | undefined;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly connection: Connection | undefined;
  readonly bandwidths: readonly Bandwidth[];
  readonly timings: readonly Timing[];
  readonly attributes: readonly Attribute[];
  readonly media: readonly Media[];
  readonly lines: readonly SdpLine[];
  readonly diagnostics: readonly Diagnostic[];
};

/** One line as it stands in the body. */
export type SdpLine = {
  /** The letter before `=`; empty of a line that is none. */
  readonly type: string;
  readonly valueSpan: Span;
  /** To behind the line break. */
  readonly span: Span;
};

/** The first attribute of that name. */
export function attribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((one) => one.name === name);
}
