import { elementSpans, type HistoryEntry, historyReasons, type SipMessage, type Span } from '@sipscope/parser';
import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import type { Seen } from '../seen.ts';

const on = { requests: 'any', responses: 'any', has: ['History-Info'] } as const;

export const historyRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-HIS-001',
    title: 'History-Info index wrong',
    level: 'must',
    severity: 'error',
    rfc: 7044,
    section: '10.3',
    why: 'Who was called first, and who diverted the call, is read from the indexes: voicemail picks the wrong mailbox, diversions are counted wrong.',
    advice:
      'Begin with 1, append .1 when a request is forwarded, count the last number up for each further target, and keep the order.',
    right: 'History-Info: <sip:bob@example.com>;index=1, <sip:bob@192.0.2.4>;index=1.1;rc=1',
    wrong: 'History-Info: <sip:bob@example.com>;index=1, <sip:bob@192.0.2.4>;index=3',
    abnf: 'index-val',
    headers: ['History-Info'],
    on,
    check({ message }) {
      const entries = message.values('History-Info').slice(0, mostEntries);
      const indexes = entries.map(({ index }) => index);
      if (entries.length === 0 || indexes.includes(undefined)) return undefined;
      const read = indexes.map((index) => numbersOf(index ?? ''));
      for (const [at, one] of read.entries()) {
        const why = one === undefined ? 'is no series of numbers' : whyWrong(read.slice(0, at), one);
        if (why === undefined) continue;
        return { seen: `The index ${quoted(indexes[at] ?? '')} ${why}.`, span: entrySpan(message, at) };
      }
      return 'kept';
    },
  }),
  messageRule({
    id: 'SIP-HIS-002',
    title: 'hi-entry without index',
    level: 'must',
    severity: 'error',
    rfc: 7044,
    section: '5',
    why: 'The order in which the call was sent from one to the next is lost: voicemail and billing take the wrong party.',
    advice: 'Give each entry an index.',
    right: 'History-Info: <sip:bob@example.com>;index=1',
    wrong: 'History-Info: <sip:bob@example.com>',
    abnf: 'hi-index',
    headers: ['History-Info'],
    on,
    check({ message }) {
      const entries = message.values('History-Info');
      if (entries.length === 0) return undefined;
      const at = entries.findIndex(({ index }) => index === undefined);
      const entry = entries[at];
      if (entry === undefined) return 'kept';
      return { seen: `The entry ${quoted(entry.uriText)} has no index.`, span: entrySpan(message, at) };
    },
  }),
  sourceRule({
    id: 'SIP-HIS-003',
    title: 'Redirected entry lacks Reason',
    level: 'must',
    severity: 'error',
    rfc: 7044,
    section: '10.2',
    why: 'Voicemail cannot tell whether the called was busy, did not answer or was away, and plays the wrong greeting.',
    advice: 'Put the response into the URI of the entry that failed: ?Reason=SIP%3Bcause%3D486.',
    right: 'History-Info: <sip:bob@example.com?Reason=SIP%3Bcause%3D486>;index=1, <sip:vm@example.com>;index=2;mp=1',
    wrong: 'History-Info: <sip:bob@example.com>;index=1, <sip:vm@example.com>;index=2;mp=1',
    headers: ['History-Info', 'Reason'],
    on: { requests: ['INVITE'], responses: ['3xx', '4xx', '5xx', '6xx'], responsesTo: ['INVITE'] },
    by: ({ message, isRequest, srcIp, dstIp }) => `${message.callId ?? ''} ${isRequest ? srcIp : dstIp}`,
    everyHop: true,
    watch: watchTargets,
  }),
];

/** Of a message, entries that are looked at; so many parts an index may have. */
const mostEntries = 100;
const mostNumbers = 50;

/** `1.1.2`; the zeros before it that RFC 4244 allows do not count. */
function numbersOf(index: string): readonly number[] | undefined {
  if (index.length > 200 || !/^\d+(\.\d+)*$/.test(index)) return undefined;
  const numbers = index.split('.', mostNumbers + 1).map(Number);
  return numbers.length > mostNumbers ? undefined : numbers;
}

/** Entries stand in the preorder of their tree; of forks at once a request has only its own, so that numbers may be left out. */
function whyWrong(before: readonly (readonly number[] | undefined)[], one: readonly number[]): string | undefined {
  const last = before.at(-1);
  if (last === undefined)
    return before.length === 0 && one.join('.') !== '1' ? 'is the first, which must be 1' : undefined;
  if (before.some((other) => other !== undefined && isEqual(other, one))) return 'stands twice';
  if (one.at(-1) === 0) return 'ends with 0, which only marks a gap';
  const isRoot = one.length === 1;
  // A gap is marked by a 0 between an entry and the next that is known.
  const parent = withoutZero(one.slice(0, -1));
  if (!isRoot && !before.some((other) => other !== undefined && isEqual(other, parent)))
    return `has no entry ${quoted(parent.join('.'))} that it could come from`;
  return isBehind(last, one) ? undefined : `stands behind ${quoted(last.join('.'))}, before which it belongs`;
}

function withoutZero(numbers: readonly number[]): readonly number[] {
  return numbers.length > 1 && numbers.at(-1) === 0 ? numbers.slice(0, -1) : numbers;
}

function isEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, at) => number === other[at]);
}

/** Whether `later` comes behind `earlier` in preorder. */
function isBehind(earlier: readonly number[], later: readonly number[]): boolean {
  for (const [at, number] of later.entries()) {
    const other = earlier[at];
    if (other === undefined) return true;
    if (number !== other) return number > other;
  }
  return false;
}

/** Where the entry of that number stands, over all fields. */
function entrySpan(message: SipMessage, at: number): Span | undefined {
  let before = 0;
  for (const { values, span } of fieldsOf(message, 'History-Info')) {
    if (at < before + values.length) return elementSpans('History-Info', message.bytes, span)[at - before] ?? span;
    before += values.length;
  }
  return undefined;
}

/** Of an element and a call: requests it sent whose answers are awaited. */
const mostSent = 32;

type Sent = { readonly branch: string; readonly index: readonly number[]; failed: Seen | undefined };

/** The targets to which one element sent a call, one after the other, and how these answered. */
function watchTargets(): Watch {
  const sent: Sent[] = [];
  return (seen): Outcome => {
    const branch = seen.message.topVia?.branch ?? '';
    if (!seen.isRequest) {
      const answered = sent.find((one) => one.branch === branch);
      // 401 and 407 ask the caller, who tries the same target again.
      if (answered !== undefined && seen.status !== 401 && seen.status !== 407) answered.failed = seen;
      return undefined;
    }
    const entries = seen.message.values('History-Info').slice(-mostEntries);
    const index = numbersOf(entries.at(-1)?.index ?? '');
    if (index === undefined) return undefined;
    const outcome = reasonsOf(entries, index, sent);
    if (sent.length < mostSent) sent.push({ branch: branch.slice(0, 200), index, failed: undefined });
    return outcome;
  };
}

function reasonsOf(entries: readonly HistoryEntry[], index: readonly number[], sent: readonly Sent[]): Outcome {
  let isKept = false;
  for (const { failed, index: other } of sent) {
    if (failed === undefined || !isSibling(other, index)) continue;
    const entry = entries.find((one) => isEqual(numbersOf(one.index ?? '') ?? [], other));
    // Numbers have no room for a Reason.
    if (entry === undefined || entry.uri?.kind !== 'sip') continue;
    const hasReason = historyReasons(entry).some(({ values }) =>
      values.some(({ protocol }) => protocol.toUpperCase() === 'SIP'),
    );
    if (hasReason) isKept = true;
    else
      return {
        seen: `The entry ${quoted(entry.uriText)} failed with ${failed.status}, and has no Reason that says so.`,
        span: entry.uriSpan,
        evidence: [failed],
      };
  }
  return isKept ? 'kept' : undefined;
}

/** Whether it is a later target of the same request. */
function isSibling(earlier: readonly number[], later: readonly number[]): boolean {
  const depth = earlier.length - 1;
  if (later.length <= depth) return false;
  return isEqual(earlier.slice(0, depth), later.slice(0, depth)) && later[depth]! > earlier[depth]!;
}
