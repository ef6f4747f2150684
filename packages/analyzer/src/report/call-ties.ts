import type { CallResult } from '../call/call-outcome.ts';
import type {
  CallConference,
  CallEmergency,
  CallForwarding,
  CallLink,
  CallNotes,
  CallRecording,
} from '../call/call-notes.ts';
import type { Transfer, TransferResult } from '../call/transfer.ts';
import { callId } from '../follow/row-id.ts';
import type {
  CallAnnotation,
  CallConferenceRow,
  CallEmergencyRow,
  CallForwardingRow,
  CallLinkRow,
  CallRecordingRow,
  CallTransferRow,
} from '../rows.ts';
import type { CallRowParts } from './call-row.ts';

/** What few calls have: transfers, forwarding, other calls that they are tied to. */
export function addTies(row: CallRowParts, notes: CallNotes, result: CallResult): void {
  const annotations = annotationsOf(notes, result);
  if (annotations.length > 0) row.annotations = annotations;
  const transfer = mostTelling(notes.transfers);
  if (transfer !== undefined) row.transfer = transferRow(transfer);
  const { forwarding, replaces, joins } = notes;
  if (isForwarded(notes, result) && forwarding !== undefined) row.forwarded = forwardingRow(forwarding);
  if (result.outcome === 'redirected' && notes.redirectTargets.length > 0) row.redirectedTo = notes.redirectTargets;
  if (notes.referredBy !== undefined) row.referredBy = notes.referredBy;
  if (notes.transferOf !== undefined) row.transferOf = linkRow(notes.transferOf);
  if (replaces !== undefined) {
    row.replaces = {
      callId: replaces.callId,
      ...(replaces.call < 0 ? {} : { call: callId(replaces.call) }),
      ...(replaces.kind === undefined ? {} : { kind: replaces.kind }),
      frame: replaces.frame,
    };
  }
  if (notes.replacedBy !== undefined) row.replacedBy = linkRow(notes.replacedBy);
  if (joins !== undefined)
    row.joins = { callId: joins.callId, ...(joins.call < 0 ? {} : { call: callId(joins.call) }), frame: joins.frame };
  if (notes.joinedBy.length > 0) row.joinedBy = notes.joinedBy.map(linkRow);
  if (notes.conference !== undefined) row.conference = conferenceRow(notes.conference);
  if (notes.emergency !== undefined) row.emergency = emergencyRow(notes.emergency);
  if (notes.recording !== undefined) row.records = recordingRow(notes.recording);
  if (notes.recordedBy.length > 0) row.recordedBy = notes.recordedBy.map(linkRow);
}

function annotationsOf(notes: CallNotes, result: CallResult): readonly CallAnnotation[] {
  const annotations: CallAnnotation[] = [];
  const isTransferred =
    notes.transfers.some(({ result: how }) => how === 'succeeded') || notes.replacedBy !== undefined;
  if (isTransferred && result.outcome === 'answered') annotations.push('transferred');
  else if (notes.replacedBy !== undefined) annotations.push('picked-up');
  if (isForwarded(notes, result)) annotations.push('forwarded');
  if (notes.isGlareOver) annotations.push('glare-retried');
  if (notes.conference !== undefined) annotations.push('conference');
  if (notes.emergency !== undefined && notes.emergency.by !== 'number') annotations.push('emergency');
  if (notes.recordedBy.length > 0) annotations.push('recorded');
  return annotations;
}

/** A redirection that nobody followed forwards nothing. */
function isForwarded({ forwarding }: CallNotes, { outcome }: CallResult): boolean {
  return forwarding !== undefined && (forwarding.by !== '3xx' || outcome !== 'redirected');
}

const ranks: Readonly<Record<TransferResult, number>> = { succeeded: 4, accepted: 3, asked: 2, failed: 1, refused: 0 };

/** Of several transfers the one that came furthest, the later of equal ones. */
function mostTelling(transfers: readonly Transfer[]): Transfer | undefined {
  let best: Transfer | undefined;
  for (const transfer of transfers)
    if (best === undefined || ranks[transfer.result] >= ranks[best.result]) best = transfer;
  return best;
}

function transferRow({ kind, target, by, result, status, progress, frames, made }: Transfer): CallTransferRow {
  return {
    kind,
    target,
    ...(by === undefined ? {} : { by }),
    result,
    ...(status === 0 ? {} : { status }),
    ...(progress.length === 0 ? {} : { progress }),
    frames,
    ...(made < 0 ? {} : { call: callId(made) }),
  };
}

function forwardingRow({ by, from, to, reason, frame }: CallForwarding): CallForwardingRow {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(reason === undefined ? {} : { reason }),
    by,
    frame,
  };
}

function linkRow({ call, frame }: CallLink): CallLinkRow {
  return { call: callId(call), frame };
}

function conferenceRow({ by, uri, frame }: CallConference): CallConferenceRow {
  return { by, ...(uri === undefined ? {} : { uri }), frame };
}

function emergencyRow({ by, service, locations, frame }: CallEmergency): CallEmergencyRow {
  return {
    by,
    ...(service === undefined ? {} : { service }),
    ...(locations.length === 0 ? {} : { locations }),
    frame,
  };
}

function recordingRow({ by, calls, names, frame }: CallRecording): CallRecordingRow {
  return {
    ...(by === undefined ? {} : { by }),
    ...(calls.length === 0 ? {} : { calls: calls.map(callId) }),
    ...(names.length === 0 ? {} : { names }),
    frame,
  };
}
