import { challengeFormsOf, credentialsFormsOf, ainfoForms } from '../grammar/auth-forms.ts';
import { acForms, contactForms, fcForms, featureFormOf, featureForms } from '../grammar/contact-forms.ts';
import { acceptForms, dispositionForms, mediaTypeForms } from '../grammar/content-forms.ts';
import { joinForms, replacesForms, retryForms, seForms, tdForms } from '../grammar/dialog-forms.ts';
import { eventForms, subexpForms } from '../grammar/event-forms.ts';
import * as extension from '../grammar/extension-forms.ts';
import * as identity from '../grammar/identity-forms.ts';
import * as ims from '../grammar/ims-forms.ts';
import { alertForms, fromForms, infoForms, referredByForms } from '../grammar/info-forms.ts';
import {
  deltaSeconds,
  type ParameterForm,
  type ParameterForms,
  qvalue,
  tokenOrQuoted,
} from '../grammar/parameter-form.ts';
import type { ValueKind } from '../grammar/value-types.ts';
import { writeAuth, writeAuthenticationInfo } from '../header/auth.ts';
import { writeBillingInfo } from '../header/billing-info.ts';
import { writeChargingAddresses } from '../header/charging-addresses.ts';
import { writeChargingVector } from '../header/charging-vector.ts';
import { writeCSeq, writeRAck } from '../header/cseq.ts';
import { writeDcsRedirect } from '../header/dcs-redirect.ts';
import { writeDialogId } from '../header/dialog-id.ts';
import { writeMediaType } from '../header/media-type.ts';
import { writeNameAddr } from '../header/name-addr.ts';
import { type Parameters, writeParameter } from '../header/parameter.ts';
import { writeBareUri } from '../header/policy-id.ts';
import { writePreferences } from '../header/preferences.ts';
import { writeResourcePriority } from '../header/resource-priority.ts';
import { writeSurveillance } from '../header/surveillance.ts';
import { writeTimestamp } from '../header/timestamp.ts';
import { writeTokenParams } from '../header/token-params.ts';
import { writeVia } from '../header/via.ts';
import { writeWarning } from '../header/warning.ts';
import { type AddressInput, addressParts, bareUriText, type ContactInput, uriInputText } from './address-input.ts';
import { tokenText, trimText, wordText } from './checked-text.ts';
import type { ValueInputs } from './header-input.ts';
import { type FormOf, formsOf, parametersOf, type ParametersInput } from './parameters-input.ts';
import {
  writeCallId,
  writeContentId,
  writeDate,
  writeErrorCode,
  writeIdentityInput,
  writeNumber,
  writeProduct,
  writeQuotable,
  writeSeconds,
} from './write-plain-value.ts';
import { cseqParts, rackParts, timestampParts, warningParts } from './plain-parts.ts';
import { hostPortParts, viaParts } from './via-input.ts';

/** How the values of a kind are written: each, and (where one field may have several) what stands between them. */
export type ValueWriter<Input> = { readonly write: (value: Input) => string; readonly joint?: string };

/** Every kind of value: its writer. */
export const valueWriters: { readonly [Kind in ValueKind]: ValueWriter<ValueInputs[Kind]> } = {
  via: list((value) => writeVia(viaParts(value))),
  from: one(address(fromForms)),
  address: one(address()),
  addresses: list(address()),
  route: list(address()),
  contact: list(writeContactInput),
  callId: one(writeCallId),
  callIds: list(writeCallId),
  replaces: one(dialog(replacesForms)),
  join: one(dialog(joinForms)),
  targetDialog: one(dialog(tdForms)),
  cseq: one((value) => writeCSeq(cseqParts(value))),
  rack: one((value) => writeRAck(rackParts(value))),
  number: one(writeNumber),
  sessionExpires: one((value) => writeSeconds(value, formsOf(seForms))),
  minSe: one((value) => writeSeconds(value)),
  retryAfter: one((value) => writeSeconds(value, formsOf(retryForms))),
  tokens: list(token),
  someTokens: list(token),
  tokenParams: one(valued()),
  tokenParamsList: list(valued()),
  params: one((value) => parametersOf(value).map(writeParameter).join(';')),
  privacy: { write: token, joint: ';' },
  mediaType: one(mediaType(formsOf(mediaTypeForms, tokenOrQuoted))),
  mediaTypes: list(mediaType(formsOf(acceptForms))),
  encodings: list(valued(acceptForms)),
  languages: list(valued(acceptForms)),
  languageTags: list(token),
  disposition: one(valued(dispositionForms)),
  contentId: one(writeContentId),
  challenge: one((value) => auth(value, challengeFormsOf(value.scheme))),
  credentials: one((value) => auth(value, credentialsFormsOf(value.scheme))),
  authInfo: one(({ params }) => writeAuthenticationInfo({ params: some(params, formsOf(ainfoForms, tokenOrQuoted)) })),
  alertInfo: list(address(alertForms)),
  callInfo: list(address(infoForms)),
  errorInfo: list(address()),
  referTo: one(addressWith((name) => featureFormOf(featureForms, name))),
  referredBy: one(address(referredByForms)),
  referEventsAt: one(address()),
  referSub: one(valued()),
  event: one(valued(eventForms)),
  eventTypes: list(token),
  subscriptionState: one(valued(subexpForms)),
  entityTag: one(token),
  priority: one(token),
  acceptContact: list(preferences(acForms)),
  rejectContact: list(preferences(featureForms)),
  featureCaps: list(preferences(fcForms)),
  directives: list(token),
  products: { write: writeProduct, joint: ' ' },
  warnings: list((value) => writeWarning(warningParts(value))),
  date: one(writeDate),
  timestamp: one((value) => writeTimestamp(timestampParts(value))),
  mimeVersion: one(token),
  text: one((value) => trimText(value, 'A header field')),
  identity: one(writeIdentityInput),
  identityInfo: one(address(identity.identityInfoForms)),
  historyInfo: list(address(identity.historyForms)),
  diversion: list(address(identity.diversionForms)),
  remoteParty: list(address(identity.remotePartyForms)),
  assertedIds: list(address()),
  assertedId: one(address()),
  reason: list((value) => named(value.protocol, value.params, extension.reasonForms)),
  sessionId: one((value) => named(value.uuid, value.params, extension.sessionIdForms)),
  security: list((value) => named(value.mechanism, value.params, extension.securityForms)),
  resourcePriority: list(resourcePriority),
  resourcePriorities: list(resourcePriority),
  location: list(address(extension.locationForms)),
  locationRouting: one((value) =>
    parametersOf([{ quoted: false, value: undefined, ...value }])
      .map(writeParameter)
      .join(''),
  ),
  locationError: one((value) =>
    writeErrorCode(value.code, parametersOf(value.params, formsOf(extension.locationErrorForms))),
  ),
  alertError: one((value) =>
    writeErrorCode(value.code, parametersOf(value.params, formsOf(extension.alertErrorForms))),
  ),
  userToUser: list((value) =>
    writeQuotable(value.data, value.quoted, parametersOf(value.params, formsOf(extension.uuiForms))),
  ),
  answerMode: one((value) => named(value.mode, value.params, extension.answerModeForms)),
  policyId: list(bareAddress(extension.policyIdForms)),
  policyContact: list(address(extension.policyContactForms)),
  triggerConsent: list(bareAddress(extension.consentForms)),
  associatedUris: list(address()),
  calledParty: one(address()),
  visitedNetwork: list((value) => writeQuotable(value.name, value.quoted, parametersOf(value.params))),
  accessNetwork: list((value) => named(value.accessType, value.params, ims.accessForms)),
  chargingAddresses: list(({ params }) =>
    writeChargingAddresses({ params: some(params, formsOf(ims.chargingAddressForms)) }),
  ),
  chargingVector: one(({ params }) => writeChargingVector({ params: some(params, formsOf(ims.chargingForms)) })),
  servedUser: one(address(ims.servedUserForms)),
  userDatabase: one(address()),
  refusedUri: list(address(ims.refusedForms)),
  serviceId: list((value) => bareUriText(wordText(value.urn, 'A service'))),
  privateNetwork: one(valued()),
  hexTokens: list(token),
  tracedParty: one(address(ims.traceForms)),
  ospsTag: one(token),
  billingInfo: one((value) =>
    writeBillingInfo({
      correlationId: tokenText(value.correlationId, 'A correlation id'),
      feid: bareUriText(wordText(value.feid, 'An element id')),
      params: parametersOf(value.params, formsOf(ims.billingForms)),
    }),
  ),
  surveillance: one((value) =>
    writeSurveillance({
      signalling: hostPortParts(value.signalling),
      params: parametersOf(value.params, formsOf(ims.surveillanceForms)),
    }),
  ),
  dcsRedirect: one((value) =>
    writeDcsRedirect({
      called: uriInputText(value.called),
      params: parametersOf(value.params, formsOf(ims.redirectForms)),
    }),
  ),
};

function one<Input>(write: (value: Input) => string): ValueWriter<Input> {
  return { write };
}

function list<Input>(write: (value: Input) => string): ValueWriter<Input> {
  return { write, joint: ', ' };
}

function token(value: string): string {
  return tokenText(value, 'A value');
}

function address(forms?: ParameterForms): (value: AddressInput) => string {
  return addressWith(forms === undefined ? () => undefined : formsOf(forms));
}

function addressWith(form: FormOf): (value: AddressInput) => string {
  return (value) => writeNameAddr(addressParts(value, form));
}

function bareAddress(forms: ParameterForms): (value: AddressInput) => string {
  return (value) => {
    const { displayName, uriText, params } = addressParts(value, formsOf(forms));
    if (displayName !== undefined) throw new RangeError('A URI without brackets cannot have a display name');
    return writeBareUri({ uriText: bareUriText(uriText), params });
  };
}

function writeContactInput(value: ContactInput): string {
  const { tag, q, expires } = value;
  return writeNameAddr(addressParts(value, contactForm, { tag, q, expires }));
}

function contactForm(name: string): ParameterForm | undefined {
  if (name === 'q') return qvalue;
  return name === 'expires' ? deltaSeconds : featureFormOf(contactForms, name);
}

function dialog(forms: ParameterForms): (value: ValueInputs['replaces']) => string {
  return ({ callId, params }) =>
    writeDialogId({ callId: writeCallId(callId), params: parametersOf(params, formsOf(forms)) });
}

function valued(forms?: ParameterForms): (value: ValueInputs['event']) => string {
  return ({ value, params }) => named(value, params, forms);
}

/** `token *( SEMI parameter )` */
function named(value: string, params: ParametersInput | undefined, forms?: ParameterForms): string {
  const form = forms === undefined ? undefined : formsOf(forms);
  return writeTokenParams({ value: tokenText(value, 'A value'), params: parametersOf(params, form) });
}

function mediaType(form: FormOf): (value: ValueInputs['mediaType']) => string {
  return ({ type, subtype, params }) =>
    writeMediaType({
      type: tokenText(type, 'A media type'),
      subtype: tokenText(subtype, 'A media type'),
      params: parametersOf(params, form),
    });
}

function auth({ scheme, params, token68 }: ValueInputs['credentials'], forms: ParameterForms): string {
  tokenText(scheme, 'An authentication scheme');
  if (token68 !== undefined) return writeAuth({ scheme, token68: wordText(token68, 'A token'), params: [] });
  return writeAuth({ scheme, params: some(params, formsOf(forms, tokenOrQuoted)) });
}

/** Parameters that are all of a value, so that there must be one. */
function some(params: ParametersInput | undefined, form: FormOf): Parameters {
  const all = parametersOf(params, form);
  if (all.length === 0) throw new RangeError('A value of parameters alone must have one');
  return all;
}

function preferences(forms: ParameterForms): (value: { readonly params?: ParametersInput | undefined }) => string {
  return ({ params }) => writePreferences({ params: parametersOf(params, (name) => featureFormOf(forms, name)) });
}

function resourcePriority(value: ValueInputs['resourcePriority']): string {
  return tokenText(writeResourcePriority(value), 'A resource priority');
}
