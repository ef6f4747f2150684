import { maxPort, maxUint32 } from '../text/number-range.ts';
import {
  digits,
  digitsUpTo,
  flag,
  isHost,
  oneOf,
  type ParameterForm,
  type ParameterForms,
  parameterForms,
  quotedOf,
  quotedString,
  qvalue,
  token,
  unquoted,
} from './parameter-form.ts';

/** A host name: not an address. */
const hostname: ParameterForm = unquoted('a host name', isHostname);
/** A URI between quotes, which is read apart. */
export const quotedUri: ParameterForm = quotedOf('a URI in quotes', (text) => /^[a-z][a-z\d+.-]*:./i.test(text));
/** `32(DIGIT / %x61-66)` */
export const sessionUuid: ParameterForm = unquoted('32 digits and small letters a to f', (value) =>
  /^[\da-f]{32}$/.test(value),
);
/** `namespace "." r-priority`, neither with a dot in it. */
export const rValueForm: ParameterForm = unquoted('namespace.priority', (value) => /^[^.]+\.[^.]+$/.test(value));
/** `1*3DIGIT`, of a number. */
export const errorCode: ParameterForm = unquoted('one to three digits', (value) => value.length <= 3);
/** `3DIGIT`, of a number. */
export const threeDigits: ParameterForm = unquoted('three digits', (value) => value.length === 3);

const port = digitsUpTo(maxPort);
const spi = digitsUpTo(maxUint32);

/** RFC 3326 §2, RFC 8606 §4. */
export const reasonForms: ParameterForms = parameterForms({
  cause: digits,
  text: quotedString,
  location: oneOf(...'U LPN LN TN RLN RPN LOC-6 INTL LOC-8 LOC-9 BI LOC-11 LOC-12 LOC-13 LOC-14 LOC-15'.split(' ')),
});
/** RFC 7989 §5, RFC 8497 §6. */
export const sessionIdForms: ParameterForms = parameterForms({ remote: sessionUuid, logme: flag });
/** RFC 3329 §2.2, Appendix A (erratum 3799); TS 33.203 names the ports and indexes of both sides, and more algorithms. */
export const securityForms: ParameterForms = parameterForms({
  q: qvalue,
  'd-alg': token,
  'd-qop': token,
  'd-ver': quotedOf('32 hexadecimal digits in quotes', (text) => /^[\da-f]{32}$/.test(text)),
  alg: token,
  ealg: token,
  prot: oneOf('ah', 'esp'),
  mod: oneOf('trans', 'tun', 'UDP-enc-tun'),
  spi,
  'spi-c': spi,
  'spi-s': spi,
  port1: port,
  port2: port,
  'port-c': port,
  'port-s': port,
});
/** RFC 8787 §4. */
export const locationForms: ParameterForms = parameterForms({ 'loc-src': hostname });
/** RFC 6442 §4.4. */
export const locationErrorForms: ParameterForms = parameterForms({ code: quotedString });
/** RFC 8876 §5.2. */
export const alertErrorForms: ParameterForms = parameterForms({ message: quotedString });
/** RFC 7433 §4.1. */
export const uuiForms: ParameterForms = parameterForms({ purpose: token, content: token, encoding: token });
/** RFC 5373 §2. */
export const answerModeForms: ParameterForms = parameterForms({ require: flag });
/** RFC 6794 §4.4.5.1. */
export const policyIdForms: ParameterForms = parameterForms({ token });
/** RFC 6794 §4.4.5.2. */
export const policyContactForms: ParameterForms = parameterForms({ 'non-cacheable': flag, 'alt-uri': hostname });
/** RFC 5360 §5.11.2. */
export const consentForms: ParameterForms = parameterForms({ 'target-uri': quotedString });

function isHostname(text: string): boolean {
  return isHost(text) && !text.startsWith('[') && !/^[\d.]+$/.test(text);
}
