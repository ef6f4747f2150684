import { callOutcomes, comparedFacts, comparedSections } from '@sipscope/analyzer';
import { Type, type TObject, type TSchema } from 'typebox';
import { count, ms, object, oneOf, shape, text, texts, time, yes } from './shape.ts';

/* Shapes of comparisons: of two calls, of two captures. */

const state = oneOf('same', 'differs', 'left', 'right');
const level = oneOf('must', 'security', 'should', 'robustness', 'info');
const fact = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);
const hop: TSchema = Type.Array(count, {
  minItems: 2,
  maxItems: 2,
  description: 'Elements in the order of the path: 0 is the caller',
});

const side = object({
  id: text,
  'from?': text,
  'to?': text,
  started: time,
  outcome: oneOf(...callOutcomes),
  elements: texts,
  'moreMessages?': count,
  'duplicates?': count,
});

const comparedMessage = object({
  frame: count,
  'index?': count,
  time,
  sinceStartMs: ms,
  kind: oneOf('request', 'response'),
  method: text,
  'status?': count,
  label: text,
  from: text,
  to: text,
  'retransmission?': yes,
});

const callComparison = shape('CallComparison', {
  left: side,
  right: side,
  isSame: Type.Boolean({ description: 'No notable fact, no finding, no message differs' }),
  facts: Type.Array(
    object({
      fact: oneOf(...comparedFacts),
      state,
      'left?': fact,
      'right?': fact,
      'difference?': Type.Number({ description: 'Right less left' }),
      'notable?': yes,
    }),
  ),
  findings: Type.Array(object({ rule: text, level, title: text, state, left: count, right: count })),
  messages: Type.Array(
    object({
      state,
      'left?': comparedMessage,
      'right?': comparedMessage,
      hop,
      'laterMs?': Type.Number({ description: 'How much later in its call the right one came' }),
      'moved?': yes,
      'differences?': Type.Array(
        object({
          part: oneOf('start-line', 'header', 'sdp', 'body'),
          name: text,
          state: oneOf('differs', 'left', 'right'),
          'left?': text,
          'right?': text,
        }),
      ),
      'moreDifferences?': count,
    }),
  ),
});

const captureSide = object({ messages: count, calls: count, 'started?': time, 'ended?': time });

const captureComparison = shape('CaptureComparison', {
  left: captureSide,
  right: captureSide,
  isSame: Type.Boolean({ description: 'No figure differs notably' }),
  sections: Type.Array(
    object({
      section: oneOf(...comparedSections),
      unit: oneOf('count', 'figure'),
      'partial?': yes,
      figures: Type.Array(
        object({
          name: text,
          'title?': text,
          'level?': level,
          state,
          'left?': Type.Number(),
          'right?': Type.Number(),
          'leftShare?': Type.Number({ description: 'Per cent' }),
          'rightShare?': Type.Number({ description: 'Per cent' }),
          'difference?': Type.Number({ description: 'Right less left; of shares, in points' }),
          'notable?': yes,
        }),
      ),
    }),
  ),
});

export const compareSchemas: readonly (TObject & { readonly $id: string })[] = [callComparison, captureComparison];
