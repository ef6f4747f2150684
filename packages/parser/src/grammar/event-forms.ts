import {
  deltaSeconds,
  digits,
  flag,
  oneOf,
  type ParameterForms,
  parameterForms,
  quotedString,
  token,
  tokenOrQuoted,
  unquoted,
} from './parameter-form.ts';

/** `1*2DIGIT [ "." 1*10DIGIT ]` */
const rate = unquoted('a number below 100 with at most ten decimals', (value) =>
  /^\d{1,2}(?:\.\d{1,10})?$/.test(value),
);

/** Parameters of Event and Subscription-State alike. RFC 6446 §9.2. */
const rateForms: ParameterForms = parameterForms({ 'max-rate': rate, 'min-rate': rate, 'adaptive-min-rate': rate });

/** Parameters of Event. */
export const eventForms: ParameterForms = parameterForms(
  {
    // RFC 6665 §8.4
    id: token,
    // RFC 6080 §6.2
    'profile-type': token,
    vendor: quotedString,
    model: quotedString,
    version: quotedString,
    'effective-by': digits,
    // RFC 4235 §3.4
    'call-id': tokenOrQuoted,
    'from-tag': token,
    'to-tag': token,
    'include-session-description': flag,
    // RFC 7463 §13.1
    shared: flag,
    // RFC 5989 §4.1
    body: oneOf('true', 'false'),
  },
  rateForms,
);

/** Parameters of Subscription-State. RFC 6665 §8.4. */
export const subexpForms: ParameterForms = parameterForms(
  { reason: token, expires: deltaSeconds, 'retry-after': deltaSeconds },
  rateForms,
);
