import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { MediaField, RtpMap } from '../../grammar/sdp-rules.ts';
import { staticPayloads } from './static-payloads.ts';
import type {
  Attribute,
  Bandwidth,
  Connection,
  Direction,
  Media,
  Origin,
  PayloadFormat,
  SdpLine,
  SessionDescription,
  Timing,
} from './session-description.ts';

const directions: ReadonlySet<string> = new Set(['sendrecv', 'sendonly', 'recvonly', 'inactive']);

/** What a section (the session's, or a medium's) has gathered so far. */
class Section {
  connection: Connection | undefined = undefined;
  direction: Direction | undefined = undefined;
  information: string | undefined = undefined;
  readonly bandwidths: Bandwidth[] = [];
  readonly attributes: Attribute[] = [];
}

class MediaSection extends Section {
  /** Undefined where the section's own line could not be read. */
  readonly field: MediaField | undefined;
  readonly start: number;
  ptimeMs: number | undefined = undefined;
  readonly rtpMaps: Map<number, RtpMap> = new Map();
  readonly parameters: Map<string, string> = new Map();

  constructor(field: MediaField | undefined, start: number) {
    super();
    this.field = field;
    this.start = start;
  }
}

/** Puts a session description together, line after line. */
export class SdpBuilder {
  version: string | undefined = undefined;
  origin: Origin | undefined = undefined;
  sessionName: string | undefined = undefined;
  uri: string | undefined = undefined;
  readonly emails: string[] = [];
  readonly phones: string[] = [];
  readonly timings: Timing[] = [];
  readonly #session: Section = new Section();
  readonly #media: MediaSection[] = [];
  readonly #end: number;

  constructor(end: number) {
    this.#end = end;
  }

  get mediaCount(): number {
    return this.#media.length;
  }

  beginMedia(field: MediaField | undefined, start: number): void {
    this.#media.push(new MediaSection(field, start));
  }

  setInformation(text: string): void {
    this.#section.information ??= text;
  }

  addConnection(connection: Connection | undefined): void {
    this.#section.connection ??= connection;
  }

  addBandwidth(bandwidth: Bandwidth | undefined): void {
    if (bandwidth !== undefined) this.#section.bandwidths.push(bandwidth);
  }

  addAttribute(attribute: Attribute): void {
    this.#section.attributes.push(attribute);
    // The set holds the names of directions and no others.
    if (directions.has(attribute.name)) this.#section.direction ??= attribute.name as Direction;
  }

  addRtpMap(rtpMap: RtpMap | undefined): void {
    const media = this.#media.at(-1);
    if (rtpMap !== undefined && media?.rtpMaps.has(rtpMap.payloadType) === false)
      media.rtpMaps.set(rtpMap.payloadType, rtpMap);
  }

  addFormatParameters(fmtp: { readonly format: string; readonly parameters: string } | undefined): void {
    const media = this.#media.at(-1);
    if (fmtp !== undefined && media?.parameters.has(fmtp.format) === false)
      media.parameters.set(fmtp.format, fmtp.parameters);
  }

  setPtime(text: string): void {
    const media = this.#media.at(-1);
    const ptimeMs = Number.parseFloat(text);
    if (media !== undefined && Number.isFinite(ptimeMs) && ptimeMs > 0) media.ptimeMs ??= ptimeMs;
  }

  build(lines: readonly SdpLine[], diagnostics: readonly Diagnostic[]): SessionDescription {
    const { connection, information, bandwidths, attributes } = this.#session;
    const media: Media[] = [];
    for (const [index, section] of this.#media.entries()) {
      const end = this.#media[index + 1]?.start ?? this.#end;
      if (section.field !== undefined) media.push(this.#buildMedia(section, section.field, end));
    }
    return {
      version: this.version,
      origin: this.origin,
      sessionName: this.sessionName,
      information,
      uri: this.uri,
      emails: this.emails,
      phones: this.phones,
      connection,
      bandwidths,
      timings: this.timings,
      attributes,
      media,
      lines,
      diagnostics,
    };
  }

  get #section(): Section {
    return this.#media.at(-1) ?? this.#session;
  }

  #buildMedia(section: MediaSection, field: MediaField, end: number): Media {
    const connection = section.connection ?? this.#session.connection;
    const isRtp = field.proto.toUpperCase().includes('RTP');
    const payloads = isRtp ? payloadFormats(section, field.formats) : [];
    return {
      ...field,
      connection,
      address: connection?.address,
      direction: section.direction ?? this.#session.direction ?? 'sendrecv',
      codecs: isRtp ? payloads.map((payload) => payload.encoding) : field.formats,
      payloads,
      ptimeMs: section.ptimeMs,
      information: section.information,
      bandwidths: section.bandwidths,
      attributes: section.attributes,
      span: [section.start, end],
    };
  }
}

/** The formats of an RTP section that are known: mapped by the section, or fixed by RFC 3551. */
function payloadFormats(section: MediaSection, formats: readonly string[]): readonly PayloadFormat[] {
  const found: PayloadFormat[] = [];
  for (const format of formats) {
    const payloadType = Number(format);
    const known =
      section.rtpMaps.get(payloadType) ?? staticPayloads.find((payload) => payload.payloadType === payloadType);
    if (known !== undefined) found.push({ ...known, parameters: section.parameters.get(format) });
  }
  return found;
}
