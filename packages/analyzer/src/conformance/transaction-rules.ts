import { ackRules } from './rfc3261/ack.ts';
import { byeRules } from './rfc3261/bye.ts';
import { cancelRules } from './rfc3261/cancel.ts';
import { overlapRules } from './rfc3261/overlap.ts';
import { retryRules } from './rfc3261/retry.ts';
import { ringingRules } from './rfc3261/ringing.ts';
import { intervalRules } from './rfc3261/intervals.ts';
import { refusalRules } from './rfc3261/refusals.ts';
import { responseRules } from './rfc3261/responses.ts';
import { unavailableRules } from './rfc3261/unavailable.ts';
import { unknownDialogRules } from './rfc3261/unknown-dialog.ts';
import { prackRules } from './rfc3262/prack.ts';
import { reliabilityRules } from './rfc3262/reliability.ts';
import { updateRules } from './rfc3311/update.ts';
import { glareRules } from './rfc6141/glare.ts';
import { earlyDialogTerminatedRules } from './rfc6228/early-dialog-terminated.ts';
import { featureCapsRules } from './rfc6809/feature-caps.ts';
import { sessionIntervalRules } from './rfc4028/intervals.ts';
import { refreshRules } from './rfc4028/refreshes.ts';
import { copyRules } from './rfc3261/copies.ts';
import { waitingRules } from './rfc3261/waiting.ts';
import { callEndRules } from './rfc3261/call-end.ts';
import { dialogUriRules } from './rfc3261/dialog-uris.ts';
import { raceRules } from './rfc5407/races.ts';
import { effectRules } from './rfc5057/effects.ts';
import { transportRules } from './rfc3261/transports.ts';
import { failoverRules } from './rfc3263/failover.ts';
import { sipsRules } from './rfc5630/sips.ts';
import { viaTransportRules } from './rfc7118/via-transport.ts';
import { overloadRules } from './rfc7339/overload.ts';
import { nonInviteResponseRules } from './rfc4320/responses.ts';
import { resourcePriorityRules } from './rfc4412/resource-priority.ts';
import type { Rule } from './rule.ts';

/** Rules of transactions, of what they make of dialogs, and of the transports that carry them. */
export const transactionRules: readonly Rule[] = [
  ...responseRules,
  ...refusalRules,
  ...intervalRules,
  ...unavailableRules,
  ...unknownDialogRules,
  ...nonInviteResponseRules,
  ...resourcePriorityRules,
  ...ringingRules,
  ...overlapRules,
  ...retryRules,
  ...cancelRules,
  ...ackRules,
  ...byeRules,
  ...reliabilityRules,
  ...prackRules,
  ...copyRules,
  ...waitingRules,
  ...callEndRules,
  ...dialogUriRules,
  ...raceRules,
  ...effectRules,
  ...transportRules,
  ...failoverRules,
  ...sipsRules,
  ...viaTransportRules,
  ...overloadRules,
  ...updateRules,
  ...sessionIntervalRules,
  ...refreshRules,
  ...glareRules,
  ...earlyDialogTerminatedRules,
  ...featureCapsRules,
];
