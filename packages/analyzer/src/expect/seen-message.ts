import type { SipMessage } from '@sipscope/parser';
import { endpointText } from '../message/read-message.ts';
import type { MessageRow, SdpRole } from '../rows.ts';

/** A message of the capture, without its text. */
export type SeenMessage = {
  /** The analysis' number of it. */
  readonly number: number;
  readonly row: MessageRow;
  readonly from: SeenEndpoint;
  readonly to: SeenEndpoint;
};

export type SeenEndpoint = { readonly ip: string; readonly port: number };

/** The same with its text. */
export type ReadSeen = SeenMessage & {
  readonly parsed: SipMessage;
  /** Whether its session description is an offer or an answer, where that is known. */
  readonly role: SdpRole | undefined;
};

export function seenMessage(number: number, row: MessageRow): SeenMessage {
  const { srcIp, srcPort, dstIp, dstPort } = row;
  return { number, row, from: { ip: srcIp, port: srcPort }, to: { ip: dstIp, port: dstPort } };
}

export function endpointKey({ ip, port }: SeenEndpoint): string {
  return endpointText(ip, port);
}
