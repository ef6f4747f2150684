/** The registries of SIP and SDP as tables. Nothing else imports them, so that only who asks for one carries it. */
export type { Citation } from './citation.ts';
export {
  headerParameters,
  type HeaderParameter,
  type HeaderParameterRow,
  headerParameterTable,
} from './header-parameter.ts';
export { methodNumber, type MethodRow, methodTable, type SipMethod } from '../message/method-table.ts';
export { q850OfStatus, type StatusQ850Row, statusQ850Table } from './status-q850.ts';
export { reasonOf, type StatusCode, type StatusRow, statusTable } from '../message/status-table.ts';
export { staticPayloads } from '../body/sdp/static-payloads.ts';
export { statusEffect, type StatusEffect, type StatusEffectRow, statusEffectTable } from './status-effect.ts';
export {
  type AlertMessageErrorCode,
  type AlertMessageErrorCodeRow,
  alertMessageErrorTable,
  alertMessageErrorRow,
} from './alert-message-error.ts';
export { type AuthScheme, type AuthSchemeRow, authSchemeTable, authSchemeRow } from './auth-scheme.ts';
export { type BodyType, type BodyTypeRow, bodyTypeTable, bodyTypeRow } from './body-type.ts';
export { type Codec, type CodecRow, codecTable, codecRow } from './codec.ts';
export { type CryptoSuite, type CryptoSuiteRow, cryptoSuiteTable, cryptoSuiteRow } from './crypto-suite.ts';
export {
  type DigestAlgorithm,
  type DigestAlgorithmRow,
  digestAlgorithmTable,
  digestAlgorithmRow,
} from './digest-algorithm.ts';
export { type Disposition, type DispositionRow, dispositionTable, dispositionRow } from './disposition.ts';
export {
  type DiversionReason,
  type DiversionReasonRow,
  diversionReasonTable,
  diversionReasonRow,
} from './diversion-reason.ts';
export { type EventPackage, type EventPackageRow, eventPackageTable, eventPackageRow } from './event-package.ts';
export {
  type FeatureCapability,
  type FeatureCapabilityRow,
  featureCapabilityTable,
  featureCapabilityRow,
} from './feature-capability.ts';
export {
  type GeolocationErrorCode,
  type GeolocationErrorCodeRow,
  geolocationErrorTable,
  geolocationErrorRow,
} from './geolocation-error.ts';
export { type HeaderName, type HeaderRow, headerTable } from '../header/header-table.ts';
export {
  type IceCandidateType,
  type IceCandidateTypeRow,
  iceCandidateTypeTable,
  iceCandidateTypeRow,
} from './ice-candidate-type.ts';
export { type InfoPackage, type InfoPackageRow, infoPackageTable, infoPackageRow } from './info-package.ts';
export { type KnownMethod, type KnownMethodRow, methodFactsTable, methodFacts } from './method-facts.ts';
export {
  type MediaFeatureTag,
  type MediaFeatureTagRow,
  mediaFeatureTagTable,
  mediaFeatureTagRow,
} from './media-feature-tag.ts';
export { type OptionTag, type OptionTagRow, optionTagTable, optionTagRow } from './option-tag.ts';
export { type PassportClaim, type PassportClaimRow, passportClaimTable, passportClaimRow } from './passport-claim.ts';
export { type PriorityValue, type PriorityValueRow, priorityValueTable, priorityValueRow } from './priority-value.ts';
export { type PrivacyValue, type PrivacyValueRow, privacyValueTable, privacyValueRow } from './privacy-value.ts';
export { type Purpose, type PurposeRow, purposeTable, purposeRow } from './purpose.ts';
export { type Q850Cause, type Q850CauseRow, q850CauseTable, q850CauseRow } from './q850-cause.ts';
export { type Qop, type QopRow, qopTable, qopRow } from './qop.ts';
export {
  type ReasonLocation,
  type ReasonLocationRow,
  reasonLocationTable,
  reasonLocationRow,
} from './reason-location.ts';
export {
  type ReasonProtocol,
  type ReasonProtocolRow,
  reasonProtocolTable,
  reasonProtocolRow,
} from './reason-protocol.ts';
export { type RedirectCause, type RedirectCauseRow, redirectCauseTable, redirectCauseRow } from './redirect-cause.ts';
export {
  type ResourcePriorityNamespace,
  type ResourcePriorityNamespaceRow,
  resourcePriorityTable,
  resourcePriorityRow,
} from './resource-priority.ts';
export {
  type RtcpPacketType,
  type RtcpPacketTypeRow,
  rtcpPacketTypeTable,
  rtcpPacketTypeRow,
} from './rtcp-packet-type.ts';
export {
  type SdpAddressType,
  type SdpAddressTypeRow,
  sdpAddressTypeTable,
  sdpAddressTypeRow,
} from './sdp-address-type.ts';
export { type SdpAttribute, type SdpAttributeRow, sdpAttributeTable, sdpAttributeRow } from './sdp-attribute.ts';
export {
  type SdpBandwidthType,
  type SdpBandwidthTypeRow,
  sdpBandwidthTable,
  sdpBandwidthRow,
} from './sdp-bandwidth.ts';
export {
  type SdpGroupSemantics,
  type SdpGroupSemanticsRow,
  sdpGroupSemanticsTable,
  sdpGroupSemanticsRow,
} from './sdp-group-semantics.ts';
export { type SdpMediaType, type SdpMediaTypeRow, sdpMediaTypeTable, sdpMediaTypeRow } from './sdp-media-type.ts';
export {
  type SdpNetworkType,
  type SdpNetworkTypeRow,
  sdpNetworkTypeTable,
  sdpNetworkTypeRow,
} from './sdp-network-type.ts';
export { type SdpProtocol, type SdpProtocolRow, sdpProtocolTable, sdpProtocolRow } from './sdp-protocol.ts';
export {
  type SecurityMechanism,
  type SecurityMechanismRow,
  securityMechanismTable,
  securityMechanismRow,
} from './security-mechanism.ts';
export {
  type SubscriptionReason,
  type SubscriptionReasonRow,
  subscriptionReasonTable,
  subscriptionReasonRow,
} from './subscription-reason.ts';
export { type UriParameter, type UriParameterRow, uriParameterTable, uriParameterRow } from './uri-parameter.ts';
export { type UriScheme, type UriSchemeRow, uriSchemeTable, uriSchemeRow } from './uri-scheme.ts';
export { type ViaTransport, type ViaTransportRow, viaTransportTable, viaTransportRow } from './via-transport.ts';
export { type WarningCode, type WarningCodeRow, warningCodeTable, warningCodeRow } from './warning-code.ts';
