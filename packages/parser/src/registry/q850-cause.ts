import type { Citation } from './citation.ts';
import { findRow } from './find-row.ts';

export type Q850CauseRow = Citation & {
  readonly cause: number;
  readonly name: string;
  readonly class: string;
  /** The response that means the same, where RFC 3398 §7.2.4.1 gives one. */
  readonly status?: number;
};

const rows = [
  { cause: 1, name: 'Unallocated (unassigned) number', class: 'normal', status: 404 },
  { cause: 2, name: 'No route to specified transit network', class: 'normal', status: 404 },
  { cause: 3, name: 'No route to destination', class: 'normal', status: 404 },
  { cause: 4, name: 'Send special information tone', class: 'normal' },
  { cause: 5, name: 'Misdialled trunk prefix', class: 'normal' },
  { cause: 6, name: 'Channel unacceptable', class: 'normal' },
  { cause: 7, name: 'Call awarded, being delivered in an established channel', class: 'normal' },
  { cause: 8, name: 'Preemption', class: 'normal' },
  { cause: 9, name: 'Preemption, circuit reserved for reuse', class: 'normal' },
  { cause: 14, name: 'QoR: ported number', class: 'normal' },
  { cause: 16, name: 'Normal call clearing', class: 'normal' },
  { cause: 17, name: 'User busy', class: 'normal', status: 486 },
  { cause: 18, name: 'No user responding', class: 'normal', status: 408 },
  { cause: 19, name: 'No answer from user (user alerted)', class: 'normal', status: 480 },
  { cause: 20, name: 'Subscriber absent', class: 'normal', status: 480 },
  { cause: 21, name: 'Call rejected', class: 'normal', status: 403 },
  { cause: 22, name: 'Number changed', class: 'normal', status: 410 },
  { cause: 23, name: 'Redirection to new destination', class: 'normal', status: 410 },
  { cause: 24, name: 'Call rejected due to feature at the destination', class: 'normal' },
  { cause: 25, name: 'Exchange routing error', class: 'normal' },
  { cause: 26, name: 'Non-selected user clearing', class: 'normal', status: 404 },
  { cause: 27, name: 'Destination out of order', class: 'normal', status: 502 },
  { cause: 28, name: 'Invalid number format (address incomplete)', class: 'normal', status: 484 },
  { cause: 29, name: 'Facility rejected', class: 'normal', status: 501 },
  { cause: 30, name: 'Response to STATUS ENQUIRY', class: 'normal' },
  { cause: 31, name: 'Normal, unspecified', class: 'normal', status: 480 },
  { cause: 34, name: 'No circuit/channel available', class: 'resource unavailable', status: 503 },
  { cause: 38, name: 'Network out of order', class: 'resource unavailable', status: 503 },
  { cause: 39, name: 'Permanent frame mode connection out of service', class: 'resource unavailable' },
  { cause: 40, name: 'Permanent frame mode connection operational', class: 'resource unavailable' },
  { cause: 41, name: 'Temporary failure', class: 'resource unavailable', status: 503 },
  { cause: 42, name: 'Switching equipment congestion', class: 'resource unavailable', status: 503 },
  { cause: 43, name: 'Access information discarded', class: 'resource unavailable' },
  { cause: 44, name: 'Requested circuit/channel not available', class: 'resource unavailable' },
  { cause: 46, name: 'Precedence call blocked', class: 'resource unavailable' },
  { cause: 47, name: 'Resource unavailable, unspecified', class: 'resource unavailable', status: 503 },
  { cause: 49, name: 'Quality of service not available', class: 'service unavailable' },
  { cause: 50, name: 'Requested facility not subscribed', class: 'service unavailable' },
  { cause: 53, name: 'Outgoing calls barred within CUG', class: 'service unavailable' },
  { cause: 55, name: 'Incoming calls barred within CUG', class: 'service unavailable', status: 403 },
  { cause: 57, name: 'Bearer capability not authorized', class: 'service unavailable', status: 403 },
  { cause: 58, name: 'Bearer capability not presently available', class: 'service unavailable', status: 503 },
  {
    cause: 62,
    name: 'Inconsistency in designated outgoing access information and subscriber class',
    class: 'service unavailable',
  },
  { cause: 63, name: 'Service or option not available, unspecified', class: 'service unavailable' },
  { cause: 65, name: 'Bearer capability not implemented', class: 'service not implemented', status: 488 },
  { cause: 66, name: 'Channel type not implemented', class: 'service not implemented' },
  { cause: 69, name: 'Requested facility not implemented', class: 'service not implemented' },
  {
    cause: 70,
    name: 'Only restricted digital information bearer capability is available',
    class: 'service not implemented',
    status: 488,
  },
  { cause: 79, name: 'Service or option not implemented, unspecified', class: 'service not implemented', status: 501 },
  { cause: 81, name: 'Invalid call reference value', class: 'invalid message' },
  { cause: 82, name: 'Identified channel does not exist', class: 'invalid message' },
  { cause: 83, name: 'A suspended call exists, but this call identity does not', class: 'invalid message' },
  { cause: 84, name: 'Call identity in use', class: 'invalid message' },
  { cause: 85, name: 'No call suspended', class: 'invalid message' },
  { cause: 86, name: 'Call having the requested call identity has been cleared', class: 'invalid message' },
  { cause: 87, name: 'User not member of CUG', class: 'invalid message', status: 403 },
  { cause: 88, name: 'Incompatible destination', class: 'invalid message', status: 503 },
  { cause: 90, name: 'Non-existent CUG', class: 'invalid message' },
  { cause: 91, name: 'Invalid transit network selection', class: 'invalid message' },
  { cause: 95, name: 'Invalid message, unspecified', class: 'invalid message' },
  { cause: 96, name: 'Mandatory information element is missing', class: 'protocol error' },
  { cause: 97, name: 'Message type non-existent or not implemented', class: 'protocol error' },
  { cause: 98, name: 'Message not compatible with call state or message type non-existent', class: 'protocol error' },
  { cause: 99, name: 'Information element / parameter non-existent or not implemented', class: 'protocol error' },
  { cause: 100, name: 'Invalid information element contents', class: 'protocol error' },
  { cause: 101, name: 'Message not compatible with call state', class: 'protocol error' },
  { cause: 102, name: 'Recovery on timer expiry', class: 'protocol error', status: 504 },
  { cause: 103, name: 'Parameter non-existent or not implemented, passed on', class: 'protocol error' },
  { cause: 110, name: 'Message with unrecognized parameter, discarded', class: 'protocol error' },
  { cause: 111, name: 'Protocol error, unspecified', class: 'protocol error', status: 500 },
  { cause: 127, name: 'Interworking, unspecified', class: 'interworking', status: 500 },
] as const;

/** A cause of the table. */
export type Q850Cause = (typeof rows)[number]['cause'];

/** Causes of ISUP and ISDN releases. ITU-T Q.850; responses by RFC 3398 §7.2.4.1. */
export const q850CauseTable: readonly (Q850CauseRow & { readonly cause: Q850Cause })[] = rows;

/** The row of that cause. */
export function q850CauseRow(cause: number): (typeof q850CauseTable)[number] | undefined {
  return findRow(q850CauseTable, 'cause', cause);
}
