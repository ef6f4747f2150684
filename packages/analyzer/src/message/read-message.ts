import type { SipMessage } from '@sipscope/parser';
import type { MessageRow } from '../rows.ts';

/** A message whose text was read again: what is asked of the texts of a call, when it is asked for. */
export type ReadMessage = { readonly row: MessageRow; readonly parsed: SipMessage };

/** `192.0.2.1:5060`, `[2001:db8::1]:5060`. */
export function endpointText(ip: string, port: number): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

export function senderOf({ srcIp, srcPort }: MessageRow): string {
  return endpointText(srcIp, srcPort);
}

export function receiverOf({ dstIp, dstPort }: MessageRow): string {
  return endpointText(dstIp, dstPort);
}

/** Whether the message is seen here for the first time: neither sent again nor captured again. */
export function isFirstCopy({ retransmission, duplicate }: MessageRow): boolean {
  return retransmission !== true && duplicate !== true;
}
