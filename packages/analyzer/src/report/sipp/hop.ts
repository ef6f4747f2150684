import type { CallMessage } from '../../message/call-message.ts';
import type { MessageRow } from '../../rows.ts';

type End = { readonly ip: string; readonly port: number };

/** Two elements and the dialog one began with the other: what one scenario is of. */
export type Hop = {
  readonly callId: string;
  /** Who sent the first INVITE, and to whom. */
  readonly caller: End;
  readonly callee: End;
  /** Absent where the caller gave none. */
  readonly callerTag: string | undefined;
};

/** Hops of one call that are told apart. */
const mostHops = 1000;

/** Each hop on which the INVITE that begins a dialog was captured, in order of time: the first is the caller's. */
export function hopsOf(messages: readonly CallMessage[]): readonly Hop[] {
  const hops = new Map<string, Hop>();
  for (const { row } of messages) {
    const { callId, srcIp, srcPort, dstIp, dstPort } = row;
    if (row.kind !== 'request' || row.method !== 'INVITE' || row.toTag !== undefined || callId === undefined) continue;
    // Another connection of the same two is the same hop; on one host only ports tell elements apart.
    const ends = srcIp === dstIp ? [srcIp, srcPort, dstPort] : [srcIp, dstIp];
    const key = JSON.stringify([callId, ...ends]);
    if (hops.size >= mostHops || hops.has(key)) continue;
    hops.set(key, {
      callId,
      caller: { ip: srcIp, port: srcPort },
      callee: { ip: dstIp, port: dstPort },
      callerTag: row.fromTag,
    });
  }
  return [...hops.values()];
}

/** Which way a message went on the hop; undefined where it is none of it. */
export function directionOn(hop: Hop, row: MessageRow): 'there' | 'back' | undefined {
  const direction = wayOn(hop, row);
  if (direction === undefined || hop.callerTag === undefined) return direction;
  // A request that comes back by the same way (a loop, a spiral) is of another hop: From is the caller's in what the caller asks.
  const isAskedThere = (direction === 'there') === (row.kind === 'request');
  return isAskedThere === (row.fromTag === hop.callerTag) ? direction : undefined;
}

function wayOn({ callId, caller, callee }: Hop, row: MessageRow): 'there' | 'back' | undefined {
  if (row.callId !== callId) return undefined;
  const { srcIp, srcPort, dstIp, dstPort } = row;
  if (caller.ip === callee.ip) {
    if (srcIp !== caller.ip || dstIp !== caller.ip) return undefined;
    if (srcPort === caller.port && dstPort === callee.port) return 'there';
    return srcPort === callee.port && dstPort === caller.port ? 'back' : undefined;
  }
  if (srcIp === caller.ip && dstIp === callee.ip) return 'there';
  return srcIp === callee.ip && dstIp === caller.ip ? 'back' : undefined;
}
