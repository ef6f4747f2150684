import type { FlowTie } from '../flow-tie.ts';
import type { Reported } from './source-reports.ts';

/** What descriptions say of a stream of which RTCP is reported: nothing of its packets is there to tell more. */
export function reportedBy(tie: FlowTie | undefined): Reported {
  if (tie === undefined) return { tie: undefined, kind: undefined, clockHz: 0 };
  const { session, sender, receiver, wanted, sent } = tie;
  const media = (wanted[0] ?? sent[0])?.media;
  const clocks = new Set([...(media?.formats.values() ?? [])].map(({ format }) => format.clockHz));
  const [clockHz = 0] = clocks;
  return {
    tie: { callId: session.callId, senderTag: sender?.tag ?? 0, receiverTag: receiver?.tag ?? 0 },
    kind: media?.kind,
    // Of several nobody knows which one is in use.
    clockHz: clocks.size === 1 ? clockHz : 0,
  };
}
