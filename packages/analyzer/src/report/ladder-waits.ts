import type { LadderGhost, LadderTimer, LadderTimerName, TransactionRow } from '../rows.ts';
import { hasCaptured, type LadderSource } from './ladder-source.ts';

/** 64*T1 of RFC 3261: Timers B, F, H and L. */
const timeoutMs = 32_000;
/** RFC 3261 §16.6 step 11: a proxy lets a ringing INVITE run for more than three minutes. */
const timerCMs = 180_000;
/** Of what a timer causes, and of clocks that are not read at once. */
const slackMs = 2000;

type Waits = { readonly timers: readonly LadderTimer[]; readonly ghosts: readonly LadderGhost[] };

/** A transaction with the arrows it has, and the lanes of its ends. */
type Waiting = {
  readonly row: TransactionRow;
  readonly own: readonly number[];
  readonly client: number;
  readonly server: number;
};

/** What transactions wait for in vain: the timers that end the waiting, and the messages that did not come. */
export function ladderWaits(source: LadderSource): Waits {
  const waits = new WaitReader(source);
  for (const row of source.transactions.values()) waits.read(row);
  return { timers: waits.timers, ghosts: waits.ghosts };
}

class WaitReader {
  readonly timers: LadderTimer[] = [];
  readonly ghosts: LadderGhost[] = [];
  readonly #source: LadderSource;
  #hangUps: ReadonlyMap<string, number> | undefined = undefined;

  constructor(source: LadderSource) {
    this.#source = source;
  }

  read(row: TransactionRow): void {
    const own = this.#source.index.ofTransaction(row.id);
    const arrow = this.#source.arrows[own[0] ?? -1];
    if (arrow === undefined || row.kind === 'ACK') return;
    const [client, server] = arrow.kind === 'request' ? [arrow.from, arrow.to] : [arrow.to, arrow.from];
    const waiting = { row, own, client, server };
    if (row.unseen === 'request') this.#missRequest(waiting);
    else if (row.timedOut === true || row.finalStatus === undefined) this.#awaitResponse(waiting);
    if (row.kind !== 'INVITE') return;
    if (row.cancelledBy !== undefined) this.#awaitCancel(waiting);
    if (row.finalStatus !== undefined) this.#awaitAck(waiting, row.finalStatus);
  }

  /** Timers B and F. A provisional response stops Timer B (RFC 3261 §17.1.1.2). */
  #awaitResponse({ row, own, client, server }: Waiting): void {
    const isInvite = row.kind === 'INVITE';
    const [setBy] = own;
    const sent = this.#source.arrows[setBy ?? -1];
    if (setBy === undefined || sent === undefined || (isInvite && row.provisional !== undefined)) return;
    const waitMs = giveUpMs(row);
    const fireMs = sent.sinceStartMs + waitMs;
    const fires = row.timedOut === true;
    // Where it passed and is not told, the capture has a gap, or begins within: nobody knows.
    if (!fires && hasCaptured(this.#source, fireMs)) return;
    const name = isInvite ? 'B' : 'F';
    const caused = fires ? this.#answerAbove(row, fireMs) : undefined;
    const what = `no ${isInvite ? '' : 'final '}response to the ${row.method}`;
    const label = fires
      ? `Timer ${name}: ${what} in ${seconds(waitMs)}, the client gives up.`
      : `Timer ${name}: ${what} when the capture ends; the client gives up after ${seconds(waitMs)}.`;
    this.#addTimer(name, { row, lane: client, setBy, atMs: fireMs, fires, caused, label });
    if (!fires) return;
    this.#addGhost(`response to ${row.method}`, {
      row,
      from: server,
      to: client,
      after: own.findLast((at) => (this.#source.arrows[at]?.sinceStartMs ?? 0) <= fireMs) ?? setBy,
      atMs: fireMs,
      why: `A server answers each request (RFC 3261 §8.2, §17.2); no response was captured in ${seconds(waitMs)}.`,
    });
  }

  /** What the element made of it towards its own client. */
  #answerAbove({ forwardedFrom }: TransactionRow, fireMs: number): number | undefined {
    const { index, arrows } = this.#source;
    return index.ofTransaction(forwardedFrom).find((at) => {
      const { status = 0, sinceStartMs = 0 } = arrows[at] ?? {};
      return status >= 300 && Math.abs(sinceStartMs - fireMs) <= slackMs;
    });
  }

  /** Timer C: a proxy cancels what its own client did not. */
  #awaitCancel({ row, own, client }: Waiting): void {
    const { index, arrows, transactions } = this.#source;
    const above = row.forwardedFrom === undefined ? undefined : transactions.get(row.forwardedFrom);
    const [cancel] = index.ofTransaction(row.cancelledBy);
    if (above === undefined || above.cancelledBy !== undefined || cancel === undefined) return;
    const cancelMs = arrows[cancel]?.sinceStartMs ?? 0;
    const setBy = own.findLast((at) => {
      const { status = 0, kind, sinceStartMs = 0 } = arrows[at] ?? {};
      return sinceStartMs <= cancelMs && (kind === 'request' || (status > 100 && status < 200));
    });
    const setMs = arrows[setBy ?? -1]?.sinceStartMs;
    if (setBy === undefined || setMs === undefined || cancelMs - setMs < timerCMs - slackMs) return;
    const label = `Timer C: ${seconds(cancelMs - setMs)} without a final response, the proxy gives up and cancels.`;
    this.#addTimer('C', { row, lane: client, setBy, atMs: cancelMs, fires: true, caused: cancel, label });
  }

  /** Timers H and L. That no ACK came is certain only where the server sends again. */
  #awaitAck({ row, own, client, server }: Waiting, finalStatus: number): void {
    const { arrows } = this.#source;
    const setBy = own.find((at) => arrows[at]?.status === finalStatus);
    const final = arrows[setBy ?? -1];
    if (setBy === undefined || final === undefined || (row.copies?.final ?? 0) === 0) return;
    const fireMs = final.sinceStartMs + timeoutMs;
    if (!hasCaptured(this.#source, fireMs)) return;
    const isSuccess = finalStatus < 300;
    const name = isSuccess ? 'L' : 'H';
    const isAcknowledged = row.acknowledgedBy !== undefined || own.some((at) => arrows[at]?.method === 'ACK');
    const isInVain = isAcknowledged ? row.ends?.server === 'TimedOut' : this.#lacksAck(row);
    if (!isInVain) return;
    const how = isAcknowledged ? 'no ACK reached the server' : 'no ACK';
    const label = `Timer ${name}: ${how} in ${seconds(timeoutMs)} after its ${finalStatus}.`;
    const caused = isSuccess ? this.#hangUp(row, server, fireMs) : undefined;
    this.#addTimer(name, { row, lane: server, setBy, atMs: fireMs, fires: true, caused, label });
    if (isAcknowledged) return;
    const why = `A client acknowledges each final response to an INVITE (RFC 3261 §13.2.2.4, §17.1.1.3); the server sent its ${finalStatus} again, and no ACK was captured.`;
    this.#addGhost('ACK', { row, from: client, to: server, after: setBy, atMs: fireMs, why });
  }

  /** Nowhere in the picture: it may go another way than the INVITE. */
  #lacksAck({ callId, cseq, loss = [] }: TransactionRow): boolean {
    const isSentAgain = loss.some(({ where }) => where === 'response-or-ack');
    return isSentAgain && !this.#source.hasAck(callId ?? '', cseq ?? -1);
  }

  /** RFC 3261 §13.3.1.4: the server should end the session. */
  #hangUp({ callId = '' }: TransactionRow, server: number, fireMs: number): number | undefined {
    this.#hangUps ??= hangUpsOf(this.#source);
    const bye = this.#hangUps.get(`${callId}\n${server}`);
    const byeMs = this.#source.arrows[bye ?? -1]?.sinceStartMs;
    return byeMs !== undefined && Math.abs(byeMs - fireMs) <= slackMs ? bye : undefined;
  }

  /** Its response shows that there was one: captured from early enough on, it went another way or was lost before. */
  #missRequest({ row, own, client, server }: Waiting): void {
    const { arrows, capturedFromMs } = this.#source;
    const [after] = own;
    const response = arrows[after ?? -1];
    if (after === undefined || response === undefined || capturedFromMs === undefined) return;
    const earliestMs = response.sinceStartMs - (row.kind === 'INVITE' ? timerCMs + timeoutMs : timeoutMs);
    if (capturedFromMs > earliestMs) return;
    const why = `Its response was captured and the ${row.method} was not: it passed elsewhere, or was lost by the capture.`;
    this.#addGhost(row.method, { row, from: client, to: server, after, atMs: response.sinceStartMs, why });
  }

  #addTimer(
    name: LadderTimerName,
    timer: {
      readonly row: TransactionRow;
      readonly lane: number;
      readonly setBy: number;
      readonly atMs: number;
      readonly fires: boolean;
      readonly caused: number | undefined;
      readonly label: string;
    },
  ): void {
    const { row, lane, setBy, atMs, fires, caused, label } = timer;
    const causedFrame = caused === undefined ? [] : [this.#source.rows[caused]?.frame ?? 0];
    this.timers.push({
      name,
      lane,
      time: this.#source.clock.at(atMs),
      sinceStartMs: atMs,
      setBy,
      fires,
      ...(caused === undefined ? {} : { caused }),
      transaction: row.id,
      label,
      frames: [this.#source.rows[setBy]?.frame ?? 0, ...causedFrame],
    });
  }

  #addGhost(
    label: string,
    ghost: {
      readonly row: TransactionRow;
      readonly from: number;
      readonly to: number;
      readonly after: number;
      readonly atMs: number;
      readonly why: string;
    },
  ): void {
    const { row, from, to, after, atMs, why } = ghost;
    const time = this.#source.clock.at(atMs);
    const frames = row.messages.slice(0, mostFrames);
    this.ghosts.push({ from, to, label, time, sinceStartMs: atMs, after, why, transaction: row.id, frames });
  }
}

/** The first BYE of each Call-ID and lane. */
function hangUpsOf({ arrows }: LadderSource): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [at, { method, kind, callId = '', from }] of arrows.entries()) {
    const key = `${callId}\n${from}`;
    if (method === 'BYE' && kind === 'request' && !found.has(key)) found.set(key, at);
  }
  return found;
}

/** Frames that prove a ghost: the first of its transaction. */
const mostFrames = 16;

/** Of a client whose copies tell a larger T1 than the usual one, 64 times that. */
function giveUpMs({ t1Ms, schedule }: TransactionRow): number {
  const own = schedule?.request === 'kept' ? t1Ms?.request : undefined;
  return Math.max(timeoutMs, 64 * (own ?? 0));
}

function seconds(durationMs: number): string {
  return `${Math.round(durationMs / 1000)} s`;
}
