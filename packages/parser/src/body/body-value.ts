import type { Limits } from '../message/limits.ts';
import type { SipMessage } from '../message/sip-message.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Span } from '../text/span.ts';
import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Body } from './body.ts';
import { type Cpim, readCpim } from './cpim.ts';
import { type Dtmf, readDtmf } from './dtmf.ts';
import { type Isup, readIsup } from './isup.ts';
import { type MessageSummary, readMessageSummary } from './message-summary.ts';
import { type Multipart, readMultipart } from './multipart.ts';
import { type Qsig, readQsig } from './qsig.ts';
import { readSessionDescription } from './sdp/read-session-description.ts';
import type { SessionDescription } from './sdp/session-description.ts';
import { readSipFragment, type SipFragment } from './sip-fragment.ts';
import { readVqReport, type VqReport } from './vq-report.ts';

/** A body that is a session description. RFC 8866. */
export type SdpBody = {
  readonly kind: 'sdp';
  readonly session: SessionDescription;
  readonly diagnostics: readonly Diagnostic[];
};

/** A whole message within a message (message/sip, RFC 3261 §27.5). Its spans count from its own first byte, which is `message.start` of the outer one. */
export class SipBody {
  readonly kind = 'sip';
  readonly message: SipMessage;

  constructor(message: SipMessage) {
    this.message = message;
  }

  /** With the places they have in the outer message. */
  get diagnostics(): readonly Diagnostic[] {
    const { start, diagnostics } = this.message;
    return diagnostics.map((one) => ({ ...one, span: [one.span[0] + start, one.span[1] + start] }));
  }
}

/** A body of text/*. */
export type TextBody = { readonly kind: 'text'; readonly text: string };

/** XML as text; `@sipscope/parser/xml` reads it. */
export type XmlBody = { readonly kind: 'xml'; readonly text: string };

/** A type that is not read here, a coding that is not taken off, or bodies nested deeper than the limit. */
export type UnknownBody = { readonly kind: 'unknown' };

/** What a body says, told apart by `kind`. */
export type BodyValue =
  | SdpBody
  | Multipart
  | SipBody
  | SipFragment
  | MessageSummary
  | Cpim
  | VqReport
  | Isup
  | Qsig
  | Dtmf
  | TextBody
  | XmlBody
  | UnknownBody;

/** Where a body's content stands. */
export type BodyInput = {
  readonly source: SourceText;
  readonly span: Span;
  readonly limits: Limits;
  readonly parse: (start: number, end: number) => SipMessage;
};

type Reader = (body: Body, input: BodyInput) => BodyValue;

/** The media types that are read, in lower case. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['application/sdp', readSdp],
  ['message/sip', readSip],
  ['message/sipfrag', readSipFragment],
  ['message/cpim', readCpim],
  ['application/simple-message-summary', readMessageSummary],
  ['application/vq-rtcpxr', readVqReport],
  ['application/isup', readIsup],
  ['application/qsig', readQsig],
  ['application/dtmf-relay', readDtmf],
  ['application/dtmf', readDtmf],
]);

/** Reads a body by its media type. Never throws: what is wrong stands in the value's diagnostics. */
export function readBodyValue(body: Body, input: BodyInput): BodyValue {
  const { mediaType } = body;
  const reader = readers.get(mediaType);
  if (reader !== undefined) return reader(body, input);
  if (mediaType.startsWith('multipart/')) return readMultipart(body, input);
  if (isXml(mediaType)) return { kind: 'xml', text: body.text };
  return mediaType.startsWith('text/') ? { kind: 'text', text: body.text } : { kind: 'unknown' };
}

/** XML whose media type does not end so: `application/media_control` before RFC 5168 registered it, SIPREC's metadata. RFC 7866 §9. */
const xmlTypes: ReadonlySet<string> = new Set([
  'application/xml',
  'text/xml',
  'application/media_control',
  'application/rs-metadata',
]);

/** RFC 7303 §4. */
function isXml(mediaType: string): boolean {
  return mediaType.endsWith('+xml') || xmlTypes.has(mediaType);
}

function readSdp(_body: Body, { source, span, limits }: BodyInput): SdpBody {
  const session = readSessionDescription(source, span, { media: limits.sdpMedia, attributes: limits.sdpAttributes });
  return { kind: 'sdp', session, diagnostics: session.diagnostics };
}

function readSip(_body: Body, { span, parse }: BodyInput): SipBody {
  return new SipBody(parse(span[0], span[1]));
}
