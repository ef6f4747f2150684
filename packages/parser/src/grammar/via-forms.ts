import { isToken } from '../text/character-class.ts';
import {
  digits,
  flag,
  optional,
  type ParameterForms,
  parameterForms,
  quotedOf,
  quotedString,
  token,
  unquoted,
} from './parameter-form.ts';

/** Parameters of Via; `ttl`, `maddr`, `received`, `branch` and `rport` have diagnostics of their own. */
export const viaForms: ParameterForms = parameterForms({
  // RFC 3486 §8
  comp: token,
  // RFC 5049 §9.1
  'sigcomp-id': quotedString,
  // RFC 5923 §7
  alias: flag,
  // RFC 6223 §8.2
  keep: optional(digits),
  // RFC 7339 §9: "algo-list" of the ABNF is one algorithm
  oc: optional(digits),
  'oc-validity': optional(digits),
  'oc-seq': unquoted('seconds and a fraction', isOcSequence),
  'oc-algo': quotedOf('algorithms in quotes', (text) => text.split(',').every((one) => isToken(one.trim()))),
  // RFC 8055 §5.6.2
  'received-realm': quotedOf('an operator, a colon and a signature in quotes', isReceivedRealm),
});

/** `1*12DIGIT "." 1*5DIGIT` */
function isOcSequence(value: string): boolean {
  return /^\d{1,12}\.\d{1,5}$/.test(value);
}

/** `op-id COLON header ".." signature`; base64url, which RFC 7515 demands of a JWS, is taken too. */
function isReceivedRealm(text: string): boolean {
  const colon = text.indexOf(':');
  return isToken(text.slice(0, colon).trim()) && /^[\w+/-]+\.\.[\w+/-]+$/.test(text.slice(colon + 1).trim());
}
