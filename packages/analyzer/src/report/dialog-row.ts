import { parseHeader } from '@sipscope/parser';
import type { CSeqSpace } from '../dialog/cseq-space.ts';
import type { Dialog, DialogEnd, DialogSide } from '../dialog/dialog.ts';
import type { MoreUsage } from '../dialog/more-usage.ts';
import { sessionRanOutNs } from '../dialog/session-timer.ts';
import { dialogId, transactionId } from '../follow/row-id.ts';
import { method } from '../message/method.ts';
import { depthOf } from '../transaction/passage.ts';
import { isFinal, type Transaction } from '../transaction/transaction.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import type { DialogCSeqRow, DialogRow, DialogUsageRow } from '../rows.ts';
import type { TransactionContext } from './transaction-row.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Field by field: rows are made by the million, and gathering objects into one is slow. */
export function dialogRow(dialog: Dialog, context: TransactionContext): DialogRow {
  const { messages, times } = context;
  const { callId = '', localTag, remoteTag } = dialog.shown ?? {};
  const { endedNs, endedBy } = endOf(dialog, context);
  const row: Partial<Writable<DialogRow>> = { id: dialogId(dialog.number), callId };
  if (localTag !== undefined) row.localTag = localTag;
  if (remoteTag !== undefined) row.remoteTag = remoteTag;
  row.usage = dialog.usage;
  row.state = endedNs !== undefined ? 'terminated' : dialog.confirmed >= 0 ? 'confirmed' : 'early';
  row.started = times.iso(messages.timeNs(dialog.first));
  if (dialog.confirmed >= 0) row.confirmed = times.iso(messages.timeNs(dialog.confirmed));
  if (endedNs !== undefined) row.ended = times.iso(endedNs);
  if (endedBy !== undefined) row.endedBy = endedBy;
  if (dialog.endReason !== undefined) row.endReason = dialog.endReason;
  if (dialog.routeSet.length > 0) row.routeSet = dialog.routeSet;
  addTargets(row, dialog);
  if (dialog.isSecure) row.secure = true;
  if (dialog.forkedFrom !== undefined) {
    row.forkedFrom = dialogId(dialog.forkedFrom.number);
    const fork = forkOf(dialog, dialog.forkedFrom, context);
    if (fork !== undefined) row.fork = fork;
  }
  row.transactions = [...new Set(dialog.transactions)].map(transactionId);
  row.hops = hopsOf(dialog, context);
  const cseq = cseqOf(dialog, context);
  if (cseq !== undefined) row.cseq = cseq;
  addSessionTimer(row, dialog);
  if (dialog.moreUsages.length > 0) row.moreUsages = dialog.moreUsages.map((usage) => usageRow(usage, context));
  if (dialog.glares.length > 0) row.glares = dialog.glares.map((message) => messages.frame(message));
  row.complete = !dialog.isPartial && endedNs !== undefined;
  // Every field that is always there was set.
  return row as DialogRow;
}

/**
 * The end of the usage the dialog was made for: others may go on after it (RFC 5057 §4). An early dialog overtaken by another one's 2xx ends 64*T1 later, where the
 * capture lasts that long (§13.2.2.4).
 */
function endOf(dialog: Dialog, context: TransactionContext): { endedNs?: number; endedBy?: string } {
  const { messages, nowNs } = context;
  if (dialog.ended >= 0) {
    return {
      endedNs: messages.timeNs(dialog.ended),
      ...(dialog.end === undefined ? {} : { endedBy: endedBy(dialog.end, dialog, messages) }),
    };
  }
  const ranOutNs = sessionRanOutNs(dialog, messages, nowNs);
  if (ranOutNs !== undefined) return { endedNs: ranOutNs, endedBy: 'session timer: not refreshed' };
  if (dialog.overtaken < 0 || dialog.confirmed >= 0) return {};
  const overtakenNs = messages.timeNs(dialog.overtaken) + timeoutNs;
  return overtakenNs <= nowNs ? { endedNs: overtakenNs, endedBy: '2xx of another branch' } : {};
}

function endedBy(end: DialogEnd, dialog: Dialog, messages: TransactionContext['messages']): string {
  switch (end.kind) {
    case 'bye':
      return `BYE by ${sideName(end.side, dialog)}${end.unacknowledged === true ? ': no ACK to its 2xx' : ''}`;
    case 'response':
      return `${end.status} to ${messages.methods.text(end.method) ?? 'request'}`;
    case 'notify':
      return end.reason === undefined ? 'NOTIFY terminated' : `NOTIFY terminated (${end.reason})`;
  }
}

/** Who is the caller is known only where the dialog's first request was captured. */
function sideName(side: DialogSide, { isPartial }: Dialog): string {
  if (isPartial) return 'one side';
  return side === 'local' ? 'caller' : 'callee';
}

function addTargets(row: Partial<Writable<DialogRow>>, { localTarget, remoteTarget }: Dialog): void {
  const local = uriOf(localTarget);
  const remote = uriOf(remoteTarget);
  if (local === undefined && remote === undefined) return;
  row.remoteTargets = { ...(local === undefined ? {} : { local }), ...(remote === undefined ? {} : { remote }) };
}

function uriOf(contactValue: string | undefined): string | undefined {
  const contact = contactValue === undefined ? undefined : parseHeader('Contact', contactValue).values[0];
  return contact === undefined || contact === '*' ? undefined : contact.uriText;
}

/** The request that made it, hop by hop from its sender on. */
function pathOf({ forming, moreHops }: Dialog): readonly Transaction[] {
  return moreHops.length === 0 ? [forming] : [forming, ...moreHops].toSorted((a, b) => depthOf(a) - depthOf(b));
}

function hopsOf(dialog: Dialog, { flows }: TransactionContext): DialogRow['hops'] {
  // The NOTIFY that overtakes the answer to its SUBSCRIBE comes from the other side.
  const isFromRemote = dialog.forming.method === method.notify;
  return pathOf(dialog).map(({ number, flow }) => {
    const [sender, receiver] = [flows.source(flow), flows.destination(flow)];
    return {
      local: isFromRemote ? receiver : sender,
      remote: isFromRemote ? sender : receiver,
      transaction: transactionId(number),
    };
  });
}

/**
 * How the INVITE was forked (RFC 3261 §16.6, §16.7): to both at once, or to one after the other had refused. `beyond`: both came by the same last hop that was captured, so the
 * proxy that forked stands behind it.
 */
function forkOf(dialog: Dialog, first: Dialog, { messages }: TransactionContext): DialogRow['fork'] {
  const [path, firstPath] = [pathOf(dialog), pathOf(first)];
  const [mine, firsts] = [path.at(-1), firstPath.at(-1)];
  if (mine === undefined || firsts === undefined) return undefined;
  if (mine === firsts) return 'beyond';
  // An element on the way made one of them by itself, such as that of its 181: it forked nothing.
  if (path.includes(firsts) || firstPath.includes(mine)) return undefined;
  if (mine.request < 0) return undefined;
  const isRefused = isFinal(firsts.finalStatus) && messages.timeNs(firsts.final) <= messages.timeNs(mine.request);
  return isRefused ? 'serial' : 'parallel';
}

function cseqOf({ localCSeq, remoteCSeq }: Dialog, context: TransactionContext): DialogRow['cseq'] | undefined {
  if (localCSeq === undefined && remoteCSeq === undefined) return undefined;
  return {
    ...(localCSeq === undefined ? {} : { local: spaceRow(localCSeq, context) }),
    ...(remoteCSeq === undefined ? {} : { remote: spaceRow(remoteCSeq, context) }),
  };
}

function spaceRow({ first, last, missing, late }: CSeqSpace, { messages }: TransactionContext): DialogCSeqRow {
  return {
    first,
    last,
    ...(missing.length === 0 ? {} : { missing }),
    ...(late.length === 0 ? {} : { late: late.map((message) => messages.frame(message)) }),
  };
}

function addSessionTimer(row: Partial<Writable<DialogRow>>, { sessionTimer }: Dialog): void {
  if (sessionTimer === undefined) return;
  row.sessionExpires = sessionTimer.seconds;
  if (sessionTimer.refresher !== undefined) row.refresher = sessionTimer.refresher;
  if (sessionTimer.refreshes > 0) row.refreshes = sessionTimer.refreshes;
}

function usageRow({ kind, event, started, ended }: MoreUsage, { messages, times }: TransactionContext): DialogUsageRow {
  return {
    usage: kind,
    ...(event === '' ? {} : { event }),
    started: times.iso(messages.timeNs(started)),
    ...(ended < 0 ? {} : { ended: times.iso(messages.timeNs(ended)) }),
    frames: [started, ...(ended < 0 || ended === started ? [] : [ended])].map((message) => messages.frame(message)),
  };
}
