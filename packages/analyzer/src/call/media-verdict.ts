import type { MessageTable } from '../message/message-table.ts';
import { answeredDialog } from './answered-call.ts';
import type { CallMedia } from './call-media.ts';
import type { CallResult } from './call-outcome.ts';
import type { Call } from './call.ts';

/** A call that nobody ended, and whose media stopped for longer, is none any more. */
const ghostAfterNs = 60e9;

/** What media says of the end of an answered call: that it was none, or broke off, or was one though the ACK was not seen. */
export function resultWithMedia(
  call: Call,
  result: CallResult,
  media: CallMedia | undefined,
  { messages, nowNs }: { readonly messages: MessageTable; readonly nowNs: number },
): CallResult {
  if (media === undefined || result.outcome !== 'answered') return result;
  const dialog = answeredDialog(call, result.deciding);
  if (dialog === undefined) return result;
  if (result.verdict === 'answered-noack' && media.isBothWays && dialog.ended < 0)
    return { ...result, verdict: 'answered' };
  if (result.verdict !== 'answered') return result;
  if (media.row.audio === 'none')
    return { ...result, verdict: 'ghost', why: 'Answered, and no audio came from either side' };
  if (media.silentFromNs < 0) return result;
  const isHungUp = dialog.end?.kind === 'bye';
  const silentNs = (dialog.ended < 0 ? nowNs : messages.timeNs(dialog.ended)) - media.silentFromNs;
  const seconds = Math.floor(silentNs / 1e9);
  if (isHungUp)
    return { ...result, verdict: 'dropped', decidedBy: dialog.ended, why: `No media for ${seconds} s before the BYE` };
  if (dialog.ended >= 0 || silentNs <= ghostAfterNs) return result;
  return { ...result, verdict: 'ghost', why: `No media for ${seconds} s, and no BYE` };
}
