import type { Dialog } from '../dialog/dialog.ts';
import type { Exchange } from './exchange.ts';

/**
 * Several transactions that rules judge together, in order of their first messages. `dialog`: those of a dialog on one hop; `subscription`: those of one usage of a dialog, by its
 * event (RFC 6665 §4.5.2); `registration`: REGISTERs for one address-of-record over one hop; `publication`: PUBLISHes of one event for one resource over one hop.
 */
export type Case = {
  readonly kind: 'dialog' | 'subscription' | 'registration' | 'publication';
  readonly exchanges: readonly Exchange[];
  /** Of the same dialog between other endpoints: what is not among `exchanges` may be there. */
  readonly elsewhere: readonly Exchange[];
  /** Whether its first transaction was captured: else what it began with is not known. */
  readonly isBeginSeen: boolean;
  /** Transactions that are not kept here, because there were too many: of a registration the earliest, of a dialog those in the middle. */
  readonly more: number;
  /** What is known of the dialog, of a dialog and of a subscription. */
  readonly dialog: Dialog | undefined;
  /** Of a subscription and a publication: `package` or `package;id=x`, of REFER `refer`. */
  readonly event: string | undefined;
};
