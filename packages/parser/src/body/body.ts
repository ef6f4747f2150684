import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { ValueTypes } from '../grammar/value-types.ts';
import type { HeaderKinds, HeaderName } from '../header/header-table.ts';
import type { MediaType } from '../header/media-type.ts';
import { type Parameter, parameterValue } from '../header/parameter.ts';
import type { TokenParams } from '../header/token-params.ts';
import type { HeaderField } from '../message/header-field.ts';
import type { Limits } from '../message/limits.ts';
import type { SipMessage } from '../message/sip-message.ts';
import { decodeText, SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import { type BodyValue, readBodyValue } from './body-value.ts';
import { type ContentHeaders, HeaderSection } from './header-section.ts';
import type { SessionDescription } from './sdp/session-description.ts';
import { decodeBase64, decodeQuotedPrintable } from './transfer-encoding.ts';

/** What bodies within bodies have in common. */
export type BodyContext = {
  readonly source: SourceText;
  readonly limits: Limits;
  /** Parses a message that lies within a body. */
  readonly parse: (bytes: Uint8Array, start: number, end: number, limits: Limits) => SipMessage;
};

const noParams: readonly Parameter[] = [];

/**
 * What a message carries, or a part of it: the bytes, what its header fields say of them, and what is read from them when asked.
 * All spans count from the message's first byte, however deep the body lies. RFC 3261 §7.4, RFC 5621.
 */
export class Body {
  /** The content, without header fields. */
  readonly span: Span;
  /** With the header fields of its own that a part has. */
  readonly partSpan: Span;
  readonly #context: BodyContext;
  readonly #headers: ContentHeaders;
  /** Undefined of a message's body, which is described by the message's. */
  readonly #section: HeaderSection | undefined;
  /** The media type of a body that names none. */
  readonly #defaultType: string;
  /** In how many bodies it lies. */
  readonly #depth: number;
  #mediaType: string | undefined = undefined;
  #content: Uint8Array | undefined = undefined;
  #value: BodyValue | undefined = undefined;

  constructor(context: BodyContext, headers: ContentHeaders | HeaderSection, span: Span, depth = 0, defaultType = '') {
    this.span = span;
    this.#context = context;
    this.#headers = headers;
    this.#section = headers instanceof HeaderSection ? headers : undefined;
    this.partSpan = this.#section === undefined ? span : [this.#section.span[0], span[1]];
    this.#depth = depth;
    this.#defaultType = defaultType;
  }

  /** The header fields of its own: none of a message's body, whose fields are the message's. */
  get headers(): readonly HeaderField[] {
    return this.#section?.headers ?? [];
  }

  /** Whether an empty line ends the header fields of its own. */
  get terminated(): boolean {
    return this.#section?.terminated ?? true;
  }

  /** The first field of that name of those that describe the body: a part's own, or the message's. */
  header(name: string): HeaderField | undefined {
    return this.#headers.header(name);
  }

  /** All values of that header of the fields that describe the body. */
  values<Name extends HeaderName>(name: Name): readonly ValueTypes[HeaderKinds[Name]][] {
    return this.#headers.values(name);
  }

  get contentType(): MediaType | undefined {
    return this.#headers.values('Content-Type')[0];
  }

  /** `type/subtype` in lower case; of a part that names none `text/plain` (RFC 2046 §5.1), else empty. */
  get mediaType(): string {
    return (this.#mediaType ??= this.contentType?.essence ?? this.#defaultType);
  }

  /** The value of a parameter of Content-Type, by its name in lower case. */
  typeParameter(name: string): string | undefined {
    return parameterValue(this.contentType?.params ?? noParams, name);
  }

  get contentDisposition(): TokenParams | undefined {
    return this.#headers.values('Content-Disposition')[0];
  }

  /** What the body is for: as written, else `session` of SDP, `signal` of ISUP and QSIG, `render` of others. RFC 3261 §20.11, RFC 3204 §3. */
  get disposition(): string {
    const { contentDisposition, mediaType } = this;
    if (contentDisposition !== undefined) return contentDisposition.value.toLowerCase();
    if (mediaType === 'application/sdp') return 'session';
    return mediaType === 'application/isup' || mediaType === 'application/qsig' ? 'signal' : 'render';
  }

  /** `optional` where whoever does not understand the body may ignore it; `required` where nothing is said. RFC 3261 §20.11. */
  get handling(): string {
    return parameterValue(this.contentDisposition?.params ?? noParams, 'handling')?.toLowerCase() ?? 'required';
  }

  /** Content codings applied, such as `gzip`; a body that has any is not read further. */
  get contentEncodings(): readonly string[] {
    return this.#headers.values('Content-Encoding').filter((coding) => coding.toLowerCase() !== 'identity');
  }

  get contentLanguages(): readonly string[] {
    return this.#headers.values('Content-Language');
  }

  /** Without its angle brackets: what a `cid:` URI names. RFC 2392, RFC 8262. */
  get contentId(): string | undefined {
    const text = this.#headers.header('Content-ID')?.value;
    return text?.startsWith('<') === true && text.endsWith('>') ? text.slice(1, -1) : text;
  }

  /** `base64`, `quoted-printable`, or `binary` where the bytes stand as they are. RFC 2045 §6. */
  get transferEncoding(): 'base64' | 'quoted-printable' | 'binary' {
    const value = this.#section?.header('Content-Transfer-Encoding')?.value.toLowerCase();
    return value === 'base64' || value === 'quoted-printable' ? value : 'binary';
  }

  /** A view of the bytes as they stand in the message. */
  get bytes(): Uint8Array {
    return this.#context.source.bytes.subarray(...this.span);
  }

  /** The bytes with their transfer encoding taken off; the same view as `bytes` where there is none. */
  get content(): Uint8Array {
    return (this.#content ??= this.#decode());
  }

  /** The content as text: UTF-8, unless its charset says Latin-1; U+FFFD for what is not. */
  get text(): string {
    const charset = this.typeParameter('charset')?.toLowerCase();
    return charset === 'iso-8859-1' ? new TextDecoder('latin1').decode(this.content) : decodeText(this.content);
  }

  /** What the body says, by its media type. Read once, when first asked for. */
  get value(): BodyValue {
    return (this.#value ??= this.#readValue());
  }

  /** The parts of a multipart; none of any other body. */
  get parts(): readonly Body[] {
    const value = this.mediaType.startsWith('multipart/') ? this.value : undefined;
    return value?.kind === 'multipart' ? value.parts : [];
  }

  /** The first body of that media type (in lower case), this one and the parts within it in order. */
  find(mediaType: string): Body | undefined {
    return this.#first((body) => body.mediaType === mediaType);
  }

  /** The session description it is, or the first one among its parts that is meant for the session. RFC 5621 §3. */
  get sdp(): SessionDescription | undefined {
    const isSession = (body: Body): boolean =>
      body.mediaType === 'application/sdp' &&
      body.transferEncoding === 'binary' &&
      (body === this || body.disposition === 'session');
    const value = this.#first(isSession)?.value;
    return value?.kind === 'sdp' ? value.session : undefined;
  }

  /** What is wrong with the body's text, in the order of reading. */
  get diagnostics(): readonly Diagnostic[] {
    const found = [...(this.#section?.diagnostics ?? [])];
    if (this.#isTooDeep()) found.push({ code: 'limit-body-depth', span: this.span, detail: `${this.#depth}` });
    const { value } = this;
    if ('diagnostics' in value) append(found, this.#placed(value.diagnostics));
    return found;
  }

  /** A body within this one that begins with header fields of its own: those of MIME, or of SIP too. */
  inner(span: Span, fields: 'content' | 'all', defaultType = ''): Body {
    const section = new HeaderSection(this.#context.source, span, this.#context.limits, fields);
    return new Body(this.#context, section, [section.span[1], span[1]], this.#depth + 1, defaultType);
  }

  #first(isIt: (body: Body) => boolean): Body | undefined {
    if (isIt(this)) return this;
    // Parts nest no deeper than `limits.bodyDepth`.
    for (const part of this.parts) {
      const found = part.#first(isIt);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #decode(): Uint8Array {
    switch (this.transferEncoding) {
      case 'base64':
        return decodeBase64(this.bytes);
      case 'quoted-printable':
        return decodeQuotedPrintable(this.bytes);
      default:
        return this.bytes;
    }
  }

  #isTooDeep(): boolean {
    return this.#depth >= this.#context.limits.bodyDepth && isContainer(this.mediaType);
  }

  #readValue(): BodyValue {
    if (this.contentEncodings.length > 0 || this.#isTooDeep()) return { kind: 'unknown' };
    const { limits, parse } = this.#context;
    const inner = { ...limits, bodyDepth: Math.max(0, limits.bodyDepth - this.#depth - 1) };
    if (this.transferEncoding === 'binary')
      return readBodyValue(this, {
        source: this.#context.source,
        span: this.span,
        limits,
        parse: (start, end) => parse(this.#context.source.bytes, start, end, inner),
      });
    if (isContainer(this.mediaType)) return { kind: 'unknown' };
    const source = new SourceText(this.content);
    return readBodyValue(this, {
      source,
      span: [0, this.content.length],
      limits,
      parse: (start, end) => parse(this.content, start, end, inner),
    });
  }

  /** What is wrong with content that stands encoded has no place of its own: its place is the whole body. */
  #placed(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
    if (this.transferEncoding === 'binary') return diagnostics;
    return diagnostics.map((diagnostic) => ({ ...diagnostic, span: this.span }));
  }
}

/** Whether bodies of that type hold others. MIME forbids to encode these. RFC 2045 §6.4. */
function isContainer(mediaType: string): boolean {
  return mediaType.startsWith('multipart/') || mediaType.startsWith('message/');
}

function append(found: Diagnostic[], some: readonly Diagnostic[]): void {
  for (const one of some) found.push(one);
}
