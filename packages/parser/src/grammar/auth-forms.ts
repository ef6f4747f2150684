import { isToken } from '../text/character-class.ts';
import { lowerCase } from '../text/lower-case.ts';
import {
  base64,
  oneOf,
  type ParameterForms,
  parameterForms,
  quotedOf,
  quotedString,
  token,
  unquoted,
} from './parameter-form.ts';

const trueOrFalse = oneOf('true', 'false');
/** `8LHEX` */
const nonceCount = unquoted('eight hexadecimal digits', (value) => value.length === 8 && isLowerHex(value));
/** `LDQUOT *LHEX RDQUOT`: how many there must be depends on the algorithm. RFC 8760 §2.7. */
const requestDigest = quotedOf(
  'hexadecimal digits in lower case and quotes',
  (text) => text === '' || isLowerHex(text),
);
const uri = quotedOf('a URI in quotes', (text) => text !== '' && !text.includes(' '));

/** Parameters of digest in both directions. */
const commonForms: ParameterForms = parameterForms({
  realm: quotedString,
  nonce: quotedString,
  opaque: quotedString,
  algorithm: token,
  userhash: trueOrFalse,
});

/** Of a challenge with digest. RFC 3261 §25.1 digest-cln, RFC 7616 §3.3. */
const challengeForms: ParameterForms = parameterForms(
  {
    domain: quotedString,
    stale: trueOrFalse,
    qop: quotedOf('tokens parted by commas, in quotes', (text) => text.split(',').every((one) => isToken(one.trim()))),
    charset: oneOf('UTF-8'),
  },
  commonForms,
);

/** Of credentials with digest. RFC 3261 §25.1 dig-resp, RFC 7616 §3.4, RFC 3310 §3.4. */
const credentialsForms: ParameterForms = parameterForms(
  {
    username: quotedString,
    'username*': token,
    uri,
    response: requestDigest,
    cnonce: quotedString,
    qop: token,
    nc: nonceCount,
    auts: base64,
  },
  commonForms,
);

/** Of a challenge with Bearer. RFC 8898 §4, RFC 6749 §3.3, §5.2. */
const bearerForms: ParameterForms = parameterForms({
  realm: quotedString,
  scope: quotedOf('scopes parted by single spaces, in quotes', (text) => /^[!-~]+(?: [!-~]+)*$/.test(text)),
  authz_server: quotedOf('an https URI in quotes', (text) => /^https:\/\/[!-~]+$/i.test(text)),
  error: quotedString,
});

/** Of other schemes: each has its own. */
export const noForms: ParameterForms = parameterForms({});

/** Parameters of Authentication-Info. RFC 3261 §25.1 ainfo. */
export const ainfoForms: ParameterForms = parameterForms({
  nextnonce: quotedString,
  qop: token,
  rspauth: requestDigest,
  cnonce: quotedString,
  nc: nonceCount,
});

/** The forms of the parameters of a challenge of that scheme. */
export function challengeFormsOf(scheme: string): ParameterForms {
  const name = lowerCase(scheme);
  if (name === 'digest') return challengeForms;
  return name === 'bearer' ? bearerForms : noForms;
}

/** The forms of the parameters of credentials of that scheme. */
export function credentialsFormsOf(scheme: string): ParameterForms {
  return lowerCase(scheme) === 'digest' ? credentialsForms : noForms;
}

/** `1*LHEX` */
function isLowerHex(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x66 || (code > 0x39 && code < 0x61)) return false;
  }
  return text !== '';
}
