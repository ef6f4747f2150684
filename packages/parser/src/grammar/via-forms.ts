import { digits, flag, optional, type ParameterForms, parameterForms, quotedString, token } from './parameter-form.ts';

/** Parameters of Via; `ttl`, `maddr`, `received`, `branch` and `rport` have diagnostics of their own. */
export const viaForms: ParameterForms = parameterForms({
  comp: token,
  'sigcomp-id': quotedString,
  alias: flag,
  keep: optional(digits),
});
