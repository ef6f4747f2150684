import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { AccessNetworkInfo } from '../header/access-network-info.ts';
import type { AnswerMode } from '../header/answer-mode.ts';
import type { BillingInfo } from '../header/billing-info.ts';
import type { ChargingAddresses } from '../header/charging-addresses.ts';
import type { ChargingVector } from '../header/charging-vector.ts';
import type { DcsRedirect } from '../header/dcs-redirect.ts';
import type { Diversion } from '../header/diversion.ts';
import type { ErrorValue } from '../header/error-value.ts';
import type { HistoryEntry } from '../header/history-entry.ts';
import type { IdentityInfo } from '../header/identity-info.ts';
import type { Identity } from '../header/identity.ts';
import type { LocationValue } from '../header/location-value.ts';
import type { PolicyContact } from '../header/policy-contact.ts';
import type { PolicyId } from '../header/policy-id.ts';
import type { Reason } from '../header/reason.ts';
import type { RefusedUri } from '../header/refused-uri.ts';
import type { RemoteParty } from '../header/remote-party.ts';
import type { ResourcePriority } from '../header/resource-priority.ts';
import type { SecurityMechanism } from '../header/security-mechanism.ts';
import type { ServedUser } from '../header/served-user.ts';
import type { ServiceId } from '../header/service-id.ts';
import type { SessionId } from '../header/session-id.ts';
import type { Surveillance } from '../header/surveillance.ts';
import type { TracedParty } from '../header/traced-party.ts';
import type { TriggerConsent } from '../header/trigger-consent.ts';
import type { UserDatabase } from '../header/user-database.ts';
import type { UserToUser } from '../header/user-to-user.ts';
import type { VisitedNetwork } from '../header/visited-network.ts';
import type { AuthenticationInfo, Challenge, Credentials } from '../header/auth.ts';
import type { CSeq, RAck } from '../header/cseq.ts';
import type { Contact } from '../header/contact.ts';
import type { ContentDisposition } from '../header/content-disposition.ts';
import type { DeltaParams, RetryAfter, SessionExpires } from '../header/delta-params.ts';
import type { Replaces, TargetDialog } from '../header/dialog-id.ts';
import type { Event, SubscriptionState } from '../header/event.ts';
import type { AlertInfo, CallInfo } from '../header/info.ts';
import type { MediaRange, MediaType, Preference } from '../header/media-type.ts';
import type { NameAddr } from '../header/name-addr.ts';
import type { Preferences } from '../header/preferences.ts';
import type { Products } from '../header/products.ts';
import type { ReferredBy, ReferTo } from '../header/refer.ts';
import type { Timestamp } from '../header/timestamp.ts';
import type { Parameter, Parameters } from '../header/parameter.ts';
import type { TokenParams } from '../header/token-params.ts';
import type { Via } from '../header/via.ts';
import type { Warning } from '../header/warning.ts';
import type { Grammar } from './grammar.ts';

/** What a header of each kind of value gives, one or several of them. */
export type ValueTypes = {
  via: Via;
  from: NameAddr;
  address: NameAddr;
  addresses: NameAddr;
  route: NameAddr;
  contact: Contact;
  callId: string;
  callIds: string;
  replaces: Replaces;
  join: Replaces;
  targetDialog: TargetDialog;
  cseq: CSeq;
  rack: RAck;
  number: number | undefined;
  sessionExpires: SessionExpires;
  minSe: DeltaParams;
  retryAfter: RetryAfter;
  tokens: string;
  someTokens: string;
  tokenParams: TokenParams;
  tokenParamsList: TokenParams;
  params: Parameters;
  privacy: string;
  mediaType: MediaType;
  mediaTypes: MediaRange;
  encodings: Preference;
  languages: Preference;
  languageTags: string;
  disposition: ContentDisposition;
  contentId: string;
  challenge: Challenge;
  credentials: Credentials;
  authInfo: AuthenticationInfo;
  alertInfo: AlertInfo;
  callInfo: CallInfo;
  errorInfo: NameAddr;
  referTo: ReferTo;
  referredBy: ReferredBy;
  referEventsAt: NameAddr;
  referSub: TokenParams;
  event: Event;
  eventTypes: string;
  subscriptionState: SubscriptionState;
  entityTag: string;
  priority: string;
  acceptContact: Preferences;
  rejectContact: Preferences;
  featureCaps: Preferences;
  directives: string;
  products: Products;
  warnings: Warning;
  date: Date;
  timestamp: Timestamp;
  mimeVersion: string;
  text: string;
  identity: Identity;
  identityInfo: IdentityInfo;
  historyInfo: HistoryEntry;
  diversion: Diversion;
  remoteParty: RemoteParty;
  assertedIds: NameAddr;
  assertedId: NameAddr;
  reason: Reason;
  sessionId: SessionId;
  security: SecurityMechanism;
  resourcePriority: ResourcePriority;
  resourcePriorities: ResourcePriority;
  location: LocationValue;
  locationRouting: Parameter;
  locationError: ErrorValue;
  alertError: ErrorValue;
  userToUser: UserToUser;
  answerMode: AnswerMode;
  policyId: PolicyId;
  policyContact: PolicyContact;
  triggerConsent: TriggerConsent;
  associatedUris: NameAddr;
  calledParty: NameAddr;
  visitedNetwork: VisitedNetwork;
  accessNetwork: AccessNetworkInfo;
  chargingAddresses: ChargingAddresses;
  chargingVector: ChargingVector;
  servedUser: ServedUser;
  userDatabase: UserDatabase;
  refusedUri: RefusedUri;
  serviceId: ServiceId;
  privateNetwork: TokenParams;
  hexTokens: string;
  tracedParty: TracedParty;
  ospsTag: string;
  billingInfo: BillingInfo;
  surveillance: Surveillance;
  dcsRedirect: DcsRedirect;
};

export type ValueKind = keyof ValueTypes;

/** How the scanner cuts a value into tokens. */
export type ScanMode = 'field' | 'address' | 'via' | 'auth' | 'callId' | 'text';

type Row = {
  readonly scan: ScanMode;
  readonly rule: (grammar: Grammar) => () => unknown;
  /** What is said of text that is none. */
  readonly code: DiagnosticCode;
  /** Elements parted by commas: behind one that is wrong the next can be read. */
  readonly list: boolean;
};

/** Every kind of value: its scanner, its rule. */
export const valueKinds: Readonly<Record<ValueKind, Row>> = {
  via: { scan: 'via', rule: (grammar) => grammar.via, code: 'via-syntax', list: true },
  from: { scan: 'address', rule: (grammar) => grammar.fromSpec, code: 'address-syntax', list: false },
  address: { scan: 'address', rule: (grammar) => grammar.rplytoSpec, code: 'address-syntax', list: false },
  addresses: { scan: 'address', rule: (grammar) => grammar.addressList, code: 'address-syntax', list: true },
  route: { scan: 'address', rule: (grammar) => grammar.route, code: 'route-syntax', list: true },
  contact: { scan: 'address', rule: (grammar) => grammar.contact, code: 'contact-syntax', list: true },
  callId: { scan: 'callId', rule: (grammar) => grammar.callIdValue, code: 'call-id-syntax', list: false },
  callIds: { scan: 'callId', rule: (grammar) => grammar.callids, code: 'call-id-syntax', list: true },
  replaces: { scan: 'callId', rule: (grammar) => grammar.replaces, code: 'call-id-syntax', list: false },
  join: { scan: 'callId', rule: (grammar) => grammar.join, code: 'call-id-syntax', list: false },
  targetDialog: { scan: 'callId', rule: (grammar) => grammar.targetDialog, code: 'call-id-syntax', list: false },
  cseq: { scan: 'field', rule: (grammar) => grammar.cseq, code: 'cseq-syntax', list: false },
  rack: { scan: 'field', rule: (grammar) => grammar.rack, code: 'rack-syntax', list: false },
  number: { scan: 'field', rule: (grammar) => grammar.deltaSeconds, code: 'number-syntax', list: false },
  sessionExpires: { scan: 'field', rule: (grammar) => grammar.sessionExpires, code: 'number-syntax', list: false },
  minSe: { scan: 'field', rule: (grammar) => grammar.minSe, code: 'number-syntax', list: false },
  retryAfter: { scan: 'field', rule: (grammar) => grammar.retryAfter, code: 'number-syntax', list: false },
  tokens: { scan: 'field', rule: (grammar) => grammar.tokenList, code: 'token-list-syntax', list: true },
  someTokens: { scan: 'field', rule: (grammar) => grammar.someTokens, code: 'token-list-syntax', list: true },
  tokenParams: { scan: 'field', rule: (grammar) => grammar.tokenParams, code: 'token-syntax', list: false },
  params: { scan: 'field', rule: (grammar) => grammar.paramsOnly, code: 'parameter-syntax', list: false },
  privacy: { scan: 'field', rule: (grammar) => grammar.privacyHdr, code: 'token-list-syntax', list: false },
  mediaType: { scan: 'field', rule: (grammar) => grammar.mediaType, code: 'media-type-syntax', list: false },
  mediaTypes: { scan: 'field', rule: (grammar) => grammar.accept, code: 'media-type-syntax', list: true },
  encodings: { scan: 'field', rule: (grammar) => grammar.acceptEncoding, code: 'token-list-syntax', list: true },
  languages: { scan: 'field', rule: (grammar) => grammar.acceptLanguage, code: 'token-list-syntax', list: true },
  languageTags: { scan: 'field', rule: (grammar) => grammar.contentLanguage, code: 'token-list-syntax', list: true },
  disposition: { scan: 'field', rule: (grammar) => grammar.contentDisposition, code: 'token-syntax', list: false },
  contentId: { scan: 'text', rule: (grammar) => grammar.contentId, code: 'content-id-syntax', list: false },
  challenge: { scan: 'auth', rule: (grammar) => grammar.challenge, code: 'auth-syntax', list: false },
  credentials: { scan: 'auth', rule: (grammar) => grammar.credentials, code: 'auth-syntax', list: false },
  authInfo: { scan: 'field', rule: (grammar) => grammar.ainfo, code: 'auth-syntax', list: false },
  alertInfo: { scan: 'address', rule: (grammar) => grammar.alertInfo, code: 'address-syntax', list: true },
  callInfo: { scan: 'address', rule: (grammar) => grammar.callInfo, code: 'address-syntax', list: true },
  errorInfo: { scan: 'address', rule: (grammar) => grammar.errorInfo, code: 'address-syntax', list: true },
  referTo: { scan: 'address', rule: (grammar) => grammar.referTo, code: 'address-syntax', list: false },
  referredBy: { scan: 'address', rule: (grammar) => grammar.referredBy, code: 'address-syntax', list: false },
  referEventsAt: { scan: 'address', rule: (grammar) => grammar.referEventsAt, code: 'address-syntax', list: false },
  referSub: { scan: 'field', rule: (grammar) => grammar.referSub, code: 'token-syntax', list: false },
  event: { scan: 'field', rule: (grammar) => grammar.event, code: 'token-syntax', list: false },
  eventTypes: { scan: 'field', rule: (grammar) => grammar.allowEvents, code: 'token-list-syntax', list: true },
  subscriptionState: { scan: 'field', rule: (grammar) => grammar.subscriptionState, code: 'token-syntax', list: false },
  entityTag: { scan: 'field', rule: (grammar) => grammar.entityTag, code: 'token-syntax', list: false },
  priority: { scan: 'field', rule: (grammar) => grammar.priorityValue, code: 'token-syntax', list: false },
  acceptContact: { scan: 'field', rule: (grammar) => grammar.acceptContact, code: 'token-list-syntax', list: true },
  rejectContact: { scan: 'field', rule: (grammar) => grammar.rejectContact, code: 'token-list-syntax', list: true },
  featureCaps: { scan: 'field', rule: (grammar) => grammar.featureCaps, code: 'token-list-syntax', list: true },
  directives: { scan: 'field', rule: (grammar) => grammar.requestDisposition, code: 'token-list-syntax', list: true },
  tokenParamsList: { scan: 'field', rule: (grammar) => grammar.tokenParamsList, code: 'token-list-syntax', list: true },
  products: { scan: 'field', rule: (grammar) => grammar.serverVal, code: 'product-syntax', list: false },
  warnings: { scan: 'field', rule: (grammar) => grammar.warning, code: 'warning-syntax', list: true },
  date: { scan: 'field', rule: (grammar) => grammar.sipDate, code: 'date-syntax', list: false },
  timestamp: { scan: 'field', rule: (grammar) => grammar.timestamp, code: 'number-syntax', list: false },
  mimeVersion: { scan: 'field', rule: (grammar) => grammar.mimeVersion, code: 'number-syntax', list: false },
  text: { scan: 'text', rule: (grammar) => grammar.textUtf8Trim, code: 'token-syntax', list: false },
  identity: { scan: 'address', rule: (grammar) => grammar.identity, code: 'identity-syntax', list: false },
  identityInfo: { scan: 'address', rule: (grammar) => grammar.identityInfo, code: 'address-syntax', list: false },
  historyInfo: { scan: 'address', rule: (grammar) => grammar.historyInfo, code: 'address-syntax', list: true },
  diversion: { scan: 'address', rule: (grammar) => grammar.diversion, code: 'address-syntax', list: true },
  remoteParty: { scan: 'address', rule: (grammar) => grammar.remotePartyId, code: 'address-syntax', list: true },
  assertedIds: { scan: 'address', rule: (grammar) => grammar.pAssertedId, code: 'address-syntax', list: true },
  assertedId: { scan: 'address', rule: (grammar) => grammar.pAssertedIdValue, code: 'address-syntax', list: false },
  reason: { scan: 'field', rule: (grammar) => grammar.reason, code: 'token-list-syntax', list: true },
  sessionId: { scan: 'field', rule: (grammar) => grammar.sessionIdValue, code: 'token-syntax', list: false },
  security: { scan: 'field', rule: (grammar) => grammar.securityClient, code: 'token-list-syntax', list: true },
  resourcePriority: {
    scan: 'field',
    rule: (grammar) => grammar.resourcePriority,
    code: 'token-list-syntax',
    list: true,
  },
  resourcePriorities: {
    scan: 'field',
    rule: (grammar) => grammar.acceptResourcePriority,
    code: 'token-list-syntax',
    list: true,
  },
  location: { scan: 'address', rule: (grammar) => grammar.geolocationHeader, code: 'address-syntax', list: true },
  locationRouting: {
    scan: 'field',
    rule: (grammar) => grammar.georoutingHeader,
    code: 'parameter-syntax',
    list: false,
  },
  locationError: { scan: 'field', rule: (grammar) => grammar.locationErrorValue, code: 'number-syntax', list: false },
  alertError: { scan: 'field', rule: (grammar) => grammar.errorValue, code: 'number-syntax', list: false },
  userToUser: { scan: 'field', rule: (grammar) => grammar.uui, code: 'token-list-syntax', list: true },
  answerMode: { scan: 'field', rule: (grammar) => grammar.answerMode, code: 'token-syntax', list: false },
  policyId: { scan: 'address', rule: (grammar) => grammar.policyId, code: 'address-syntax', list: true },
  policyContact: { scan: 'address', rule: (grammar) => grammar.policyContact, code: 'address-syntax', list: true },
  triggerConsent: { scan: 'address', rule: (grammar) => grammar.triggerConsent, code: 'address-syntax', list: true },
  associatedUris: { scan: 'address', rule: (grammar) => grammar.pAssociatedUri, code: 'address-syntax', list: true },
  calledParty: { scan: 'address', rule: (grammar) => grammar.pAsoUriSpec, code: 'address-syntax', list: false },
  visitedNetwork: {
    scan: 'field',
    rule: (grammar) => grammar.pVisitedNetworkId,
    code: 'token-list-syntax',
    list: true,
  },
  accessNetwork: {
    scan: 'field',
    rule: (grammar) => grammar.pAccessNetworkInfo,
    code: 'token-list-syntax',
    list: true,
  },
  chargingAddresses: {
    scan: 'field',
    rule: (grammar) => grammar.pChargingAddresses,
    code: 'parameter-syntax',
    list: true,
  },
  chargingVector: { scan: 'field', rule: (grammar) => grammar.pChargingVector, code: 'parameter-syntax', list: false },
  servedUser: { scan: 'address', rule: (grammar) => grammar.pServedUser, code: 'address-syntax', list: false },
  userDatabase: { scan: 'address', rule: (grammar) => grammar.pUserDatabase, code: 'address-syntax', list: false },
  refusedUri: { scan: 'address', rule: (grammar) => grammar.pRefusedUriList, code: 'address-syntax', list: true },
  serviceId: { scan: 'address', rule: (grammar) => grammar.pAssertedService, code: 'address-syntax', list: true },
  privateNetwork: { scan: 'field', rule: (grammar) => grammar.pniValue, code: 'token-syntax', list: false },
  hexTokens: { scan: 'field', rule: (grammar) => grammar.pMediaAuthorization, code: 'token-list-syntax', list: true },
  tracedParty: { scan: 'address', rule: (grammar) => grammar.pDcsTracePartyId, code: 'address-syntax', list: false },
  ospsTag: { scan: 'field', rule: (grammar) => grammar.ospsTag, code: 'token-syntax', list: false },
  billingInfo: { scan: 'field', rule: (grammar) => grammar.pDcsBillingInfo, code: 'token-syntax', list: false },
  surveillance: { scan: 'field', rule: (grammar) => grammar.pDcsLaes, code: 'token-syntax', list: false },
  dcsRedirect: { scan: 'field', rule: (grammar) => grammar.pDcsRedirect, code: 'token-syntax', list: false },
};
