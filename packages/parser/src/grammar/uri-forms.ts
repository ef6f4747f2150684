import { isHostname } from './check-host.ts';
import { isExtension, isGlobalHexNumber, isGlobalNumber, isLocalHexNumber } from '../uri/phone-number.ts';
import {
  digits,
  digitsUpTo,
  flag,
  host,
  oneOf,
  either,
  type ParameterForms,
  parameterForms,
  token,
  unquoted,
} from './parameter-form.ts';

const anyValue = unquoted('a value', () => true);
const statusCode = unquoted('a status code', (value) => /^\d{3}$/.test(value));

/**
 * Parameters of SIP URIs. `lr` and `ob` are flags, and are taken with a value, too.
 *
 * RFC 3261 §25.1; RFC 3486 §4 (comp), RFC 5049 §9.1 (sigcomp-id), RFC 4458 §5 (cause, target), RFC 6140 §5.2 (bnc), RFC 4240 §5.2
 * (delay, duration, repeat), RFC 5552 §4.2 (maxage, maxstale).
 */
export const sipUriForms: ParameterForms = /* @__PURE__ */ parameterForms({
  transport: token,
  user: token,
  method: token,
  ttl: digitsUpTo(255),
  maddr: host,
  comp: token,
  'sigcomp-id': anyValue,
  cause: statusCode,
  target: anyValue,
  bnc: flag,
  delay: digits,
  duration: digits,
  repeat: either(digits, oneOf('forever')),
  maxage: digits,
  maxstale: digits,
});

const phoneContext = unquoted(
  'a domain or the first digits of a global number',
  (value) => isHostname(value) || isGlobalNumber(value),
);
const numberContext = unquoted(
  'a domain or the first digits of a global number',
  (value) => isHostname(value) || isGlobalHexNumber(value),
);
const routingNumber = unquoted(
  'hexadecimal digits, behind + if they are global',
  (value) => isGlobalHexNumber(value) || isLocalHexNumber(value),
);

/**
 * Parameters of telephone numbers. RFC 3966 §3 (isub: erratum 203), RFC 4715 §5 (isub-encoding), RFC 4694 §4 (rn, npdi, cic),
 * RFC 4904 §5 (tgrp, trunk-context).
 */
export const telForms: ParameterForms = /* @__PURE__ */ parameterForms({
  isub: anyValue,
  ext: unquoted('digits', isExtension),
  'phone-context': phoneContext,
  'isub-encoding': token,
  rn: routingNumber,
  'rn-context': numberContext,
  npdi: flag,
  cic: routingNumber,
  'cic-context': numberContext,
  tgrp: unquoted('a trunk group without [, ] and :', (value) => !/[[\]:]/.test(value)),
  'trunk-context': phoneContext,
});
