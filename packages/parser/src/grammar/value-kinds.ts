import type { DiagnosticCode } from '../diagnostic/diagnostic-table.ts';
import type { Auth } from '../header/auth.ts';
import type { CSeq, RAck } from '../header/cseq.ts';
import type { MediaType } from '../header/media-type.ts';
import type { Contact, NameAddr } from '../header/name-addr.ts';
import type { Parameters } from '../header/parameter.ts';
import type { CallIdParams, DeltaParams, TokenParams } from '../header/token-params.ts';
import type { Via } from '../header/via.ts';
import type { Warning } from '../header/warning.ts';
import type { Grammar } from './grammar.ts';

/** What a header of each kind of value gives, one or several of them. */
export type ValueTypes = {
  via: Via;
  address: NameAddr;
  addresses: NameAddr;
  route: NameAddr;
  contact: Contact;
  callId: string;
  callIds: string;
  callIdParams: CallIdParams;
  cseq: CSeq;
  rack: RAck;
  number: number | undefined;
  deltaParams: DeltaParams;
  tokens: string;
  tokenParams: TokenParams;
  tokenParamsList: TokenParams;
  params: Parameters;
  privacy: string;
  mediaType: MediaType;
  mediaTypes: MediaType;
  auth: Auth;
  authInfo: Parameters;
  products: string;
  warnings: Warning;
  date: Date;
  timestamp: string;
  mimeVersion: string;
  text: string;
};

export type ValueKind = keyof ValueTypes;

/** How the scanner cuts a value into tokens. */
export type ScanMode = 'field' | 'address' | 'via' | 'callId' | 'text';

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
  address: { scan: 'address', rule: (grammar) => grammar.fromSpec, code: 'address-syntax', list: false },
  addresses: { scan: 'address', rule: (grammar) => grammar.fromSpecList, code: 'address-syntax', list: true },
  route: { scan: 'address', rule: (grammar) => grammar.route, code: 'route-syntax', list: true },
  contact: { scan: 'address', rule: (grammar) => grammar.contact, code: 'contact-syntax', list: true },
  callId: { scan: 'callId', rule: (grammar) => grammar.callids, code: 'call-id-syntax', list: false },
  callIds: { scan: 'callId', rule: (grammar) => grammar.callids, code: 'call-id-syntax', list: true },
  callIdParams: { scan: 'callId', rule: (grammar) => grammar.callidParams, code: 'call-id-syntax', list: false },
  cseq: { scan: 'field', rule: (grammar) => grammar.cseq, code: 'cseq-syntax', list: false },
  rack: { scan: 'field', rule: (grammar) => grammar.rack, code: 'rack-syntax', list: false },
  number: { scan: 'field', rule: (grammar) => grammar.deltaSeconds, code: 'number-syntax', list: false },
  deltaParams: { scan: 'field', rule: (grammar) => grammar.deltaParams, code: 'number-syntax', list: false },
  tokens: { scan: 'field', rule: (grammar) => grammar.tokenList, code: 'token-list-syntax', list: true },
  tokenParams: { scan: 'field', rule: (grammar) => grammar.tokenParams, code: 'token-syntax', list: false },
  tokenParamsList: {
    scan: 'field',
    rule: (grammar) => grammar.tokenParamsList,
    code: 'token-list-syntax',
    list: true,
  },
  params: { scan: 'field', rule: (grammar) => grammar.paramsOnly, code: 'parameter-syntax', list: false },
  privacy: { scan: 'field', rule: (grammar) => grammar.privacy, code: 'token-list-syntax', list: false },
  mediaType: { scan: 'field', rule: (grammar) => grammar.mediaType, code: 'media-type-syntax', list: false },
  mediaTypes: { scan: 'field', rule: (grammar) => grammar.accept, code: 'media-type-syntax', list: true },
  auth: { scan: 'field', rule: (grammar) => grammar.credentials, code: 'auth-syntax', list: false },
  authInfo: { scan: 'field', rule: (grammar) => grammar.ainfo, code: 'auth-syntax', list: false },
  products: { scan: 'field', rule: (grammar) => grammar.serverVal, code: 'product-syntax', list: false },
  warnings: { scan: 'field', rule: (grammar) => grammar.warning, code: 'warning-syntax', list: true },
  date: { scan: 'field', rule: (grammar) => grammar.sipDate, code: 'date-syntax', list: false },
  timestamp: { scan: 'field', rule: (grammar) => grammar.timestamp, code: 'number-syntax', list: false },
  mimeVersion: { scan: 'field', rule: (grammar) => grammar.mimeVersion, code: 'number-syntax', list: false },
  text: { scan: 'text', rule: (grammar) => grammar.textUtf8Trim, code: 'token-syntax', list: false },
};
