import type { LadderDialog, LadderLeg, LadderTransaction } from '../rows.ts';
import type { ArrowDraft } from './ladder-arrows.ts';
import { isFirst, type LadderSource } from './ladder-source.ts';

type Draft<Row> = { -readonly [Key in keyof Row]: Row[Key] };

/** Brackets: transactions of more than one message. */
export function ladderTransactions({ arrows, index, transactions }: LadderSource): readonly LadderTransaction[] {
  const brackets: LadderTransaction[] = [];
  for (const [id, own] of index.transactions()) {
    const [first, last] = [own[0], own.at(-1)];
    const arrow = first === undefined ? undefined : arrows[first];
    if (first === undefined || last === undefined || arrow === undefined || own.length < 2) continue;
    const isRequest = arrow.kind === 'request';
    const finalStatus = own.map((at) => arrows[at]?.status ?? 0).find((status) => status >= 200);
    const known = transactions.get(id);
    brackets.push({
      id,
      method: known?.method ?? arrow.method,
      client: isRequest ? arrow.from : arrow.to,
      server: isRequest ? arrow.to : arrow.from,
      first,
      last,
      messages: own.length,
      ...(finalStatus === undefined ? {} : { finalStatus }),
      ...(known === undefined ? {} : { state: known.state }),
      ...(known?.timedOut === true ? { timedOut: true as const } : {}),
    });
  }
  return brackets.toSorted((a, b) => a.first - b.first);
}

/** Bands: dialogs, from the message that made them on. */
export function ladderDialogs({ arrows, rows, ends }: LadderSource): readonly LadderDialog[] {
  const bands = new Map<string, Draft<LadderDialog>>();
  for (const [at, row] of rows.entries()) {
    const { dialog, callId = '', fromTag, toTag } = row;
    const arrow = arrows[at];
    // The request that makes a dialog is not within it yet (RFC 3261 §12.1).
    if (dialog === undefined || arrow === undefined || fromTag === undefined || toTag === undefined) continue;
    let band = bands.get(dialog);
    if (band === undefined) {
      const sides = ends.ofDialog(callId, fromTag, toTag);
      if (sides === undefined) continue;
      band = {
        id: dialog,
        callId,
        local: sides.local,
        remote: sides.remote,
        first: at,
        last: at,
        method: arrow.method,
      };
      bands.set(dialog, band);
    }
    band.last = at;
    addTurns(band, arrow, at);
  }
  return [...bands.values()];
}

function addTurns(band: Draft<LadderDialog>, { method, status = 0, kind }: ArrowDraft, at: number): void {
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && method === band.method) band.confirmed ??= at;
  const isRefused = status >= 300 && method === band.method && band.confirmed === undefined;
  if (isRefused || (method === 'BYE' && kind === 'request')) band.ended ??= at;
}

/** The Call-IDs, where there are several: each arrow is told which it is of. */
export function addLegs({ arrows, rows, ends }: LadderSource): readonly LadderLeg[] {
  const legs = new Map<string, Draft<LadderLeg>>();
  const places = new Map<string, number>();
  for (const [at, { callId }] of rows.entries()) {
    if (callId === undefined) continue;
    const leg = legs.get(callId);
    if (leg !== undefined) {
      leg.last = at;
      leg.messages++;
      continue;
    }
    const sides = ends.ofLeg(callId);
    if (sides === undefined) continue;
    const call = arrows[at]?.call;
    const { local: from, remote: to } = sides;
    places.set(callId, legs.size);
    legs.set(callId, { callId, from, to, ...(call === undefined ? {} : { call }), first: at, last: at, messages: 1 });
  }
  if (legs.size < 2) return [];
  for (const arrow of arrows) {
    const leg = arrow.callId === undefined ? undefined : places.get(arrow.callId);
    if (leg !== undefined) arrow.leg = leg;
  }
  return [...legs.values()];
}

/** What is sent again, by which timer: RFC 3261 §17.1.1.2, §17.1.2.2, §17.2.1, §13.3.1.4; RFC 3262 §3. */
export function addTimers({ arrows, index, text }: LadderSource): void {
  for (const [, own] of index.transactions()) {
    // Most have no copies.
    if (own.length < 2) continue;
    let requestMs = -Infinity;
    for (const at of own) {
      const arrow = arrows[at];
      if (arrow === undefined || arrow.duplicate === true) continue;
      const isRequest = arrow.kind === 'request';
      if (arrow.retransmission === true) {
        const answers = !isRequest && arrow.sinceStartMs - requestMs < crossingMs;
        const timer = timerOf(arrow, answers, () => text(at)?.rseq !== undefined);
        if (timer !== undefined) arrow.timer = timer;
      }
      if (isRequest && arrow.method !== 'ACK' && !isFirst(arrow)) requestMs = arrow.sinceStartMs;
    }
  }
}

/** Half of T1: a response so soon after a copy of the request answers it. */
const crossingMs = 250;

function timerOf(arrow: ArrowDraft, answersCopy: boolean, isReliable: () => boolean): ArrowDraft['timer'] {
  const { kind, method, status = 0, transport } = arrow;
  const isDatagram = transport === 'UDP';
  if (kind === 'request') {
    if (method === 'ACK') return 'copy';
    return isDatagram ? (method === 'INVITE' ? 'A' : 'E') : undefined;
  }
  if (answersCopy || method !== 'INVITE') return 'copy';
  if (status < 200) return isReliable() ? '1xx' : 'copy';
  if (status < 300) return '2xx';
  return isDatagram ? 'G' : undefined;
}
