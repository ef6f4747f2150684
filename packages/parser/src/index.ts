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
export { type Attribute, type AttributeValue, type NumberedAttribute, parseAttribute } from './body/sdp/attribute.ts';
export {
  type AttributeKind,
  type AttributeLevel,
  type AttributeName,
  type AttributeRow,
  attributeTable,
} from './body/sdp/attribute-table.ts';
export type {
  AlternativeAddress,
  AttributeConfiguration,
  Candidate,
  CapabilityDescription,
  Configuration,
  Crypto,
  CryptoKey,
  DataChannel,
  Extmap,
  FileDate,
  FileRange,
  FileSelector,
  Fingerprint,
  FloorId,
  FrameSize,
  ImageAttribute,
  ImageRange,
  ImageSet,
  KeyManagement,
  Msid,
  NameValue,
  Precondition,
  RemoteCandidate,
  Rid,
  RtcpAddress,
  RtcpFeedback,
  SctpMap,
  SdpGroup,
  Simulcast,
  SimulcastFormat,
  SimulcastStreams,
  SourceFilter,
  SsrcGroup,
  TransportCapability,
  ZrtpHash,
} from './body/sdp/attribute-values.ts';
export type { Media, PayloadFormat } from './body/sdp/media.ts';
export { parseSdp } from './body/sdp/parse-sdp.ts';
export type { SdpLimits } from './body/sdp/read-session-description.ts';
export type { SdpSection } from './body/sdp/sdp-section.ts';
export {
  attribute,
  type Bandwidth,
  type Connection,
  type Direction,
  type Origin,
  type RepeatTimes,
  type SdpLine,
  type SessionDescription,
  type Timing,
  type ZoneAdjustment,
} from './body/sdp/session-description.ts';
export type { FormatParameters, RtpMap } from './grammar/sdp-rules.ts';
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
export { frameDatagram } from './message/frame-datagram.ts';
export { frameWebSocketMessage, type WebSocketMessageOptions } from './message/frame-web-socket-message.ts';
export type { FramedPiece } from './message/framed-piece.ts';
export { isStun } from './message/is-stun.ts';
export { type FramerOptions, MessageFramer } from './message/message-framer.ts';
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
