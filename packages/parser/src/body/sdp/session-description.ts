import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../text/span.ts';
import type { Attribute } from './attribute.ts';
import type { Media } from './media.ts';
import { SdpSection, type SectionFields } from './sdp-section.ts';

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

/** When the session takes place again: every so many seconds, so long, so long behind the start each time. RFC 8866 §5.10. */
export type RepeatTimes = { readonly interval: number; readonly duration: number; readonly offsets: readonly number[] };

/** Start and stop as NTP seconds; 0 is without bound. RFC 8866 §5.9. */
export type Timing = { readonly start: number; readonly stop: number; readonly repeats: readonly RepeatTimes[] };

/** By how many seconds repeats move from that time on. RFC 8866 §5.11. */
export type ZoneAdjustment = { readonly time: number; readonly offset: number };

/** Who sends media. RFC 8866 §6.7. */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/** One line as it stands in the body. */
export type SdpLine = {
  /** The letter before `=`; empty of a line that is none. */
  readonly type: string;
  readonly valueSpan: Span;
  /** To behind the line break. */
  readonly span: Span;
};

/** What stands before the first medium. */
export type SessionFields = SectionFields & {
  readonly version: string | undefined;
  readonly origin: Origin | undefined;
  readonly sessionName: string | undefined;
  readonly uri: string | undefined;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly timings: readonly Timing[];
  readonly zones: readonly ZoneAdjustment[];
};

/** What one side offers or answers. RFC 8866. */
export class SessionDescription extends SdpSection {
  readonly version: string | undefined;
  readonly origin: Origin | undefined;
  readonly sessionName: string | undefined;
  readonly uri: string | undefined;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly timings: readonly Timing[];
  readonly zones: readonly ZoneAdjustment[];
  readonly media: readonly Media[];
  readonly lines: readonly SdpLine[];
  readonly #diagnose: () => readonly Diagnostic[];
  #diagnostics: readonly Diagnostic[] | undefined = undefined;

  constructor(
    fields: SessionFields,
    media: readonly Media[],
    lines: readonly SdpLine[],
    diagnose: () => readonly Diagnostic[],
  ) {
    super(fields);
    this.version = fields.version;
    this.origin = fields.origin;
    this.sessionName = fields.sessionName;
    this.uri = fields.uri;
    this.emails = fields.emails;
    this.phones = fields.phones;
    this.timings = fields.timings;
    this.zones = fields.zones;
    this.media = media;
    this.lines = lines;
    this.#diagnose = diagnose;
  }

  /** The session's own; that of a medium stands there. */
  get connection(): Connection | undefined {
    return this.connections[0];
  }

  /** The identification tags of the group of that kind: `sdp.group('BUNDLE')`. RFC 5888, RFC 9143. */
  group(semantics: string): readonly string[] | undefined {
    return this.all('group').find((group) => group.semantics === semantics)?.ids;
  }

  /** Everything that is wrong with the lines, and with the attributes' values. */
  get diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= this.#diagnose());
  }
}

/** The first attribute of that name. */
export function attribute<Name extends string>(
  attributes: readonly Attribute[],
  name: Name,
): Attribute<Name> | undefined {
  // Its name is that name.
  return attributes.find((one) => one.name === name) as Attribute<Name> | undefined;
}
