import type { IcmpError } from '../network/icmp.ts';

/** ICMP says of a packet with a SIP message that it did not reach whom it was for. */
export type Refusal = {
  readonly frame: number;
  readonly timeNs: number;
  /** Of the packet that it quotes. */
  readonly flow: number;
  /** `port unreachable`. */
  readonly why: string;
};

/** By version, type and code. RFC 792, RFC 1812 §5.2.7.1, RFC 4443 §3. */
const reasons: ReadonlyMap<string, string> = new Map([
  ['4/3/0', 'network unreachable'],
  ['4/3/1', 'host unreachable'],
  ['4/3/2', 'protocol unreachable'],
  ['4/3/3', 'port unreachable'],
  ['4/3/4', 'fragmentation needed'],
  ['4/3/9', 'network prohibited'],
  ['4/3/10', 'host prohibited'],
  ['4/3/13', 'prohibited by a filter'],
  ['4/11/0', 'time to live exceeded'],
  ['4/11/1', 'fragments missing'],
  ['6/1/0', 'no route'],
  ['6/1/1', 'prohibited by a filter'],
  ['6/1/3', 'address unreachable'],
  ['6/1/4', 'port unreachable'],
  ['6/2/0', 'packet too big'],
  ['6/3/0', 'hop limit exceeded'],
]);

export function refusalOf({ packet, version, type, code }: IcmpError, flow: number): Refusal {
  const why = reasons.get(`${version}/${type}/${code}`) ?? `type ${type}, code ${code}`;
  return { frame: packet.frame, timeNs: packet.timeNs, flow, why };
}
