import type { CapturedMessage } from '../message/captured-message.ts';
import { joined } from '../message/fingerprint.ts';
import type { InviteScan } from './invite-scan.ts';
import { JoinedLeg, type LegConfidence, type LegEvidence } from './joined-leg.ts';

/** An initial INVITE and what is known of it. */
export type NewInvite = {
  readonly message: CapturedMessage;
  readonly scan: InviteScan;
  readonly callId: string;
  readonly fromKey: number;
  readonly toKey: number;
  readonly correlationId: string | undefined;
};

/** The leg that a message begins. `frame`: of the INVITE it is told by. */
export function legOf(
  { message, callId }: Pick<NewInvite, 'message' | 'callId'>,
  by: readonly LegEvidence[],
  confidence: LegConfidence,
  frame: number,
): JoinedLeg {
  return new JoinedLeg({
    callId,
    key: joined(message.callId, message.fromTag),
    by,
    confidence,
    frames: [frame, message.frame],
  });
}
