import { mediaRules } from './media-rules.ts';
import type { Rule } from './rule.ts';
import { transactionRules } from './transaction-rules.ts';
import { viaRules } from './rfc3261/via.ts';
import { inviteRules } from './rfc3261/invite.ts';
import { syntaxRules } from './syntax-rules.ts';
import { answerRules } from './rfc3264/answer.ts';
import { laterOfferRules } from './rfc3264/later-offers.ts';
import { versionRules } from './rfc3264/versions.ts';
import { offerRules } from './rfc3261/offers.ts';
import { challengeRules } from './rfc3261/challenges.ts';
import { credentialsRules } from './rfc3261/credentials.ts';
import { proxyChallengeRules } from './rfc3261/proxy-challenge.ts';
import { algorithmRules } from './rfc8760/algorithms.ts';
import { akaRules } from './rfc3310/aka.ts';
import { bearerRules } from './rfc8898/bearer.ts';
import { nonceRules } from './rfc7616/nonces.ts';
import { digestFormRules } from './rfc7616/credentials.ts';
import { registerRules } from './rfc3261/register.ts';
import { registerAnswerRules } from './rfc3261/register-answers.ts';
import { registrationRules } from './rfc3261/registration.ts';
import { refreshRules } from './rfc3261/refreshes.ts';
import { pathRules } from './rfc3327/path.ts';
import { serviceRouteRules } from './rfc3608/service-route.ts';
import { bulkRules } from './rfc6140/bulk.ts';
import { outboundRules } from './rfc5626/outbound.ts';
import { gruuRules } from './rfc5627/gruu.ts';
import { pushRules } from './rfc8599/push.ts';
import { lineRules } from './rfc8866/lines.ts';
import { fmtpRules } from './rfc8866/fmtp.ts';
import { rtpmapRules } from './rfc8866/rtpmap.ts';
import { privacyRules } from './rfc3323/privacy.ts';
import { assertedIdentityRules } from './rfc3325/asserted-identity.ts';
import { withheldIdentityRules } from './rfc3325/privacy.ts';
import { remotePartyRules } from './rfc3325/remote-party-id.ts';
import { historyRules } from './rfc7044/history.ts';
import { diversionRules } from './rfc5806/diversion.ts';
import { reasonRules } from './rfc3326/reason.ts';
import { subscribeRules } from './rfc6665/subscribe.ts';
import { notifyRules } from './rfc6665/notify.ts';
import { subscriptionRules } from './rfc6665/subscription.ts';
import { resubscribeRules } from './rfc6665/resubscribe.ts';
import { notifiedStateRules } from './rfc6665/notified-state.ts';
import { listRules } from './rfc4662/lists.ts';
import { documentVersionRules } from './rfc4235/dialog-info.ts';
import { iceRules } from './rfc8839/ice.ts';
import { trickleRules } from './rfc8840/trickle.ts';
import { bundleRules } from './rfc9143/groups.ts';
import { rtcpMuxRules } from './rfc5761/rtcp-mux.ts';
import { dtlsRules } from './rfc8842/dtls.ts';
import { sdesRules } from './rfc4568/sdes.ts';
import { capabilityRules } from './rfc5939/capability.ts';
import { preconditionRules } from './rfc3312/preconditions.ts';
import { identityRules } from './rfc8224/identity.ts';
import { shakenRules } from './rfc8588/shaken.ts';
import { divertedRules } from './rfc8946/diverted.ts';
import { verificationRules } from './rfc8224/verification.ts';
import { practiceRules } from './rfc8866/practice.ts';
import { carrierRules } from './rfc6337/carriers.ts';
import { codecParameterRules } from './rfc8866/codec-parameters.ts';
import { faxRules } from './rfc3264/fax.ts';
import { publishRules } from './rfc3903/publish.ts';
import { referRules } from './rfc3515/refer.ts';
import { transferRules } from './rfc3515/transfer.ts';
import { replacesRules } from './rfc3891/replaces.ts';
import { referSubRules } from './rfc3515/refer-sub.ts';
import { streamRules } from './rfc3264/streams.ts';
import { rtcpOnPortRules } from './rfc5761/rtcp-on-port.ts';
import { sessionIdRules } from './rfc7989/session-id.ts';
import { userToUserRules } from './rfc7433/user-to-user.ts';
import { alertRules } from './rfc7462/alerts.ts';
import { messageRules } from './rfc3428/message.ts';
import { infoRules } from './rfc6086/info.ts';
import { extensionRules } from './rfc3261/required-extensions.ts';
import { aliasRules } from './rfc5923/alias.ts';
import { scannerRules } from './rfc3261/scanners.ts';
import { passwordGuessingRules } from './rfc3261/password-guessing.ts';
import { floodRules } from './rfc3261/floods.ts';
import { tollFraudRules } from './rfc3261/toll-fraud.ts';
import { takeoverRules } from './rfc3261/takeover.ts';
import { registrationHijackRules } from './rfc3261/registration-hijack.ts';
import { disclosureRules } from './rfc3261/disclosure.ts';
import { attackInputRules } from './rfc3261/attack-input.ts';
import { personalDataRules } from './rfc3323/personal-data.ts';
import { amplificationRules } from './rfc5393/amplification.ts';
import { webSocketRules } from './rfc7118/web-sockets.ts';
import { outsideRequestRules } from './rfc3515/outside-requests.ts';
import { spamRules } from './rfc3428/spam.ts';
import { laxityRules } from './rfc4475/laxity.ts';
import { emergencyCallRules } from './rfc6881/emergency-calls.ts';
import { locationRules } from './rfc6442/location.ts';
import { callDataRules } from './rfc7852/call-data.ts';
import { callbackRules } from './rfc7090/callback.ts';
import { accessNetworkRules } from './rfc7315/access-network.ts';
import { pHeaderRules } from './rfc7315/p-headers.ts';
import { imsRegistrationRules } from './rfc7315/ims-registration.ts';
import { securityAgreementRules } from './rfc3329/security-agreement.ts';
import { akaRegistrationRules } from './rfc3310/aka-registration.ts';
import { deregistrationRules } from './rfc3680/deregistration.ts';
import { servedUserRules } from './rfc5502/served-user.ts';
import { assertedServiceRules } from './rfc6050/asserted-service.ts';
import { volteRules } from './rfc3312/volte.ts';
import { instanceIdRules } from './rfc7254/instance-id.ts';
import { trafficLegRules } from './rfc7549/traffic-leg.ts';

/** All rules, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [
  ...syntaxRules,
  ...viaRules,
  ...inviteRules,
  ...offerRules,
  ...answerRules,
  ...versionRules,
  ...laterOfferRules,
  ...transactionRules,
  ...challengeRules,
  ...credentialsRules,
  ...digestFormRules,
  ...nonceRules,
  ...proxyChallengeRules,
  ...algorithmRules,
  ...akaRules,
  ...bearerRules,
  ...registerRules,
  ...registerAnswerRules,
  ...registrationRules,
  ...refreshRules,
  ...pathRules,
  ...serviceRouteRules,
  ...bulkRules,
  ...outboundRules,
  ...gruuRules,
  ...pushRules,
  ...lineRules,
  ...rtpmapRules,
  ...fmtpRules,
  ...privacyRules,
  ...assertedIdentityRules,
  ...withheldIdentityRules,
  ...remotePartyRules,
  ...historyRules,
  ...diversionRules,
  ...reasonRules,
  ...subscribeRules,
  ...notifyRules,
  ...subscriptionRules,
  ...resubscribeRules,
  ...notifiedStateRules,
  ...listRules,
  ...documentVersionRules,
  ...iceRules,
  ...trickleRules,
  ...bundleRules,
  ...rtcpMuxRules,
  ...dtlsRules,
  ...sdesRules,
  ...capabilityRules,
  ...preconditionRules,
  ...identityRules,
  ...shakenRules,
  ...divertedRules,
  ...verificationRules,
  ...mediaRules,
  ...practiceRules,
  ...carrierRules,
  ...codecParameterRules,
  ...faxRules,
  ...publishRules,
  ...referRules,
  ...transferRules,
  ...replacesRules,
  ...referSubRules,
  ...streamRules,
  ...rtcpOnPortRules,
  ...sessionIdRules,
  ...userToUserRules,
  ...alertRules,
  ...messageRules,
  ...infoRules,
  ...extensionRules,
  ...aliasRules,
  ...scannerRules,
  ...passwordGuessingRules,
  ...floodRules,
  ...tollFraudRules,
  ...takeoverRules,
  ...registrationHijackRules,
  ...disclosureRules,
  ...attackInputRules,
  ...personalDataRules,
  ...amplificationRules,
  ...webSocketRules,
  ...outsideRequestRules,
  ...spamRules,
  ...laxityRules,
  ...emergencyCallRules,
  ...locationRules,
  ...callDataRules,
  ...callbackRules,
  ...accessNetworkRules,
  ...pHeaderRules,
  ...imsRegistrationRules,
  ...securityAgreementRules,
  ...akaRegistrationRules,
  ...deregistrationRules,
  ...servedUserRules,
  ...assertedServiceRules,
  ...volteRules,
  ...instanceIdRules,
  ...trafficLegRules,
];
