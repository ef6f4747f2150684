import type { MediaField, RtpMap } from '../../grammar/sdp-rules.ts';
import type { Attribute, AttributeValue, NumberedAttribute } from './attribute.ts';
import type { AttributeName } from './attribute-table.ts';
import type { Candidate, Crypto, Extmap, Fingerprint, Msid, RtcpFeedback } from './attribute-values.ts';
import { SdpSection, type SectionFields } from './sdp-section.ts';
import type { Connection, Direction, SessionDescription } from './session-description.ts';
import { staticPayloads } from './static-payloads.ts';

/** What a payload type of RTP stands for: said by `a=rtpmap`, or fixed by RFC 3551 §6. */
export type PayloadFormat = {
  readonly payloadType: number;
  readonly encoding: string;
  readonly clockHz: number;
  readonly channels: number;
  /** The value of its `a=fmtp`; `readFormatParameters` takes it apart. */
  readonly parameters: string | undefined;
};

const directions: ReadonlySet<string> = new Set(['sendrecv', 'sendonly', 'recvonly', 'inactive']);

/** One `m=` section. What its attributes say is read when it is asked for. RFC 8866 §5.14. */
export class Media extends SdpSection {
  /** `audio`, `video` … */
  readonly kind: string;
  /** Undefined where the number is no port. */
  readonly port: number | undefined;
  /** How many ports, where the section says so. */
  readonly portCount: number | undefined;
  readonly proto: string;
  readonly formats: readonly string[];
  readonly #session: SessionDescription;
  #payloads: readonly PayloadFormat[] | undefined = undefined;

  constructor(field: MediaField, fields: SectionFields, session: SessionDescription) {
    super(fields);
    this.kind = field.kind;
    this.port = field.port;
    this.portCount = field.portCount;
    this.proto = field.proto;
    this.formats = field.formats;
    this.#session = session;
  }

  /** Its own, else the session's. */
  get connection(): Connection | undefined {
    return this.connections[0] ?? this.#session.connection;
  }

  /** The address of `connection`. */
  get address(): string | undefined {
    return this.connection?.address;
  }

  /** Its own, else the session's, else sendrecv. RFC 8866 §6.7. */
  get direction(): Direction {
    return directionOf(this.attributes) ?? directionOf(this.#session.attributes) ?? 'sendrecv';
  }

  /** Whether the formats are payload types of RTP. */
  get isRtp(): boolean {
    return this.proto.toUpperCase().includes('RTP');
  }

  /** Names of the payload formats in the order of `formats`; of media that is not RTP, the formats. */
  get codecs(): readonly string[] {
    return this.isRtp ? this.payloads.map(({ encoding }) => encoding) : this.formats;
  }

  /** The formats of RTP that are known: mapped by the section, or fixed by RFC 3551. */
  get payloads(): readonly PayloadFormat[] {
    return (this.#payloads ??= this.isRtp ? payloadFormats(this) : []);
  }

  get rtpmaps(): readonly RtpMap[] {
    return this.all('rtpmap');
  }

  /** Milliseconds of media in a packet. RFC 8866 §6.4. */
  get ptimeMs(): number | undefined {
    return this.get('ptime');
  }

  /** RFC 8866 §6.5. */
  get maxptimeMs(): number | undefined {
    return this.get('maxptime');
  }

  /** What groups call it. RFC 5888 §4. */
  get mid(): string | undefined {
    return this.get('mid');
  }

  get candidates(): readonly Candidate[] {
    return this.all('candidate');
  }

  /** Keys of SRTP in clear text. RFC 4568. */
  get crypto(): readonly Crypto[] {
    return this.all('crypto');
  }

  /** Its own, else the session's. RFC 8122 §5. */
  get fingerprints(): readonly Fingerprint[] {
    return this.allInherited('fingerprint');
  }

  /** Its own, else the session's. RFC 4145 §4. */
  get setup(): string | undefined {
    return this.inherited('setup');
  }

  /** Its own, else the session's. RFC 8839 §5.4. */
  get iceUfrag(): string | undefined {
    return this.inherited('ice-ufrag');
  }

  /** Its own, else the session's. RFC 8839 §5.4. */
  get icePwd(): string | undefined {
    return this.inherited('ice-pwd');
  }

  /** Whether RTCP shares the port of RTP. RFC 5761. */
  get rtcpMux(): boolean {
    return this.has('rtcp-mux');
  }

  get rtcpFeedback(): readonly RtcpFeedback[] {
    return this.all('rtcp-fb');
  }

  /** Its own, and the session's. RFC 8285 §8. */
  get extmaps(): readonly Extmap[] {
    return [...this.#session.all('extmap'), ...this.all('extmap')];
  }

  get msids(): readonly Msid[] {
    return this.all('msid');
  }

  /** Attributes of the sources of RTP. RFC 5576. */
  get ssrcs(): readonly NumberedAttribute[] {
    return this.all('ssrc');
  }

  /** What the first attribute of that name says: the section's own, else the session's. */
  inherited<Name extends AttributeName>(name: Name): AttributeValue<Name> | undefined {
    return this.get(name) ?? this.#session.get(name);
  }

  /** What all attributes of that name say: the section's own, else, where it has none, the session's. */
  allInherited<Name extends AttributeName>(name: Name): readonly AttributeValue<Name>[] {
    return this.has(name) ? this.all(name) : this.#session.all(name);
  }
}

function directionOf(attributes: readonly Attribute[]): Direction | undefined {
  // The set holds the names of directions and no others.
  return attributes.find(({ name }) => directions.has(name))?.name as Direction | undefined;
}

function payloadFormats(media: Media): readonly PayloadFormat[] {
  const mapped = new Map<number, RtpMap>();
  for (const rtpmap of media.rtpmaps) if (!mapped.has(rtpmap.payloadType)) mapped.set(rtpmap.payloadType, rtpmap);
  const parameters = new Map<string, string>();
  for (const fmtp of media.all('fmtp')) if (!parameters.has(fmtp.format)) parameters.set(fmtp.format, fmtp.parameters);
  const found: PayloadFormat[] = [];
  for (const format of media.formats) {
    const payloadType = Number(format);
    const known = mapped.get(payloadType) ?? staticPayloads.find((payload) => payload.payloadType === payloadType);
    if (known !== undefined) found.push({ ...known, parameters: parameters.get(format) });
  }
  return found;
}
