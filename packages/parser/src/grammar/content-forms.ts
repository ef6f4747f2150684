import { isToken } from '../text/character-class.ts';
import {
  either,
  type ParameterForms,
  parameterForms,
  quotedOf,
  qvalue,
  token,
  tokenOrQuoted,
  unquoted,
} from './parameter-form.ts';

/** Parameters of Accept, Accept-Encoding and Accept-Language. RFC 3261 §25.1 accept-param. */
export const acceptForms: ParameterForms = parameterForms({ q: qvalue });

/** Parameters of Content-Type. RFC 2046 §4.1.2, §5.1.1. */
export const mediaTypeForms: ParameterForms = parameterForms({
  boundary: either(
    unquoted('a token of at most 70 characters', (value) => value.length <= 70 && isToken(value)),
    quotedOf('at most 70 characters in quotes', isBoundary),
  ),
  charset: tokenOrQuoted,
});

/** Parameters of Content-Disposition. RFC 3261 §25.1. */
export const dispositionForms: ParameterForms = parameterForms({ handling: token });

/** `0*69<bchars> bcharsnospace` */
function isBoundary(text: string): boolean {
  return text.length <= 70 && /^[\w'()+,./:=? -]+$/.test(text) && !text.endsWith(' ');
}
