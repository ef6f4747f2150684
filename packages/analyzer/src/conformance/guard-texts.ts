import type { TextGuard } from './of-text.ts';
import type { Guard } from './rule.ts';

/** Why a rule could not say whether it was kept, for people. */
export const guardTexts: Readonly<Record<Guard | TextGuard, string>> = {
  'G-MIDSTART': 'what it needs was before the capture began',
  'G-END': 'the capture ends before it could be known',
  'G-LOSS': 'packets of that time were not captured',
  'G-ONEWAY': 'only one direction was captured',
  'G-MULTIHOP': 'it happened on another hop than those captured',
  'G-DUP': 'packets were captured twice',
  'G-TRUNC': 'the message was not captured to its end',
  'G-FRAG': 'a fragment of the message was not captured',
  'G-B2BUA': 'another leg would tell',
  'G-CLOCK': 'the times are not those of a clock',
  'G-TEXT': 'a text does not show how it was sent',
  'G-LIMIT': 'more came than is kept',
};
