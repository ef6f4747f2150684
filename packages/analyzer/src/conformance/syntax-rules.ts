import { branchRules } from './rfc3261/branches.ts';
import { callIdRules } from './rfc3261/call-ids.ts';
import { clockRules } from './rfc3261/clocks.ts';
import { contactRules } from './rfc3261/contacts.ts';
import { cseqRules } from './rfc3261/cseq.ts';
import { headerSectionRules } from './rfc3261/header-section.ts';
import { lengthRules } from './rfc3261/lengths.ts';
import { mandatoryRules } from './rfc3261/mandatory.ts';
import { maxForwardsRules } from './rfc3261/max-forwards.ts';
import { presenceRules } from './rfc3261/presence.ts';
import { recordRouteRules } from './rfc3261/record-routes.ts';
import { routeSetRules } from './rfc3261/route-sets.ts';
import { startLineRules } from './rfc3261/start-line.ts';
import { tagRules } from './rfc3261/tags.ts';
import { targetRules } from './rfc3261/targets.ts';
import { unknownRules } from './rfc3261/unknown.ts';
import { uriRules } from './rfc3261/uris.ts';
import { valueRules } from './rfc3261/values.ts';
import { viaPlaceRules } from './rfc3261/via-places.ts';
import { viaResponseRules } from './rfc3261/via-responses.ts';
import { viaSyntaxRules } from './rfc3261/via-syntax.ts';
import { forkRules } from './rfc5393/forks.ts';
import { bodyRules } from './rfc5621/bodies.ts';
import type { Rule } from './rule.ts';

/** Rules of how messages are written, and of what they are made of. */
export const syntaxRules: readonly Rule[] = [
  ...startLineRules,
  ...headerSectionRules,
  ...lengthRules,
  ...mandatoryRules,
  ...presenceRules,
  ...unknownRules,
  ...clockRules,
  ...valueRules,
  ...uriRules,
  ...viaSyntaxRules,
  ...branchRules,
  ...viaResponseRules,
  ...viaPlaceRules,
  ...tagRules,
  ...cseqRules,
  ...callIdRules,
  ...contactRules,
  ...targetRules,
  ...recordRouteRules,
  ...routeSetRules,
  ...maxForwardsRules,
  ...forkRules,
  ...bodyRules,
];
