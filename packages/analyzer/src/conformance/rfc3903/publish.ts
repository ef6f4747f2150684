import { isToldBefore } from '../bindings.ts';
import { fieldsOf } from '../field-values.ts';
import { quoted } from '../quoted.ts';
import { caseRule, exchangeRule, type Guard, messageRule, type Rule } from '../rule.ts';
import type { Exchange } from '../exchange.ts';
import type { Seen } from '../seen.ts';
import { timeoutNs } from '../../transaction/transaction-timers.ts';

const secondNs = 1e9;

/** Publications of event state (RFC 3903). */
export const publishRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-PUB-001',
    title: 'PUBLISH without exactly one Event',
    level: 'must',
    severity: 'error',
    rfc: 3903,
    section: '4.1',
    why: 'The server does not know what is published; it answers 489.',
    advice: 'Name one event package in one Event header field.',
    right: 'Event: presence',
    wrong: 'PUBLISH … without Event',
    headers: ['Event'],
    on: { requests: ['PUBLISH'] },
    check({ message }) {
      const [field, further] = fieldsOf(message, 'Event');
      if (field === undefined) return { seen: 'The PUBLISH has no Event.' };
      if (further !== undefined) return { seen: 'The PUBLISH has several Event header fields.', span: further.span };
      const text = message.text(field.span);
      if (!text.includes(',')) return field.values.length === 0 ? undefined : 'kept';
      return text.includes('"') ? undefined : { seen: `Event lists several: ${quoted(text)}.`, span: field.span };
    },
  }),
  messageRule({
    id: 'SIP-PUB-002',
    title: 'First PUBLISH without a body',
    level: 'must',
    severity: 'error',
    rfc: 3903,
    section: '4.2',
    why: 'Without SIP-If-Match it makes a new publication, and there is nothing to publish: the server answers 400.',
    advice: 'Send the state in the body, or SIP-If-Match with the entity-tag of what is to be refreshed or removed.',
    right: 'PUBLISH … with a PIDF document',
    wrong: 'PUBLISH … Content-Length: 0, without SIP-If-Match',
    headers: ['SIP-If-Match'],
    on: { requests: ['PUBLISH'] },
    check({ message }) {
      if (message.valueSpan('SIP-If-Match') !== undefined) return undefined;
      const [start, end] = message.bodySpan;
      return end > start ? 'kept' : { seen: 'The PUBLISH has neither SIP-If-Match nor a body.' };
    },
  }),
  exchangeRule({
    id: 'SIP-PUB-003',
    title: '2xx to PUBLISH without a new SIP-ETag, or without Expires',
    level: 'must',
    severity: 'error',
    rfc: 3903,
    section: '6',
    why: 'By the entity-tag the publication is refreshed, and by Expires the device knows when.',
    advice: 'Have the server give a new entity-tag in every 2xx, and Expires no longer than asked for.',
    right: 'SIP/2.0 200 OK\nSIP-ETag: dx200xyz\nExpires: 1800',
    wrong: 'SIP/2.0 200 OK\nExpires: 1800',
    headers: ['SIP-ETag', 'Expires'],
    methods: ['PUBLISH'],
    check(exchange) {
      const { request, success } = exchange;
      if (request === undefined || success === undefined || isToldBefore(exchange)) return undefined;
      const { message } = success;
      const asked = request.message.expires;
      const about = { at: success, evidence: [request] };
      // What was removed needs neither.
      if (asked === 0 || message.expires === 0) return undefined;
      const [tag] = message.values('SIP-ETag');
      if (message.valueSpan('SIP-ETag') === undefined)
        return { ...about, seen: `The ${success.status} to PUBLISH has no SIP-ETag.` };
      if (message.valueSpan('Expires') === undefined)
        return { ...about, seen: `The ${success.status} to PUBLISH has no Expires.` };
      if (asked !== undefined && message.expires !== undefined && message.expires > asked)
        return {
          ...about,
          seen: `The PUBLISH asks for ${asked} s, and the ${success.status} grants ${message.expires} s.`,
          span: message.valueSpan('Expires'),
        };
      const [matched] = request.message.values('SIP-If-Match');
      if (tag !== undefined && tag === matched)
        return {
          ...about,
          seen: `The ${success.status} has the entity-tag of the PUBLISH again: ${quoted(tag)}.`,
          span: message.valueSpan('SIP-ETag'),
        };
      return 'kept';
    },
  }),
  caseRule('publication', {
    id: 'SIP-PUB-004',
    title: 'PUBLISH with an outdated entity-tag',
    level: 'must',
    severity: 'error',
    rfc: 3903,
    section: '4.1',
    why: 'The server does not know it any more: it answers 412, and the state is lost when it runs out.',
    advice: 'Use the SIP-ETag of the latest 2xx in the next PUBLISH.',
    right: '200 SIP-ETag: b2, PUBLISH SIP-If-Match: b2',
    wrong: '200 SIP-ETag: a1, PUBLISH SIP-If-Match: a1, 200 SIP-ETag: b2, PUBLISH SIP-If-Match: a1',
    headers: ['SIP-If-Match', 'SIP-ETag'],
    check({ exchanges }) {
      /** By an entity-tag: the exchange that put another one in its place. */
      const replacedBy = new Map<string, Exchange>();
      const given = new Set<string>();
      let outcome: 'kept' | Guard | undefined;
      for (const exchange of exchanges) {
        const { request, success, forwardedFrom } = exchange;
        if (request === undefined || forwardedFrom !== undefined) continue;
        const [tag] = request.message.values('SIP-If-Match');
        const newer = tag === undefined ? undefined : replacedBy.get(tag);
        if (newer?.success !== undefined && newer.success.timeNs < request.timeNs && isHeard(newer)) {
          return {
            seen: `SIP-If-Match is ${quoted(tag ?? '')}, in whose place ${quoted(newer.success.message.values('SIP-ETag')[0] ?? '')} was given.`,
            at: request,
            span: request.message.valueSpan('SIP-If-Match'),
            evidence: [newer.request!, newer.success],
          };
        }
        if (tag !== undefined && given.has(tag)) outcome = 'kept';
        else if (tag !== undefined) outcome ??= 'G-MIDSTART';
        const [next] = success?.message.values('SIP-ETag') ?? [];
        if (next === undefined) continue;
        given.add(next);
        if (tag !== undefined && tag !== next) replacedBy.set(tag, exchange);
        replacedBy.delete(next);
      }
      return outcome;
    },
  }),
  messageRule({
    id: 'SIP-PUB-005',
    title: 'PUBLISH that removes a publication has a body',
    level: 'must',
    severity: 'error',
    rfc: 3903,
    section: '4.5',
    why: 'With a body it means that the state is to be replaced, not removed.',
    advice: 'Leave the body out where Expires is 0.',
    right: 'PUBLISH SIP-If-Match: a1, Expires: 0, Content-Length: 0',
    wrong: 'PUBLISH SIP-If-Match: a1, Expires: 0, with a PIDF document',
    headers: ['SIP-If-Match', 'Expires'],
    on: { requests: ['PUBLISH'], has: ['SIP-If-Match'] },
    check({ message }) {
      if (message.expires !== 0) return undefined;
      const [start, end] = message.bodySpan;
      if (end === start) return 'kept';
      return { seen: `The PUBLISH removes a publication, and has a body of ${end - start} bytes.`, span: [start, end] };
    },
  }),
  caseRule('publication', {
    id: 'SIP-PUB-006',
    title: 'New PUBLISH while the one before is pending',
    level: 'must',
    severity: 'error',
    rfc: 3903,
    section: '4',
    why: 'The server may take them in the wrong order: an older state stays, or the entity-tag does not match.',
    advice: 'Wait for the final response, or 64*T1, before the next PUBLISH to the same URI.',
    right: 'PUBLISH, 200, PUBLISH',
    wrong: 'PUBLISH (CSeq 1), PUBLISH (CSeq 2), 200 (CSeq 1)',
    check({ exchanges }) {
      const last = new Map<string, Exchange>();
      let isKept = false;
      for (const exchange of exchanges) {
        const { request } = exchange;
        // Behind the first hop several devices look like one.
        if (request === undefined || request.viaCount !== 1) continue;
        const key = `${request.source} ${request.message.from?.uriText ?? ''}`;
        const before = last.get(key);
        last.set(key, exchange);
        if (before?.request === undefined || before.final === undefined) continue;
        const sinceNs = request.timeNs - before.request.timeNs;
        if (before.final.timeNs <= request.timeNs) isKept = true;
        else if (sinceNs < timeoutNs)
          return {
            seen: `A new PUBLISH was sent ${(sinceNs / secondNs).toFixed(1)} s after one whose ${before.final.status} came later.`,
            at: request,
            evidence: [before.request, before.final],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
];

/** Whether the device took the 2xx, for all that can be known: a copy of its request behind it shows that it did not. */
function isHeard({ copies, success }: Exchange): boolean {
  return !copies.some(
    ({ of, timeNs }: { of: Seen; timeNs: number }) => of.isRequest && timeNs > (success?.timeNs ?? 0),
  );
}
