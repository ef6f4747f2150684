import type { LadderTimer } from '../rows.ts';
import { hasCaptured, isFirst, type LadderSource } from './ladder-source.ts';

/** The session of a dialog, as the last 2xx with a Session-Expires leaves it. */
type Session = {
  readonly setBy: number;
  readonly setMs: number;
  readonly seconds: number;
  readonly cseq: number;
  /** The BYE. */
  endedBy: number | undefined;
};

/** Where sessions expire that nobody refreshes (RFC 4028 §10): who does not refresh ends them shortly before. */
export function sessionTimers(source: LadderSource): readonly LadderTimer[] {
  const sessions = new Map<string, Session>();
  for (const [at, { kind, method, status = 0, dialog, cseq = -1 }] of source.rows.entries()) {
    const arrow = source.arrows[at];
    if (dialog === undefined || arrow === undefined || !isFirst(arrow)) continue;
    const known = sessions.get(dialog);
    if (kind === 'request') {
      if (method === 'BYE' && known !== undefined) known.endedBy ??= at;
      continue;
    }
    if (status < 200 || status >= 300 || (method !== 'INVITE' && method !== 'UPDATE') || known?.cseq === cseq) continue;
    const expires = source.text(at)?.sessionExpires?.seconds;
    // A refresh without the field ends the timer (§7.2).
    if (expires === undefined) sessions.delete(dialog);
    else sessions.set(dialog, { setBy: at, setMs: arrow.sinceStartMs, seconds: expires, cseq, endedBy: undefined });
  }
  return [...sessions].flatMap(([dialog, session]) => timerOf(source, dialog, session) ?? []);
}

function timerOf(source: LadderSource, dialog: string, session: Session): LadderTimer | undefined {
  const { setBy, setMs, seconds, endedBy } = session;
  const atMs = setMs + seconds * 1000;
  const end = endedBy === undefined ? undefined : source.arrows[endedBy];
  // §10: the lesser of 32 s and a third of the interval before.
  const earlyMs = Math.min(32_000, (seconds * 1000) / 3) + 1000;
  if (end !== undefined && end.sinceStartMs < atMs - earlyMs) return undefined;
  const fires = end !== undefined || hasCaptured(source, atMs);
  if (!fires && source.capturedUntilMs === undefined) return undefined;
  const row = source.rows[setBy];
  const sides = source.ends.ofDialog(row?.callId ?? '', row?.fromTag ?? '', row?.toTag ?? '');
  if (row === undefined || sides === undefined) return undefined;
  const label = fires
    ? `The session expires: no refresh in ${seconds} s.`
    : `The session expires ${seconds} s after its last refresh; the capture ends before.`;
  return {
    name: 'session',
    lane: end?.from ?? sides.local,
    time: source.clock.at(atMs),
    sinceStartMs: atMs,
    setBy,
    fires,
    ...(endedBy === undefined ? {} : { caused: endedBy }),
    dialog,
    label,
    frames: [row.frame, ...(end === undefined ? [] : [end.frame])],
  };
}
