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
  addDuration('rang', call.ringMs);
  addDuration('set-up', call.setupMs);
  addDuration('talk', call.durationMs);
  if (call.legs.length > 0) facts.push({ name: 'legs', value: formatCount(call.legs.length) });
  if (call.forks !== undefined) facts.push({ name: 'forks', value: formatCount(call.forks) });
  facts.push({ name: 'messages', value: formatCount(call.messages) });
  if (call.retransmissions > 0) facts.push({ name: 'sent again', value: formatCount(call.retransmissions) });
  facts.push(...endFacts(call), ...tieFacts(call));
  return facts;
}

/** How it ended, where that says more than the outcome, and by whom. */
function endFacts({ verdict, outcome, endedBy, release, attempts }: CallRow): readonly Fact[] {
  const facts: Fact[] = [];
  if (verdict !== outcome) facts.push({ name: 'verdict', value: verdict.replaceAll('-', ' ') });
  if (endedBy !== undefined) facts.push({ name: 'ended by', value: endedBy });
  if (release !== undefined)
    facts.push({ name: 'release cause', value: [release.cause, release.name].filter(Boolean).join(' ') });
  if (attempts !== undefined) facts.push({ name: 'attempts', value: formatCount(attempts.length) });
  return facts;
}

/** What happened on the way, and which calls it is tied to. */
function tieFacts({ transfer, forwarded, replacedBy, recordedBy, emergency, conference }: CallRow): readonly Fact[] {
  const facts: Fact[] = [];
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) facts.push({ name, value: value.slice(0, 80), whole: value });
  };
  if (transfer !== undefined) {
    add(`${transfer.kind} transfer to`, transfer.target);
    add('transfer', [transfer.result, transfer.status].filter(Boolean).join(' '));
  }
  if (forwarded !== undefined)
    add('forwarded', [forwarded.to, forwarded.reason].filter(Boolean).join(': ') || forwarded.by);
  add('replaced by', replacedBy?.call);
  add('recorded by', recordedBy?.map(({ call }) => call).join(' '));
  if (emergency !== undefined) add('emergency', emergency.service ?? emergency.by);
  if (conference !== undefined) add('conference', conference.uri ?? conference.by);
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
