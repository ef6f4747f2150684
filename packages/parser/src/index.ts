export type { Body } from './body/body.ts';
export type { BodyValue, SdpBody, SipBody, TextBody, UnknownBody, XmlBody } from './body/body-value.ts';
export type { Cpim, CpimNamespace, CpimText } from './body/cpim.ts';
export type { Dtmf } from './body/dtmf.ts';
export type { Isup, IsupCause, IsupParameterValue } from './body/isup.ts';
export type { IsupNatureOfAddress, IsupNumber } from './body/isup-number.ts';
export type { MessageCounts, MessageSummary } from './body/message-summary.ts';
export type { Multipart } from './body/multipart.ts';
export type { SipFragment } from './body/sip-fragment.ts';
export type { VqMetrics } from './body/vq-metric-table.ts';
export type { VqAddress, VqAlert, VqReport } from './body/vq-report.ts';
export { staticPayloads } from './body/sdp/static-payloads.ts';
export {
  type Attribute,
  attribute,
  type Bandwidth,
  type Connection,
  type Direction,
  type Media,
  type Origin,
  type PayloadFormat,
  type SdpLine,
  type SessionDescription,
  type Timing,
} from './body/sdp/session-description.ts';
export type { Diagnostic, Severity } from './diagnostic/diagnostic.ts';
export { type DiagnosticClass, diagnosticClasses } from './diagnostic/diagnostic-class.ts';
export { type DiagnosticCode, type DiagnosticRow, diagnosticTable } from './diagnostic/diagnostic-table.ts';
export { describeDiagnostic, type DiagnosticDescription } from './diagnostic/describe-diagnostic.ts';
export { type Auth, writeAuth } from './header/auth.ts';
export { type CSeq, type RAck, writeCSeq, writeRAck } from './header/cseq.ts';
export { type HeaderName, type HeaderRow, headerTable } from './header/header-table.ts';
export type { HostPort } from './header/host-port.ts';
export { type MediaType, writeMediaType } from './header/media-type.ts';
export { type Contact, type NameAddr, writeContact, writeNameAddr } from './header/name-addr.ts';
export { type Parameter, parameter, type Parameters, parameterValue, writeParameters } from './header/parameter.ts';
export {
  type CallIdParams,
  type DeltaParams,
  type TokenParams,
  writeCallIdParams,
  writeDeltaParams,
  writeTokenParams,
} from './header/token-params.ts';
export { type Via, writeVia } from './header/via.ts';
export { type Warning, writeWarning } from './header/warning.ts';
export type { HeaderField } from './message/header-field.ts';
export { defaultLimits, type Limits } from './message/limits.ts';
export { methodNumber, type MethodRow, methodTable, type SipMethod } from './message/method-table.ts';
export { parseMessage, type ParseOptions } from './message/parse-message.ts';
export type { SipMessage } from './message/sip-message.ts';
export type { RequestLine, StatusLine } from './message/start-line.ts';
export { startsLikeSip } from './message/starts-like-sip.ts';
export { readHeader } from './message/read-header.ts';
export { reasonOf, type StatusCode, type StatusRow, statusTable } from './message/status-table.ts';
export { writeMessage } from './message/write-message.ts';
export type { Reading } from './grammar/read-value.ts';
export type { Span } from './text/span.ts';
export {
  type AbsoluteUri,
  type SipUri,
  type TelUri,
  unescapeUri,
  type Uri,
  type UriHeader,
  uriUser,
  writeUri,
} from './uri/uri.ts';
export { MessageIdentity } from './message/message-identity.ts';
export type { SyntaxNode } from './grammar/syntax-node.ts';
export { syntaxTree } from './message/syntax-tree.ts';
