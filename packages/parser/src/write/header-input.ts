import type { HeaderRows } from '../header/header-table.ts';
import type { ResourcePriority } from '../header/resource-priority.ts';
import type { Warning } from '../header/warning.ts';
import type { ValueTypes } from '../grammar/value-types.ts';
import type { AddressInput, ContactInput, UriInput } from './address-input.ts';
import type { ParametersInput } from './parameters-input.ts';
import type { HostPortInput, ViaInput } from './via-input.ts';

type WithParams<Own> = Own & { readonly params?: ParametersInput | undefined };
type Params = { readonly params: ParametersInput };
type Valued = WithParams<{ readonly value: string }>;

/** A number with parameters: `1800`, `{ seconds: 1800, params: { refresher: 'uac' } }`. */
export type SecondsInput =
  | number
  | WithParams<{
      readonly seconds: number | undefined;
      /** As it was read. */
      readonly secondsText?: string | undefined;
      /** Retry-After: for people, with its parentheses. */
      readonly comment?: string | undefined;
    }>;

/** A CSeq to be written. RFC 3261 §20.16. */
export type CSeqInput = {
  readonly number: number | undefined;
  /** As it was read. */
  readonly numberText?: string | undefined;
  readonly method: string;
};

type RAckInput = {
  readonly responseNumber: number | undefined;
  readonly responseNumberText?: string | undefined;
  readonly cseq: CSeqInput;
};

type DialogInput = WithParams<{ readonly callId: string }>;
type AuthInput = { readonly scheme: string; readonly params?: ParametersInput | undefined };
type ProductInput = { readonly text: string } | { readonly name: string; readonly version?: string | undefined };
type TimestampInput = number | { readonly timestamp: string | number; readonly delay?: string | number | undefined };

/** What a value of each kind can be made of: what reading it gives, or a plain object like it. */
export type ValueInputs = {
  [Kind in keyof ValueTypes as ValueTypes[Kind] extends string ? Kind : never]: string;
} & {
  via: ViaInput;
  from: AddressInput;
  address: AddressInput;
  addresses: AddressInput;
  route: AddressInput;
  contact: ContactInput;
  replaces: DialogInput;
  join: DialogInput;
  targetDialog: DialogInput;
  cseq: CSeqInput;
  rack: RAckInput;
  number: number | undefined;
  sessionExpires: SecondsInput;
  minSe: SecondsInput;
  retryAfter: SecondsInput;
  tokenParams: Valued;
  tokenParamsList: Valued;
  params: ParametersInput;
  mediaType: WithParams<{ readonly type: string; readonly subtype: string }>;
  mediaTypes: WithParams<{ readonly type: string; readonly subtype: string }>;
  encodings: Valued;
  languages: Valued;
  disposition: Valued;
  challenge: AuthInput;
  credentials: AuthInput & { readonly token68?: string | undefined };
  authInfo: Params;
  alertInfo: AddressInput;
  callInfo: AddressInput;
  errorInfo: AddressInput;
  referTo: AddressInput;
  referredBy: AddressInput;
  referEventsAt: AddressInput;
  referSub: Valued;
  event: Valued;
  subscriptionState: Valued;
  acceptContact: WithParams<unknown>;
  rejectContact: WithParams<unknown>;
  featureCaps: WithParams<unknown>;
  products: ProductInput;
  warnings: Warning;
  date: Date;
  timestamp: TimestampInput;
  identity: WithParams<{ readonly digest: string; readonly quoted?: boolean }>;
  identityInfo: AddressInput;
  historyInfo: AddressInput;
  diversion: AddressInput;
  remoteParty: AddressInput;
  assertedIds: AddressInput;
  assertedId: AddressInput;
  reason: WithParams<{ readonly protocol: string }>;
  sessionId: WithParams<{ readonly uuid: string }>;
  security: WithParams<{ readonly mechanism: string }>;
  resourcePriority: ResourcePriority;
  resourcePriorities: ResourcePriority;
  location: AddressInput;
  locationRouting: { readonly name: string; readonly value?: string | undefined; readonly quoted?: boolean };
  locationError: WithParams<{ readonly code: number }>;
  alertError: WithParams<{ readonly code: number }>;
  userToUser: WithParams<{ readonly data: string; readonly quoted?: boolean }>;
  answerMode: WithParams<{ readonly mode: string }>;
  policyId: AddressInput;
  policyContact: AddressInput;
  triggerConsent: AddressInput;
  associatedUris: AddressInput;
  calledParty: AddressInput;
  visitedNetwork: WithParams<{ readonly name: string; readonly quoted?: boolean }>;
  accessNetwork: WithParams<{ readonly accessType: string }>;
  chargingAddresses: Params;
  chargingVector: Params;
  servedUser: AddressInput;
  userDatabase: AddressInput;
  refusedUri: AddressInput;
  serviceId: { readonly urn: string };
  privateNetwork: Valued;
  tracedParty: AddressInput;
  billingInfo: WithParams<{ readonly correlationId: string; readonly feid: string }>;
  surveillance: WithParams<{ readonly signalling: HostPortInput }>;
  dcsRedirect: WithParams<{ readonly called: UriInput }>;
};

/**
 * What a header field of that name, in any case, long or compact, can be written of: a value, or the text of one as it is to stand there. Only text where the
 * header table has no such name.
 */
export type HeaderInput<Name extends string> = string extends Name
  ? unknown
  : Lowercase<Name> extends keyof HeaderRows
    ? ValueInputs[HeaderRows[Lowercase<Name>]['kind']] | string
    : string;

/** One value, or several. */
export type OneOrMore<Value> = Value | readonly Value[];
