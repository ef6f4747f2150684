import type { MessageRow } from '../rows.ts';

/** A message of a call with its text. */
export type CallMessage = {
  readonly row: MessageRow;
  /** Which message of its packet. */
  readonly index: number;
  /** Empty where the text could not be kept. */
  readonly bytes: Uint8Array;
};
