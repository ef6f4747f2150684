import { isDotAtom } from '../text/dot-atom.ts';
import { digits, isHost, type ParameterForms, parameterForms, quotedOf, token } from './parameter-form.ts';

/** Parameters of Alert-Info. RFC 7463 §7. */
export const alertForms: ParameterForms = parameterForms({ appearance: digits });

/** Parameters of Call-Info. RFC 3261 §20.9, RFC 6910 §10.1. */
export const infoForms: ParameterForms = parameterForms({ purpose: token, m: token });

/** Parameters of Referred-By. RFC 3892 §3. */
export const referredByForms: ParameterForms = parameterForms({
  cid: quotedOf('a Content-ID in quotes', isCleanMsgId),
});

/** Parameters of From and To. RFC 3261 §25.1. */
export const fromForms: ParameterForms = parameterForms({ tag: token });

/** `dot-atom "@" ( dot-atom / host )` */
function isCleanMsgId(text: string): boolean {
  const at = text.indexOf('@');
  const right = text.slice(at + 1);
  return at !== -1 && isDotAtom(text.slice(0, at)) && (isDotAtom(right) || isHost(right));
}
