import { transactionId } from '../follow/row-id.ts';
import type { PathElementRow } from '../rows.ts';
import { pathOf } from '../transaction/path.ts';
import type { Transaction } from '../transaction/transaction.ts';
import type { FlowTable } from '../transport/flow-table.ts';
import { elementMs } from './passage-columns.ts';

/** The way of a transaction's request. `find`: a transaction by its number. */
export function pathRow(
  transaction: Transaction,
  find: (number: number) => Transaction | undefined,
  flows: FlowTable,
): readonly PathElementRow[] {
  return pathOf(transaction, find, flows).map(({ endpoint, transaction: number, requestNs, responseNs, answered }) => {
    const requestMs = elementMs(requestNs);
    const responseMs = elementMs(responseNs);
    return {
      address: flows.endpoint(endpoint),
      transaction: transactionId(number),
      ...(requestMs === undefined ? {} : { requestMs }),
      ...(responseMs === undefined ? {} : { responseMs }),
      ...(answered === undefined ? {} : { answered }),
    };
  });
}
