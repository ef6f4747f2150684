import type { CoreGrammar } from './core-grammar.ts';
import type { KindRow } from './kind-row.ts';
import {
  plainCallId,
  plainContacts,
  plainCSeq,
  plainFrom,
  plainMediaType,
  plainNumber,
  plainRoutes,
  plainText,
  plainTokens,
  plainVias,
} from './plain-values.ts';

type CoreKind =
  | 'via'
  | 'from'
  | 'address'
  | 'addresses'
  | 'route'
  | 'contact'
  | 'callId'
  | 'callIds'
  | 'replaces'
  | 'join'
  | 'targetDialog'
  | 'cseq'
  | 'rack'
  | 'number'
  | 'sessionExpires'
  | 'minSe'
  | 'retryAfter'
  | 'tokens'
  | 'someTokens'
  | 'tokenParams'
  | 'params'
  | 'mediaType'
  | 'mediaTypes'
  | 'encodings'
  | 'languages'
  | 'languageTags'
  | 'disposition'
  | 'contentId'
  | 'challenge'
  | 'credentials'
  | 'authInfo'
  | 'alertInfo'
  | 'callInfo'
  | 'errorInfo'
  | 'referTo'
  | 'referredBy'
  | 'referEventsAt'
  | 'referSub'
  | 'event'
  | 'eventTypes'
  | 'subscriptionState'
  | 'entityTag'
  | 'priority'
  | 'acceptContact'
  | 'rejectContact'
  | 'featureCaps'
  | 'directives'
  | 'tokenParamsList'
  | 'products'
  | 'warnings'
  | 'date'
  | 'timestamp'
  | 'mimeVersion'
  | 'text';

/** The kinds of values that RFC 3261 and its nearest relatives have. */
export const coreKinds: Readonly<Record<CoreKind, KindRow<CoreGrammar>>> = {
  via: { scan: 'via', rule: (grammar) => grammar.via, code: 'via-syntax', list: true, plain: plainVias },
  from: { scan: 'address', rule: (grammar) => grammar.fromSpec, code: 'address-syntax', list: false, plain: plainFrom },
  address: { scan: 'address', rule: (grammar) => grammar.rplytoSpec, code: 'address-syntax', list: false },
  addresses: { scan: 'address', rule: (grammar) => grammar.addressList, code: 'address-syntax', list: true },
  route: { scan: 'address', rule: (grammar) => grammar.route, code: 'route-syntax', list: true, plain: plainRoutes },
  contact: {
    scan: 'address',
    rule: (grammar) => grammar.contact,
    code: 'contact-syntax',
    list: true,
    plain: plainContacts,
  },
  callId: {
    scan: 'callId',
    rule: (grammar) => grammar.callIdValue,
    code: 'call-id-syntax',
    list: false,
    plain: plainCallId,
  },
  callIds: { scan: 'callId', rule: (grammar) => grammar.callids, code: 'call-id-syntax', list: true },
  replaces: { scan: 'callId', rule: (grammar) => grammar.replaces, code: 'call-id-syntax', list: false },
  join: { scan: 'callId', rule: (grammar) => grammar.join, code: 'call-id-syntax', list: false },
  targetDialog: { scan: 'callId', rule: (grammar) => grammar.targetDialog, code: 'call-id-syntax', list: false },
  cseq: { scan: 'field', rule: (grammar) => grammar.cseq, code: 'cseq-syntax', list: false, plain: plainCSeq },
  rack: { scan: 'field', rule: (grammar) => grammar.rack, code: 'rack-syntax', list: false },
  number: {
    scan: 'field',
    rule: (grammar) => grammar.deltaSeconds,
    code: 'number-syntax',
    list: false,
    plain: plainNumber,
  },
  sessionExpires: { scan: 'field', rule: (grammar) => grammar.sessionExpires, code: 'number-syntax', list: false },
  minSe: { scan: 'field', rule: (grammar) => grammar.minSe, code: 'number-syntax', list: false },
  retryAfter: { scan: 'field', rule: (grammar) => grammar.retryAfter, code: 'number-syntax', list: false },
  tokens: {
    scan: 'field',
    rule: (grammar) => grammar.tokenList,
    code: 'token-list-syntax',
    list: true,
    plain: plainTokens,
  },
  someTokens: {
    scan: 'field',
    rule: (grammar) => grammar.someTokens,
    code: 'token-list-syntax',
    list: true,
    plain: plainTokens,
  },
  tokenParams: { scan: 'field', rule: (grammar) => grammar.tokenParams, code: 'token-syntax', list: false },
  params: { scan: 'field', rule: (grammar) => grammar.paramsOnly, code: 'parameter-syntax', list: false },
  mediaType: {
    scan: 'field',
    rule: (grammar) => grammar.mediaType,
    code: 'media-type-syntax',
    list: false,
    plain: plainMediaType,
  },
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
  text: { scan: 'text', rule: (grammar) => grammar.textUtf8Trim, code: 'token-syntax', list: false, plain: plainText },
};
