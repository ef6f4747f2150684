import type { DialogRow, MessageRow, TransactionRow } from '../../rows.ts';

/** Who has the rows and bytes of a capture: a database, or what an analysis holds. */
export type MessageSource = {
  /** Messages of a Call-ID in order: the last `limit` before the packet `frame` (and in it), and the first `limit` behind. */
  messagesAround(callId: string, frame: number, limit: number): Promise<readonly MessageRow[]>;
  /** The first `limit` of a Call-ID. */
  dialogsOf(callId: string, limit: number): Promise<readonly DialogRow[]>;
  transaction(id: string): Promise<TransactionRow | undefined>;
  /** Of each row its message; empty where that is not kept. */
  bytesOf(rows: readonly MessageRow[]): Promise<readonly Uint8Array[]>;
};

type HeldRows = {
  readonly messages: readonly MessageRow[];
  readonly dialogs: readonly DialogRow[];
  readonly transactions: readonly TransactionRow[];
  readonly bytesOf: MessageSource['bytesOf'];
};

/** Of rows that are held. They are put in order of Call-ID and id when first asked for. */
export function heldSource({ messages, dialogs, transactions, bytesOf }: HeldRows): MessageSource {
  let messagesByCallId: ReadonlyMap<string | undefined, readonly MessageRow[]> | undefined;
  let dialogsByCallId: ReadonlyMap<string, readonly DialogRow[]> | undefined;
  let transactionsById: ReadonlyMap<string, TransactionRow> | undefined;
  return {
    messagesAround: async (callId, frame, limit) => {
      messagesByCallId ??= Map.groupBy(messages, (row) => row.callId);
      const rows = messagesByCallId.get(callId) ?? [];
      const behind = rows.findIndex((row) => row.frame > frame);
      const at = behind === -1 ? rows.length : behind;
      return rows.slice(Math.max(0, at - limit), at + limit);
    },
    dialogsOf: async (callId, limit) => {
      dialogsByCallId ??= Map.groupBy(dialogs, (row) => row.callId);
      return (dialogsByCallId.get(callId) ?? []).slice(0, limit);
    },
    transaction: async (id) => {
      transactionsById ??= new Map(transactions.map((row) => [row.id, row]));
      return transactionsById.get(id);
    },
    bytesOf,
  };
}
