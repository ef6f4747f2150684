export type { Body } from './body/body.ts';
export type { BodyValue, SdpBody, SipBody, TextBody, UnknownBody, XmlBody } from './body/body-value.ts';
export type { Cpim, CpimNamespace, CpimText } from './body/cpim.ts';
export type { Dtmf } from './body/dtmf.ts';
export type { Isup, IsupCause, IsupParameterValue } from './body/isup.ts';
export { isupMessageTitle, isupParameterTitle } from './body/isup-names.ts';
export type { IsupNatureOfAddress, IsupNumber } from './body/isup-number.ts';
export { causeLocationTitle, type IsupReading, readIsupParameter } from './body/isup-readings.ts';
export type { MessageCounts, MessageSummary } from './body/message-summary.ts';
export type { Multipart } from './body/multipart.ts';
export { type Qsig, type QsigElement, qsigElementTitle, readQsigElement } from './body/qsig.ts';
export type { SipFragment } from './body/sip-fragment.ts';
export { type VqMetricRow, type VqMetrics, vqMetricTable } from './body/vq-metric-table.ts';
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
export {
  formatParameters,
  type FormatValues,
  type KnownEncoding,
  type ProfileLevel,
  readFormatParameters,
} from './body/sdp/format-parameters.ts';
export { type AttributeInput, buildAttribute } from './body/sdp/write-attribute.ts';
export {
  type AttributeInit,
  type ConnectionInit,
  mediaInit,
  type MediaInit,
  sessionDescriptionInit,
  type SessionDescriptionInit,
  writeSessionDescription,
} from './body/sdp/write-session-description.ts';
export type { SdpLimits } from './body/sdp/sdp-limits.ts';
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
export { assertValid, type AssertOptions, type Readable, SipSyntaxError } from './diagnostic/assert-valid.ts';
export { type Profile, type ProfileRow, profileTable } from './diagnostic/profile-table.ts';
export { reportDiagnostics, type ReportedDiagnostic } from './diagnostic/report-diagnostics.ts';
export { describeDiagnostic, type DiagnosticDescription } from './diagnostic/describe-diagnostic.ts';
export {
  type AkaNonce,
  type Auth,
  type AuthenticationInfo,
  type Challenge,
  type Credentials,
  writeAuth,
  writeAuthenticationInfo,
} from './header/auth.ts';
export { type Contact, type ContactAddress, writeContact } from './header/contact.ts';
export type { ContentDisposition } from './header/content-disposition.ts';
export { type DeltaParams, type RetryAfter, type SessionExpires, writeDeltaParams } from './header/delta-params.ts';
export { type DialogId, type Replaces, type TargetDialog, writeDialogId } from './header/dialog-id.ts';
export type { Event, SubscriptionState } from './header/event.ts';
export { type Feature, type FeatureValue, readFeatures } from './header/feature.ts';
export type { AlertInfo, CallInfo } from './header/info.ts';
export { type Preferences, writePreferences } from './header/preferences.ts';
export type { Product, Products } from './header/products.ts';
export type { ReferredBy, ReferTo } from './header/refer.ts';
export { type Timestamp, writeTimestamp } from './header/timestamp.ts';
export { type CSeq, type RAck, writeCSeq, writeRAck } from './header/cseq.ts';
export { type AccessInfoName, type AccessNetworkInfo, writeAccessNetworkInfo } from './header/access-network-info.ts';
export { type AnswerMode, writeAnswerMode } from './header/answer-mode.ts';
export { type BillingInfo, writeBillingInfo } from './header/billing-info.ts';
export { type ChargingAddresses, writeChargingAddresses } from './header/charging-addresses.ts';
export { type ChargingVector, type TransitIoi, writeChargingVector } from './header/charging-vector.ts';
export { type DcsRedirect, writeDcsRedirect } from './header/dcs-redirect.ts';
export type { Diversion } from './header/diversion.ts';
export { type ErrorValue, writeErrorValue } from './header/error-value.ts';
export {
  type GenericReading,
  type GenericShape,
  type GenericValues,
  guessGeneric,
  readGeneric,
} from './header/generic-reading.ts';
export type { HistoryEntry } from './header/history-entry.ts';
export { type HistoryNode, historyTree } from './header/history-tree.ts';
export type { IdentityInfo } from './header/identity-info.ts';
export { type Identity, writeIdentity } from './header/identity.ts';
export type { LocationValue } from './header/location-value.ts';
export type { PassportHeader, PassportParty, PassportPayload } from './header/passport-claims.ts';
export { decodePassport, type Passport, type PassportReading, readPassport } from './header/passport.ts';
export type { PolicyContact } from './header/policy-contact.ts';
export { type PolicyId, writeBareUri } from './header/policy-id.ts';
export { type Reason, writeReason } from './header/reason.ts';
export type { RefusedUri } from './header/refused-uri.ts';
export type { RemoteParty } from './header/remote-party.ts';
export { type ResourcePriority, writeResourcePriority } from './header/resource-priority.ts';
export { type SecurityMechanism, writeSecurityMechanism } from './header/security-mechanism.ts';
export type { ServedUser } from './header/served-user.ts';
export type { ServiceId } from './header/service-id.ts';
export { type SessionId, writeSessionId } from './header/session-id.ts';
export { type Surveillance, writeSurveillance } from './header/surveillance.ts';
export type { TracedParty } from './header/traced-party.ts';
export type { TriggerConsent } from './header/trigger-consent.ts';
export type { UserDatabase } from './header/user-database.ts';
export { type UserToUser, writeUserToUser } from './header/user-to-user.ts';
export { type VisitedNetwork, writeVisitedNetwork } from './header/visited-network.ts';
export { historyPrivacy, historyReasons } from './message/history-reasons.ts';
export { type HeaderName, type HeaderRow, headerTable } from './header/header-table.ts';
export type { HostPort } from './header/host-port.ts';
export { type MediaRange, type MediaType, type Preference, writeMediaType } from './header/media-type.ts';
export { type NameAddr, writeNameAddr } from './header/name-addr.ts';
export { type Parameter, parameter, type Parameters, parameterValue, writeParameters } from './header/parameter.ts';
export { type TokenParams, writeTokenParams } from './header/token-params.ts';
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
export { parseMessage } from './message/parse-message.ts';
export type { ParseOptions } from './message/parse-with.ts';
export type { SipMessage } from './message/sip-message.ts';
export type { RequestLine, StatusLine } from './message/start-line.ts';
export { startsLikeSip, streamStartsLikeSip } from './message/starts-like-sip.ts';
export {
  defineHeader,
  type HeaderDefinition,
  type HeaderShape,
  type ShapeMany,
  type ShapeValue,
} from './message/define-header.ts';
export type { AnyHeaderName, Content, HeaderAccessor, HeaderContent, HeaderValue } from './message/header-accessor.ts';
export { elementSpans } from './message/element-spans.ts';
export { parseHeader } from './message/parse-header.ts';
export { reasonOf, type StatusCode, type StatusRow, statusTable } from './message/status-table.ts';
export { writeMessage } from './write/write-message.ts';
export type { Reading } from './grammar/read-row.ts';
export { lineAndColumn, type LineAndColumn } from './text/line-and-column.ts';
export type { Span } from './text/span.ts';
export { AbsoluteUri, type AbsoluteUriParts } from './uri/absolute-uri.ts';
export { contentIdOf } from './uri/content-id-of.ts';
export { type HostKind, hostKind } from './uri/host-kind.ts';
export { parseUri } from './uri/parse-uri.ts';
export { SipUri, type SipUriParts, type UriHeader } from './uri/sip-uri.ts';
export { TelUri, type TelUriParts } from './uri/tel-uri.ts';
export { readTelephoneSubscriber, TelephoneSubscriber } from './uri/telephone-subscriber.ts';
export { unescapeUri } from './uri/unescape-uri.ts';
export { uriEquals } from './uri/uri-equals.ts';
export { type Uri, type UriParts, uriUser, writeUri } from './uri/uri.ts';
export { Urn } from './uri/urn.ts';
export type { UriReading } from './grammar/lazy-address.ts';
export { readUriHeader, readUriHeaders, uriBody } from './message/read-uri-header.ts';
export { MessageIdentity } from './message/message-identity.ts';
export { noticedField } from './message/noticed-field.ts';
export type { AddressInput, ContactInput, UriInput } from './write/address-input.ts';
export type { BodyInput, WrittenBody } from './write/body-input.ts';
export { type AckInput, buildAck } from './write/build-ack.ts';
export { buildCancel } from './write/build-cancel.ts';
export { buildRequest, type RequestHeaders, type RequestInput } from './write/build-request.ts';
export { buildResponse, type ResponseInput } from './write/build-response.ts';
export type { WriteOptions } from './write/field-line.ts';
export type { CSeqInput, HeaderInput, OneOrMore, SecondsInput, ValueInputs } from './write/header-input.ts';
export type { HeaderInputs, OtherHeaders } from './write/header-lines.ts';
export { editMessage, MessageEditor } from './write/message-editor.ts';
export type { ParameterInput, ParametersInput } from './write/parameters-input.ts';
export { stringifyHeader } from './write/stringify-header.ts';
export { stringify } from './write/stringify.ts';
export type { HostPortInput, ViaInput } from './write/via-input.ts';
export { type MultipartOptions, type PartInput, writeMultipart } from './write/write-multipart.ts';
export { type SipFragmentInput, writeSipFragment } from './write/write-sip-fragment.ts';
export { quote, unquote } from './text/quoted-string.ts';
