import type { LadderArrow, LadderSdp } from '../rows.ts';

/** What stands on an arrow: `INVITE · offer audio PCMA, PCMU · ⟲`. Wire text, not yet escaped for any output. */
export function arrowText(arrow: LadderArrow): string {
  const parts = [arrow.label];
  if (arrow.sdp !== undefined) parts.push(sdpText(arrow.sdp));
  if (arrow.rolledBack) parts.push('all as before');
  if (arrow.sighting !== undefined) parts.push(arrow.sighting);
  if (arrow.retransmission) parts.push('⟲');
  if (arrow.duplicate) parts.push('duplicate');
  return parts.join(' · ');
}

function sdpText(sdp: LadderSdp): string {
  const media = sdp.media.map((description) => {
    if (description.port === 0) return `${description.kind} off`;
    const words = [description.kind];
    if (description.direction !== 'sendrecv') words.push(description.direction);
    if (description.codecs.length > 0) words.push(description.codecs.join(', '));
    return words.join(' ');
  });
  return [...roleWords(sdp), media.join('; ')].join(' ').trimEnd();
}

/** `offer`, `same answer`, `other answer` … */
function roleWords({ role, repeated, differs, crossed }: LadderSdp): readonly string[] {
  const word = differs ? 'other' : repeated ? 'same' : crossed ? 'crossing' : undefined;
  return [...(word === undefined ? [] : [word]), role ?? 'SDP'];
}

/** Seconds since the call began, to the millisecond: `+0.512`; below zero where the capture's clock went back. */
export function sinceStartText({ sinceStartMs }: Pick<LadderArrow, 'sinceStartMs'>): string {
  const seconds = (sinceStartMs / 1000).toFixed(3);
  return seconds.startsWith('-') ? seconds : `+${seconds}`;
}

/** 1xx: the answer is still to come. */
export function isProvisional(arrow: LadderArrow): boolean {
  return arrow.status !== undefined && arrow.status < 200;
}
