import { parseHeader } from '@sipscope/parser';
import type { Dialog, DialogEnd } from '../dialog/dialog.ts';
import { timeoutNs } from '../transaction/transaction-timers.ts';
import { dialogId, transactionId } from '../follow/row-id.ts';
import type { DialogRow } from '../rows.ts';
import type { TransactionContext } from './transaction-row.ts';

export function dialogRow(dialog: Dialog, context: TransactionContext): DialogRow {
  const { messages, times } = context;
  const { callId = '', localTag, remoteTag } = dialog.shown ?? {};
  const { endedNs, endedBy } = endOf(dialog, context);
  const state = endedNs !== undefined ? 'terminated' : dialog.confirmed >= 0 ? 'confirmed' : 'early';
  return {
    id: dialogId(dialog.number),
    callId,
    ...(localTag === undefined ? {} : { localTag }),
    ...(remoteTag === undefined ? {} : { remoteTag }),
    usage: dialog.usage,
    state,
    started: times.iso(messages.timeNs(dialog.first)),
    ...(dialog.confirmed < 0 ? {} : { confirmed: times.iso(messages.timeNs(dialog.confirmed)) }),
    ...(endedNs === undefined ? {} : { ended: times.iso(endedNs) }),
    ...(endedBy === undefined ? {} : { endedBy }),
    ...(dialog.routeSet.length === 0 ? {} : { routeSet: dialog.routeSet }),
    ...targetsOf(dialog),
    ...(dialog.isSecure ? { secure: true as const } : {}),
    ...(dialog.forkedFrom === undefined ? {} : { forkedFrom: dialogId(dialog.forkedFrom.number) }),
    transactions: [...new Set(dialog.transactions)].map(transactionId),
    ...(dialog.sessionExpires === undefined ? {} : { sessionExpires: dialog.sessionExpires }),
  };
}

/** An early dialog overtaken by another one's 2xx ends 64*T1 later, where the capture lasts that long (§13.2.2.4). */
function endOf(dialog: Dialog, { messages, nowNs }: TransactionContext): { endedNs?: number; endedBy?: string } {
  if (dialog.ended >= 0) {
    return {
      endedNs: messages.timeNs(dialog.ended),
      ...(dialog.end === undefined ? {} : { endedBy: endedBy(dialog.end, dialog, messages) }),
    };
  }
  if (dialog.overtaken < 0 || dialog.confirmed >= 0) return {};
  const overtakenNs = messages.timeNs(dialog.overtaken) + timeoutNs;
  return overtakenNs <= nowNs ? { endedNs: overtakenNs, endedBy: '2xx of another branch' } : {};
}

function endedBy(end: DialogEnd, dialog: Dialog, messages: TransactionContext['messages']): string {
  switch (end.kind) {
    case 'bye':
      return `BYE by ${sideName(end.side, dialog)}`;
    case 'response':
      return `${end.status} to ${messages.methods.text(end.method) ?? 'request'}`;
    case 'notify':
      return end.reason === undefined ? 'NOTIFY terminated' : `NOTIFY terminated (${end.reason})`;
  }
}

/** Who is the caller is known only where the dialog's first request was captured. */
function sideName(side: 'local' | 'remote', { isPartial }: Dialog): string {
  if (isPartial) return 'one side';
  return side === 'local' ? 'caller' : 'callee';
}

function targetsOf({ localTarget, remoteTarget }: Dialog): Pick<DialogRow, 'remoteTargets'> {
  const local = uriOf(localTarget);
  const remote = uriOf(remoteTarget);
  if (local === undefined && remote === undefined) return {};
  return {
    remoteTargets: { ...(local === undefined ? {} : { local }), ...(remote === undefined ? {} : { remote }) },
  };
}

function uriOf(contactValue: string | undefined): string | undefined {
  const contact = contactValue === undefined ? undefined : parseHeader('Contact', contactValue).values[0];
  return contact === undefined || contact === '*' ? undefined : contact.uriText;
}
