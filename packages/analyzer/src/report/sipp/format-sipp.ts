import type { CallMessage } from '../../message/call-message.ts';
import type { CallRow } from '../../rows.ts';
import { hopsOf, type Hop } from './hop.ts';
import { attribute, remark } from './sipp-text.ts';
import { ScenarioWriter } from './scenario-writer.ts';
import { type SippSide, stepsOf } from './steps.ts';

export type SippOptions = {
  /** Whose part SIPp takes: of who began the dialog (`uac`), or of who was asked (`uas`). */
  readonly side: SippSide;
  /** Between which two elements, counted from 1 as `sippHops` tells them; the first, which is the caller's, where missing. */
  readonly hop?: number | undefined;
  /** Of the capture, for the reader. */
  readonly source?: string | undefined;
};

/** Why no scenario can be made of a call. */
export class SippError extends RangeError {
  readonly code = 'no-scenario';
}

/** Between whom a scenario can be made. */
export type SippHop = { readonly callId: string; readonly from: string; readonly to: string };

export function sippHops(messages: readonly CallMessage[]): readonly SippHop[] {
  return hopsOf(messages).map(({ callId, caller, callee }) => ({ callId, from: endText(caller), to: endText(callee) }));
}

function endText({ ip, port }: Hop['caller']): string {
  return ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`;
}

/**
 * One side of a call as a scenario that SIPp (3.6) runs: what that side sent is sent, what it received is waited for, with the pauses of the call. Branches, tags, CSeq numbers, Call-ID,
 * addresses and ports are SIPp's own. The scenarios of both sides talk to each other.
 */
export function formatSipp(
  call: Pick<CallRow, 'id'>,
  messages: readonly CallMessage[],
  { side, hop: number = 1, source }: SippOptions,
): string {
  const hops = hopsOf(messages);
  const hop = hops[number - 1];
  if (hops.length === 0)
    throw new SippError('No scenario can be made of this call: the INVITE that began it was not captured.');
  if (hop === undefined)
    throw new SippError(`The call has ${hops.length} hops that begin with an INVITE, not ${number}.`);
  const { steps, more } = stepsOf(messages, hop, side);
  const writer = new ScenarioWriter(hop, side, steps);
  const body = writer.write();
  const peer = side === 'uac' ? 'REMOTE:PORT ' : '';
  const transport = steps[0]?.row.transport === 'TCP' ? '-t t1 ' : '';
  const password = body.some((line) => line.includes('[authentication')) ? '-ap PASSWORD ' : '';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    remark(
      `${source === undefined ? '' : `${source}, `}call ${call.id}, hop ${number} of ${hops.length}: ${endText(hop.caller)} to ${endText(hop.callee)}, as ${side === 'uac' ? 'the caller' : 'the callee'}`,
    ),
    remark(`sipp ${peer}-sf FILE ${transport}${password}-m 1`),
    ...(more > 0 ? [remark(`${more} further messages of the hop are not in it`)] : []),
    `<scenario name="${attribute(`Call ${call.id}, ${side}`)}">`,
    ...body,
    '</scenario>',
    '',
  ].join('\n');
}
