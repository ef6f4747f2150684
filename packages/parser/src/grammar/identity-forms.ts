import { digitsUpTo, type ParameterForms, parameterForms, token, tokenOrQuoted, unquoted } from './parameter-form.ts';

/** Two digits at most. */
const counter = digitsUpTo(99);
/** `index-val = number *("." number)`; the leading zeros of RFC 4244 are told apart. */
const indexVal = unquoted('numbers parted by dots', (value) => /^\d+(?:\.\d+)*$/.test(value));

/** RFC 8224 §4; `ppt` is often quoted (RFC 8224 erratum 6519, and the examples of RFC 8946). */
export const identityForms: ParameterForms = parameterForms({ alg: token, ppt: tokenOrQuoted });
/** RFC 4474 §9. */
export const identityInfoForms: ParameterForms = parameterForms({ alg: token });
/** RFC 7044 §5. */
export const historyForms: ParameterForms = parameterForms({
  index: indexVal,
  rc: indexVal,
  mp: indexVal,
  np: indexVal,
});
/** RFC 7544 §4.2. */
export const diversionForms: ParameterForms = parameterForms({
  reason: tokenOrQuoted,
  counter,
  limit: counter,
  privacy: tokenOrQuoted,
  screen: tokenOrQuoted,
});
/** Of a draft (draft-ietf-sip-privacy §5.1), so that no more is asked than what devices agree on. */
export const remotePartyForms: ParameterForms = parameterForms({
  party: token,
  'id-type': token,
  screen: token,
  privacy: tokenOrQuoted,
});
