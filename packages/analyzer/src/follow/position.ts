import type { Call } from '../call/call.ts';
import type { Dialog } from '../dialog/dialog.ts';
import type { Sighting } from '../transaction/passage.ts';
import type { Copy } from '../transaction/transaction-table.ts';
import type { Transaction } from '../transaction/transaction.ts';

/** Where the stages put a message. */
export type Position = {
  readonly copy: Copy;
  readonly sighting: Sighting;
  readonly transaction: Transaction;
  readonly dialog: Dialog | undefined;
  readonly call: Call | undefined;
};
