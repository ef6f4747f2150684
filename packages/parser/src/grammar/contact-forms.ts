import { isFeatureName, baseTags, readFeatureValues } from '../header/feature.ts';
import { isAll, uricChar } from '../text/character-class.ts';
import {
  either,
  flag,
  formOf,
  type ParameterForm,
  type ParameterForms,
  parameterForms,
  quotedOf,
  unquoted,
} from './parameter-form.ts';

const featureForm: ParameterForm = either(
  flag,
  quotedOf('a list of feature values in quotes', (text) => readFeatureValues(text) !== undefined),
);
const sipUri: ParameterForm = quotedOf('a SIP URI in quotes', (text) => /^sips?:./i.test(text));
/** `+sip.instance="<urn:…>"` */
const instance: ParameterForm = quotedOf('a URN in angle brackets and quotes', (text) => isUriInBrackets(text));
const regId: ParameterForm = unquoted(
  'a number from 1 to 2147483647',
  (value) => /^\d+$/.test(value) && isRegId(Number(value)),
);
const tagValue: ParameterForm = quotedOf('a feature value in quotes', (text) => readFeatureValues(text)?.length === 1);

/** The features of RFC 3840 §9 that have a name of their own. */
const baseForms: ParameterForms = parameterForms(
  Object.fromEntries([...baseTags].map((tag) => [tag, featureForm] as const)),
);

/** `[ "1" … "9" *DIGIT ] DIGIT *( "." … )`: which entry of History-Info. RFC 7044 §5. */
const hiIndex: ParameterForm = unquoted('numbers parted by dots', (value) =>
  value.split('.').every((part) => part === '0' || /^[1-9]\d*$/.test(part)),
);

/** Parameters of Contact; `q` and `expires` have diagnostics of their own. RFC 5626 §10, RFC 5627 §7, RFC 7044 §5. */
export const contactForms: ParameterForms = parameterForms(
  {
    'reg-id': regId,
    '+sip.instance': instance,
    'pub-gruu': sipUri,
    'temp-gruu': sipUri,
    rc: hiIndex,
    mp: hiIndex,
    np: hiIndex,
  },
  baseForms,
);

/** Parameters of Accept-Contact. RFC 3841 §10. */
export const acForms: ParameterForms = parameterForms({ require: flag, explicit: flag }, baseForms);

/** Parameters of Refer-To (RFC 4508 §3) and Reject-Contact (RFC 3841 §10). */
export const featureForms: ParameterForms = baseForms;

/** Parameters of Feature-Caps. RFC 8599 §8. */
export const fcForms: ParameterForms = parameterForms({
  '+sip.pns': tagValue,
  '+sip.vapid': tagValue,
  '+sip.pnsreg': quotedOf('a number of seconds in quotes', (text) => /^\d+$/.test(text)),
  '+sip.pnspurr': tagValue,
});

/** The form of a parameter of a table, or of any feature that begins with a plus sign. */
export function featureFormOf(forms: ParameterForms, name: string): ParameterForm | undefined {
  return formOf(forms, name) ?? (isFeatureName(name) ? featureForm : undefined);
}

function isUriInBrackets(text: string): boolean {
  const uri = text.slice(1, -1);
  return text.startsWith('<') && text.endsWith('>') && isAll(uri.replaceAll('%', ''), uricChar);
}

function isRegId(number: number): boolean {
  return number >= 1 && number < 2 ** 31;
}
