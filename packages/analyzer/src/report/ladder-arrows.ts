import { diagnosticTable, type SipMessage } from '@sipscope/parser';
import type { LadderArrow, LadderSdp, MessageRow } from '../rows.ts';
import { nothingTold, type Told } from '../session/exchange.ts';
import { notesOf } from './ladder-notes.ts';

/** An arrow, field by field: what becomes known of it later is added. */
export type ArrowDraft = { -readonly [Key in keyof LadderArrow]: LadderArrow[Key] };

type ArrowText = Omit<ArrowDraft, 'from' | 'to' | 'index' | 'sinceStartMs' | 'deltaMs'>;

/** `parsed`: of a message that may hold a session description; `told`: what it is in its session. */
export function arrowOf(row: MessageRow, parsed: SipMessage | undefined, told: Told = nothingTold): ArrowText {
  const method = row.method ?? '';
  const sdp = parsed === undefined ? undefined : sdpOf(parsed, told);
  const problems = problemsOf(row);
  const notes = notesOf(row, parsed);
  return {
    frame: row.frame,
    time: row.time,
    kind: row.kind,
    method,
    ...(row.status === undefined ? {} : { status: row.status }),
    label: row.status === undefined ? method : [row.status, row.reason].filter((part) => part !== undefined).join(' '),
    transport: row.transport,
    ...(row.cseq === undefined ? {} : { cseq: row.cseq }),
    ...(row.callId === undefined ? {} : { callId: row.callId }),
    ...(row.retransmission === true ? { retransmission: true as const } : {}),
    ...(row.duplicate === true ? { duplicate: true as const } : {}),
    ...(row.sighting === undefined || row.sighting === 'forwarded' ? {} : { sighting: row.sighting }),
    ...(sdp === undefined ? {} : { sdp }),
    ...(notes.length === 0 ? {} : { notes }),
    ...(told.rolledBack === undefined ? {} : { rolledBack: told.rolledBack }),
    ...(row.transaction === undefined ? {} : { transaction: row.transaction }),
    ...(row.dialog === undefined ? {} : { dialog: row.dialog }),
    ...(problems.length === 0 ? {} : { problems }),
  };
}

/** The codes of its errors and warnings: remarks, such as `lr=on`, are no reason to look at a message. */
function problemsOf({ problems }: MessageRow): readonly string[] {
  return problems === undefined ? [] : problems.filter((code) => severityOf(code) !== 'info');
}

function severityOf(code: string): string | undefined {
  return Object.hasOwn(diagnosticTable, code)
    ? diagnosticTable[code as keyof typeof diagnosticTable].severity
    : undefined;
}

function sdpOf({ sdp }: SipMessage, { role, repeated, differs, crossed }: Told): LadderSdp | undefined {
  if (sdp === undefined) return undefined;
  return {
    ...(role === undefined ? {} : { role }),
    ...(repeated === undefined ? {} : { repeated }),
    ...(differs === undefined ? {} : { differs }),
    ...(crossed === undefined ? {} : { crossed }),
    media: sdp.media.map(({ kind, port, connection, direction, codecs }) => ({
      kind,
      direction,
      codecs,
      ...(port === undefined ? {} : { port }),
      ...(connection === undefined ? {} : { address: connection.address }),
    })),
  };
}
