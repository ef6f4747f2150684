import { deltaSeconds, flag, oneOf, type ParameterForms, parameterForms, token } from './parameter-form.ts';

/** Parameters of Replaces. RFC 3891 §6.1. */
export const replacesForms: ParameterForms = parameterForms({ 'to-tag': token, 'from-tag': token, 'early-only': flag });

/** Parameters of Join. RFC 3911 §7.1. */
export const joinForms: ParameterForms = parameterForms({ 'to-tag': token, 'from-tag': token });

/** Parameters of Target-Dialog. RFC 4538 §7. */
export const tdForms: ParameterForms = parameterForms({ 'remote-tag': token, 'local-tag': token });

/** Parameters of Session-Expires. RFC 4028 §4. */
export const seForms: ParameterForms = parameterForms({ refresher: oneOf('uac', 'uas') });

/** Parameters of Retry-After. RFC 3261 §20.33. */
export const retryForms: ParameterForms = parameterForms({ duration: deltaSeconds });
