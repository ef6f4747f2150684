import type { Analysis } from '../analysis.ts';
import type { Filter } from '../filter/filter.ts';
import { withCaptureTimes } from '../filter/filter-time-bounds.ts';
import { matchesFilter } from '../filter/matches-filter.ts';
import type { CallRow } from '../rows.ts';
import { seenMessage, type SeenMessage } from './seen-message.ts';

/** Messages that may be what a flow expects: of a call, of another exchange, or all of them. */
export type Scope = {
  readonly kind: 'call' | 'exchange' | 'capture';
  readonly call: CallRow | undefined;
  /** Without their texts, in order. */
  messages(): readonly SeenMessage[];
  /** How many more there are than `messages` gives. */
  readonly more: number;
};

/** Which calls are to be looked at. */
export type ScopeChoice = {
  /** Its id, or a Call-ID of it. */
  readonly call?: string | undefined;
  /** Of rows of calls. */
  readonly filter?: Filter | undefined;
  /** Every call must be as expected. */
  readonly every?: boolean | undefined;
};

/** Of a whole capture, no more messages are looked at as one. */
const mostOfCapture = 50_000;

const nothing = new Uint8Array();

/** Where a flow is looked for: the calls that were chosen; without a choice also what is no call, and all together. */
export function* scopes(analysis: Analysis, choice: ScopeChoice, most: number): Generator<Scope> {
  const isChosen = choice.call !== undefined || choice.filter !== undefined || choice.every === true;
  if (!isChosen) yield wholeCapture(analysis, Math.min(most, mostOfCapture));
  const filter = choice.filter && withCaptureTimes(choice.filter, analysis.facts);
  for (const call of analysis.calls()) {
    if (choice.call !== undefined && call.id !== choice.call && !call.callIds.includes(choice.call)) continue;
    if (filter !== undefined && !matchesFilter(filter, call)) continue;
    yield scopeOf(analysis, { kind: 'call', call, numbers: analysis.messagesOfCall(call.id) }, most);
  }
  if (isChosen) return;
  for (const numbers of exchanges(analysis))
    yield scopeOf(analysis, { kind: 'exchange', call: undefined, numbers }, most);
}

function wholeCapture(analysis: Analysis, most: number): Scope {
  const numbers = Array.from({ length: Math.min(analysis.messageCount, most) }, (_, number) => number);
  const more = analysis.messageCount - numbers.length;
  return { ...scopeOf(analysis, { kind: 'capture', call: undefined, numbers }, most), more };
}

function scopeOf(
  analysis: Analysis,
  { kind, call, numbers }: { kind: Scope['kind']; call: CallRow | undefined; numbers: readonly number[] },
  most: number,
): Scope {
  return {
    kind,
    call,
    more: Math.max(0, numbers.length - most),
    messages: () => numbers.slice(0, most).map((number) => seenMessage(number, analysis.messageRow(number, nothing))),
  };
}

/** The messages that belong to no call, by their dialog or Call-ID. */
function exchanges(analysis: Analysis): Iterable<readonly number[]> {
  const byKey = new Map<string, number[]>();
  for (let number = 0; number < analysis.messageCount; number++) {
    const { call, dialog, callId, transaction = '' } = analysis.messageRow(number, nothing);
    if (call !== undefined) continue;
    const key = callId ?? dialog ?? transaction;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [number]);
    else known.push(number);
  }
  return byKey.values();
}
