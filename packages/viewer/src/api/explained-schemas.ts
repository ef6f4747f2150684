import { explainedKinds } from '@sipscope/analyzer';
import { Type, type TObject } from 'typebox';
import { count, object, oneOf, shape, span, text, time, yes } from './shape.ts';

/** What a value means where it was captured. */
export const explainedFact: TObject & { readonly $id: string } = shape('ExplainedFact', {
  kind: oneOf(...explainedKinds),
  span,
  text: Type.String({ description: 'What the value means where it was captured, in a sentence' }),
  'short?': text,
  'notable?': yes,
  'at?': time,
  'frames?': Type.Array(count),
  'refs?': Type.Array(object({ list: oneOf('calls', 'dialogs', 'transactions'), id: text })),
  'parts?': Type.Array(object({ name: text, 'value?': text, 'means?': text, 'rfc?': count, 'section?': text })),
  'moreParts?': count,
  'steps?': Type.Array(object({ name: text, 'detail?': text, 'by?': text, 'here?': yes, 'notable?': yes })),
  'moreSteps?': count,
});
