import { faxRules } from './rfc3362/fax.ts';
import { mediaFlowRules } from './rfc3264/media-flow.ts';
import { arrivalRules } from './rfc3550/arrival.ts';
import { reportRules } from './rfc3550/reports.ts';
import { sourceRules } from './rfc3550/sources.ts';
import { unannouncedRules } from './rfc3550/unannounced.ts';
import { talkspurtRules } from './rfc3551/talkspurts.ts';
import { voipMetricRules } from './rfc3611/metrics.ts';
import { encryptedMediaRules } from './rfc3711/encrypted.ts';
import { markingRules } from './rfc4594/marking.ts';
import { telephoneEventRules } from './rfc4733/events.ts';
import { fingerprintRules } from './rfc5763/fingerprint.ts';
import { msrpRules } from './rfc4975/requests.ts';
import { bundledMediaRules } from './rfc9143/bundled-media.ts';
import type { Rule } from './rule.ts';

/** Of what packets of media are like, and what they carry. */
export const mediaRules: readonly Rule[] = [
  ...unannouncedRules,
  ...mediaFlowRules,
  ...arrivalRules,
  ...sourceRules,
  ...talkspurtRules,
  ...markingRules,
  ...encryptedMediaRules,
  ...reportRules,
  ...voipMetricRules,
  ...telephoneEventRules,
  ...faxRules,
  ...bundledMediaRules,
  ...fingerprintRules,
  ...msrpRules,
];
