import type { CallRow } from '@sipscope/analyzer';
import { formatCount, formatPlural } from '../format/number.ts';
import { formatClock, formatDuration, formatExactTime, type Zone } from '../format/time.ts';

export type Fact = { readonly name: string; readonly value: string; readonly whole?: string };

/** What is told of a call beside its outcome, only what is known. */
export function callFacts(call: CallRow, zone: Zone): readonly Fact[] {
  const facts: Fact[] = [
    { name: 'started', value: formatClock(call.started, zone), whole: formatExactTime(call.started, zone) },
  ];
  const addDuration = (name: string, durationMs: number | undefined): void => {
    if (durationMs !== undefined) facts.push({ name, value: formatDuration(durationMs), whole: `${durationMs} ms` });
  };
  addDuration('pdd', call.pddMs);
  addDuration('set-up', call.setupMs);
  addDuration('talk', call.durationMs);
  if (call.legs.length > 0) facts.push({ name: 'legs', value: formatCount(call.legs.length) });
  if (call.forks !== undefined) facts.push({ name: 'forks', value: formatCount(call.forks) });
  facts.push({ name: 'messages', value: formatCount(call.messages) });
  if (call.retransmissions > 0) facts.push({ name: 'sent again', value: formatCount(call.retransmissions) });
  if (call.transfer !== undefined)
    facts.push({ name: `${call.transfer.kind} transfer to`, value: call.transfer.target.slice(0, 80) });
  return facts;
}

/** When it was decided: how long after the first message; undefined while it is not. */
export function decidedAfter(call: CallRow): string | undefined {
  if (call.outcome === 'ongoing') return undefined;
  if (call.setupMs !== undefined) return formatDuration(call.setupMs);
  // Where nothing was answered, the reason tells how long.
  if (call.status === undefined) return undefined;
  if (call.ended === undefined) return undefined;
  const lengthMs = Date.parse(call.ended) - Date.parse(call.started);
  return Number.isNaN(lengthMs) ? undefined : formatDuration(lengthMs);
}

/** What is missing of the call, where the capture does not hold all of it. */
export function incompleteness(call: CallRow): string | undefined {
  if (call.complete) return undefined;
  return `The capture starts or ends inside this call and holds ${formatPlural(call.messages, 'message')} of it.`;
}
