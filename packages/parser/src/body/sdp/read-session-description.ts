import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { readSdpValue, type SdpValueKind, type SdpValueTypes } from '../../grammar/read-sdp-value.ts';
import type { MediaField } from '../../grammar/sdp-rules.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import { type Attribute, isAttribute, readAttribute } from './attribute.ts';
import { checkBreaks, checkLines, checkSpaces } from './check-lines.ts';
import { Media } from './media.ts';
import type { SectionFields } from './sdp-section.ts';
import type { SdpLimits } from './sdp-limits.ts';
import { sdpLines } from './sdp-lines.ts';
import {
  type Bandwidth,
  type Connection,
  type Origin,
  type RepeatTimes,
  type SdpLine,
  SessionDescription,
  type Timing,
  type ZoneAdjustment,
} from './session-description.ts';

/** As many errors are told of one session description; behind the last it is not read. */
const maxErrors = 1000;

/** Reads the session description at `[start, end)` of a source. RFC 8866 §5. */
export function readSessionDescription(source: SourceText, span: Span, limits: SdpLimits): SessionDescription {
  const lines = sdpLines(source.bytes, span[0], span[1]);
  const reader = new LineReader(source, span);
  for (const line of lines) {
    const limit = limitReached(reader, line, limits);
    if (limit === undefined) reader.receive(line);
    else {
      reader.diagnostics.push(limit);
      break;
    }
  }
  checkLines(lines, span, reader.diagnostics);
  return reader.build(lines);
}

function limitReached(reader: LineReader, line: SdpLine, limits: SdpLimits): Diagnostic | undefined {
  const span = [line.span[0], reader.span[1]] as const;
  if (line.type === 'm' && reader.media.length >= limits.media)
    return { code: 'limit-sdp-media', span, detail: `${limits.media}` };
  if (line.type === 'a' && reader.attributeLines >= limits.attributes)
    return { code: 'limit-sdp-attributes', span, detail: `${limits.attributes}` };
  return reader.diagnostics.length >= maxErrors ? { code: 'limit-errors', span: line.span } : undefined;
}

/** What a section (the session's, or a medium's) has gathered so far. */
class Section {
  /** Undefined of the session, and where a medium's own line could not be read. */
  readonly field: MediaField | undefined;
  readonly start: number;
  information: Span | undefined = undefined;
  key: string | undefined = undefined;
  readonly connections: Connection[] = [];
  readonly bandwidths: Bandwidth[] = [];
  readonly attributes: Attribute[] = [];

  constructor(start: number, field?: MediaField) {
    this.start = start;
    this.field = field;
  }
}

/** Puts a session description together, line after line. */
class LineReader {
  readonly span: Span;
  readonly diagnostics: Diagnostic[] = [];
  readonly media: Section[] = [];
  attributeLines = 0;
  readonly #source: SourceText;
  readonly #session: Section;
  #section: Section;
  #version: string | undefined = undefined;
  #origin: Origin | undefined = undefined;
  #name: Span | undefined = undefined;
  #uri: string | undefined = undefined;
  #repeats: RepeatTimes[] = [];
  readonly #emails: string[] = [];
  readonly #phones: string[] = [];
  readonly #timings: Timing[] = [];
  readonly #zones: ZoneAdjustment[] = [];

  constructor(source: SourceText, span: Span) {
    this.span = span;
    this.#source = source;
    this.#session = new Section(span[0]);
    this.#section = this.#session;
  }

  receive(line: SdpLine): void {
    const { valueSpan } = line;
    const section = this.#section;
    switch (line.type) {
      case 'v':
        this.#version ??= this.#text(valueSpan);
        if (this.#version !== '0') this.diagnostics.push({ code: 'sdp-version', span: line.span });
        break;
      case 'o':
        this.#origin ??= this.#read('origin', valueSpan);
        break;
      case 's':
        this.#name ??= valueSpan;
        break;
      case 'i':
        section.information ??= valueSpan;
        break;
      case 'u':
        this.#uri ??= this.#text(valueSpan);
        break;
      case 'e':
        this.#emails.push(this.#text(valueSpan));
        break;
      case 'p':
        this.#phones.push(this.#text(valueSpan));
        break;
      case 'c':
        this.#addConnection(line);
        break;
      case 'b':
        pushIfAny(section.bandwidths, this.#read('bandwidth', valueSpan));
        break;
      case 't':
        this.#addTiming(this.#read('timing', valueSpan));
        break;
      case 'r':
        pushIfAny(this.#repeats, this.#read('repeat', valueSpan));
        break;
      case 'z':
        for (const zone of this.#read('zone', valueSpan) ?? []) this.#zones.push(zone);
        break;
      case 'k':
        section.key ??= this.#text(valueSpan);
        break;
      case 'm':
        this.#section = new Section(line.span[0], this.#read('media', valueSpan));
        this.media.push(this.#section);
        break;
      case 'a':
        this.#addAttribute(line);
        break;
      default:
        this.diagnostics.push({ code: line.type === '' ? 'sdp-line' : 'sdp-line-type', span: line.span });
    }
  }

  build(lines: readonly SdpLine[]): SessionDescription {
    const media: Media[] = [];
    const session = new SessionDescription(
      {
        ...this.#fields(this.#session, this.span[1]),
        version: this.#version,
        origin: this.#origin,
        sessionName: this.#name && this.#charsetText(this.#name),
        uri: this.#uri,
        emails: this.#emails,
        phones: this.#phones,
        timings: this.#timings,
        zones: this.#zones,
      },
      media,
      lines,
      () => this.#allDiagnostics(lines),
    );
    for (const [index, section] of this.media.entries()) {
      const end = this.media[index + 1]?.start ?? this.span[1];
      if (section.field !== undefined) media.push(new Media(section.field, this.#fields(section, end), session));
    }
    return session;
  }

  #read<Kind extends SdpValueKind>(kind: Kind, [start, end]: Span): SdpValueTypes[Kind] | undefined {
    return readSdpValue(kind, this.#source, start, end, this.diagnostics);
  }

  #text([start, end]: Span): string {
    return this.#source.slice(start, end);
  }

  #addConnection(line: SdpLine): void {
    const { connections } = this.#section;
    const connection = this.#read('connection', line.valueSpan);
    if (connection === undefined) return;
    connections.push(connection);
    // A medium may have several, of the layers of a multicast. RFC 8866 §5.7.
    if (connections.length > 1 && this.#section !== this.#session && !isMulticast(connection))
      this.diagnostics.push({ code: 'sdp-line-repeated', span: line.span });
  }

  #addTiming(timing: Timing | undefined): void {
    if (timing === undefined) return;
    this.#repeats = [];
    this.#timings.push({ ...timing, repeats: this.#repeats });
  }

  #addAttribute(line: SdpLine): void {
    this.attributeLines++;
    // The grammar has something to say only of lines that are no attribute.
    if (!isAttribute(this.#source.bytes, line.valueSpan) && this.#read('attribute', line.valueSpan) === undefined)
      return;
    const level = this.#section === this.#session ? 'session' : 'media';
    this.#section.attributes.push(readAttribute(this.#source, line.valueSpan, level, line.span));
  }

  #fields({ start, information, connections, bandwidths, key, attributes }: Section, end: number): SectionFields {
    const text = information && this.#charsetText(information);
    const span = [start, end] as const;
    return { source: this.#source, span, information: text, connections, bandwidths, key, attributes };
  }

  /** The text of `s=` and `i=`, in the character set of `a=charset`. RFC 8866 §6.10. */
  #charsetText(span: Span): string {
    const charset = this.#session.attributes.find(({ name }) => name === 'charset')?.value;
    if (charset === undefined) return this.#text(span);
    try {
      return new TextDecoder(charset.trim()).decode(this.#source.bytes.subarray(span[0], span[1]));
    } catch {
      // A character set that nobody here knows.
      return this.#text(span);
    }
  }

  #allDiagnostics(lines: readonly SdpLine[]): readonly Diagnostic[] {
    const found = [...this.diagnostics];
    checkBreaks(this.#source.bytes, lines, found);
    checkSpaces(this.#source.bytes, lines, found);
    for (const section of [this.#session, ...this.media]) {
      for (const attribute of section.attributes) {
        if (found.length < maxErrors) for (const one of attribute.diagnostics) found.push(one);
        else return inOrder([...found, { code: 'limit-errors', span: attribute.span }]);
      }
    }
    return inOrder(found);
  }
}

/** In order of place; that there are more errors is told once. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const limit = diagnostics.findIndex(({ code }) => code === 'limit-errors');
  const told = diagnostics.filter(({ code }, at) => code !== 'limit-errors' || at === limit);
  return told.toSorted((one, other) => one.span[0] - other.span[0]);
}

function isMulticast({ addressType, address }: Connection): boolean {
  return addressType === 'IP6' ? /^ff/i.test(address) : /^2(?:2[4-9]|3\d)\./.test(address);
}

function pushIfAny<Value>(list: Value[], value: Value | undefined): void {
  if (value !== undefined) list.push(value);
}
