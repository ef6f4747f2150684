import { digits, type ParameterForms, parameterForms, quotedString } from './parameter-form.ts';

/** Parameters of Contact; `q` and `expires` have diagnostics of their own. */
export const contactForms: ParameterForms = parameterForms({
  'reg-id': digits,
  'pub-gruu': quotedString,
  'temp-gruu': quotedString,
});
