import type { SipMessage } from '@sipscope/parser';
import type { MessageRow } from '../rows.ts';

/** A message whose text was read again: what is asked of the texts of a call, when it is asked for. */
export type ReadMessage = { readonly row: MessageRow; readonly parsed: SipMessage };

/** What a row says but for its time and how it was carried. */
type PlacedRow = Omit<MessageRow, 'time' | 'transport' | 'size'>;

/** The same of a message of which no more is known. */
export type PlacedMessage = { readonly row: PlacedRow; readonly parsed: SipMessage };

/** `192.0.2.1:5060`, `[2001:db8::1]:5060`. */
export function endpointText(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

export function senderOf({ srcIp, srcPort }: Pick<MessageRow, 'srcIp' | 'srcPort'>): string {
  return endpointText(srcIp, srcPort);
}

export function receiverOf({ dstIp, dstPort }: Pick<MessageRow, 'dstIp' | 'dstPort'>): string {
  return endpointText(dstIp, dstPort);
}

/** Whether the message is seen here for the first time: neither sent again nor captured again. */
export function isFirstCopy({ retransmission, duplicate }: Pick<MessageRow, 'retransmission' | 'duplicate'>): boolean {
  return retransmission !== true && duplicate !== true;
}
