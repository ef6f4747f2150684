import { readValue } from '../grammar/read-value.ts';
import type { HeaderName } from '../header/header-table.ts';
import { type KnownHeader, knownHeader } from './known-header.ts';

function readByAll<Name extends HeaderName>(name: Name): KnownHeader<Name> {
  return knownHeader(name, { readValue });
}

// Accessors of the header fields whose values need more of the grammar than `@sipscope/parser/core` has.
export const acceptResourcePriority: KnownHeader<'Accept-Resource-Priority'> =
  /* @__PURE__ */ readByAll('Accept-Resource-Priority');
export const alertMsgError: KnownHeader<'AlertMsg-Error'> = /* @__PURE__ */ readByAll('AlertMsg-Error');
export const answerMode: KnownHeader<'Answer-Mode'> = /* @__PURE__ */ readByAll('Answer-Mode');
export const diversion: KnownHeader<'Diversion'> = /* @__PURE__ */ readByAll('Diversion');
export const geolocation: KnownHeader<'Geolocation'> = /* @__PURE__ */ readByAll('Geolocation');
export const geolocationError: KnownHeader<'Geolocation-Error'> = /* @__PURE__ */ readByAll('Geolocation-Error');
export const geolocationRouting: KnownHeader<'Geolocation-Routing'> = /* @__PURE__ */ readByAll('Geolocation-Routing');
export const historyInfo: KnownHeader<'History-Info'> = /* @__PURE__ */ readByAll('History-Info');
export const identity: KnownHeader<'Identity'> = /* @__PURE__ */ readByAll('Identity');
export const identityInfo: KnownHeader<'Identity-Info'> = /* @__PURE__ */ readByAll('Identity-Info');
export const pAccessNetworkInfo: KnownHeader<'P-Access-Network-Info'> =
  /* @__PURE__ */ readByAll('P-Access-Network-Info');
export const pAssertedIdentity: KnownHeader<'P-Asserted-Identity'> = /* @__PURE__ */ readByAll('P-Asserted-Identity');
export const pAssertedService: KnownHeader<'P-Asserted-Service'> = /* @__PURE__ */ readByAll('P-Asserted-Service');
export const pAssociatedUri: KnownHeader<'P-Associated-URI'> = /* @__PURE__ */ readByAll('P-Associated-URI');
export const pCalledPartyId: KnownHeader<'P-Called-Party-ID'> = /* @__PURE__ */ readByAll('P-Called-Party-ID');
export const pChargeInfo: KnownHeader<'P-Charge-Info'> = /* @__PURE__ */ readByAll('P-Charge-Info');
export const pChargingFunctionAddresses: KnownHeader<'P-Charging-Function-Addresses'> = /* @__PURE__ */ readByAll(
  'P-Charging-Function-Addresses',
);
export const pChargingVector: KnownHeader<'P-Charging-Vector'> = /* @__PURE__ */ readByAll('P-Charging-Vector');
export const pDcsBillingInfo: KnownHeader<'P-DCS-Billing-Info'> = /* @__PURE__ */ readByAll('P-DCS-Billing-Info');
export const pDcsLaes: KnownHeader<'P-DCS-LAES'> = /* @__PURE__ */ readByAll('P-DCS-LAES');
export const pDcsOsps: KnownHeader<'P-DCS-OSPS'> = /* @__PURE__ */ readByAll('P-DCS-OSPS');
export const pDcsRedirect: KnownHeader<'P-DCS-Redirect'> = /* @__PURE__ */ readByAll('P-DCS-Redirect');
export const pDcsTracePartyId: KnownHeader<'P-DCS-Trace-Party-ID'> = /* @__PURE__ */ readByAll('P-DCS-Trace-Party-ID');
export const pMediaAuthorization: KnownHeader<'P-Media-Authorization'> =
  /* @__PURE__ */ readByAll('P-Media-Authorization');
export const pPreferredIdentity: KnownHeader<'P-Preferred-Identity'> =
  /* @__PURE__ */ readByAll('P-Preferred-Identity');
export const pPreferredService: KnownHeader<'P-Preferred-Service'> = /* @__PURE__ */ readByAll('P-Preferred-Service');
export const pPrivateNetworkIndication: KnownHeader<'P-Private-Network-Indication'> =
  /* @__PURE__ */ readByAll('P-Private-Network-Indication');
export const pRefusedUriList: KnownHeader<'P-Refused-URI-List'> = /* @__PURE__ */ readByAll('P-Refused-URI-List');
export const pServedUser: KnownHeader<'P-Served-User'> = /* @__PURE__ */ readByAll('P-Served-User');
export const pUserDatabase: KnownHeader<'P-User-Database'> = /* @__PURE__ */ readByAll('P-User-Database');
export const pVisitedNetworkId: KnownHeader<'P-Visited-Network-ID'> = /* @__PURE__ */ readByAll('P-Visited-Network-ID');
export const policyContact: KnownHeader<'Policy-Contact'> = /* @__PURE__ */ readByAll('Policy-Contact');
export const policyId: KnownHeader<'Policy-ID'> = /* @__PURE__ */ readByAll('Policy-ID');
export const privAnswerMode: KnownHeader<'Priv-Answer-Mode'> = /* @__PURE__ */ readByAll('Priv-Answer-Mode');
export const privacy: KnownHeader<'Privacy'> = /* @__PURE__ */ readByAll('Privacy');
export const reason: KnownHeader<'Reason'> = /* @__PURE__ */ readByAll('Reason');
export const remotePartyId: KnownHeader<'Remote-Party-ID'> = /* @__PURE__ */ readByAll('Remote-Party-ID');
export const resourcePriority: KnownHeader<'Resource-Priority'> = /* @__PURE__ */ readByAll('Resource-Priority');
export const securityClient: KnownHeader<'Security-Client'> = /* @__PURE__ */ readByAll('Security-Client');
export const securityServer: KnownHeader<'Security-Server'> = /* @__PURE__ */ readByAll('Security-Server');
export const securityVerify: KnownHeader<'Security-Verify'> = /* @__PURE__ */ readByAll('Security-Verify');
export const sessionId: KnownHeader<'Session-ID'> = /* @__PURE__ */ readByAll('Session-ID');
export const triggerConsent: KnownHeader<'Trigger-Consent'> = /* @__PURE__ */ readByAll('Trigger-Consent');
export const userToUser: KnownHeader<'User-to-User'> = /* @__PURE__ */ readByAll('User-to-User');
