import { keptText } from '../../message/kept-text.ts';
import { isToldBefore } from '../bindings.ts';
import { quoted } from '../quoted.ts';
import { fieldsOf } from '../field-values.ts';
import { exchangeRule, messageRule, type Rule, sourceRule } from '../rule.ts';
import { byCallId } from '../source-names.ts';

/** CANCEL is looked up among so many requests of its Call-ID. */
const mostBranches = 32;

/** What SUBSCRIBE and the answers to it say (RFC 6665 §3.1, §4.1). */
export const subscribeRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-SUB-001',
    title: 'SUBSCRIBE without exactly one Event',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '8.2.1',
    why: 'The notifier does not know what is subscribed to; it answers 489.',
    advice: 'Name one event package in one Event header field.',
    right: 'Event: presence',
    wrong: 'Event: presence, dialog',
    abnf: 'Event',
    headers: ['Event'],
    on: { requests: ['SUBSCRIBE'] },
    check({ message }) {
      const fields = fieldsOf(message, 'Event');
      const [field] = fields;
      if (field === undefined) return { seen: 'The SUBSCRIBE has no Event.' };
      if (fields.length > 1)
        return { seen: `The SUBSCRIBE has ${fields.length} Event header fields.`, span: fields[1]!.span };
      const text = message.text(field.span);
      if (!text.includes(',')) return field.values.length === 0 ? undefined : 'kept';
      return text.includes('"') ? undefined : { seen: `Event lists several: ${quoted(text)}.`, span: field.span };
    },
  }),
  messageRule({
    id: 'SIP-SUB-002',
    title: 'SUBSCRIBE without Expires',
    level: 'should',
    severity: 'warning',
    rfc: 6665,
    section: '3.1.1',
    why: 'The default of the package counts, which the two sides may know differently: the subscription runs out too early.',
    advice: 'Say in Expires for how long.',
    right: 'Expires: 3600',
    wrong: 'SUBSCRIBE … without Expires',
    headers: ['Expires'],
    on: { requests: ['SUBSCRIBE'] },
    check: ({ message }) =>
      message.valueSpan('Expires') === undefined ? { seen: 'The SUBSCRIBE has no Expires.' } : 'kept',
  }),
  exchangeRule({
    id: 'SIP-SUB-003',
    title: '2xx to SUBSCRIBE without Expires, or with a longer one',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '3.1.1',
    why: 'The subscriber learns from it when to refresh.',
    advice: 'Have the notifier say in Expires for how long it grants: what was asked for, or less.',
    right: 'SUBSCRIBE Expires: 3600 … 200 Expires: 600',
    wrong: 'SUBSCRIBE Expires: 600 … 200 Expires: 3600',
    headers: ['Expires'],
    methods: ['SUBSCRIBE'],
    check(exchange) {
      const { request, success } = exchange;
      if (success === undefined || isToldBefore(exchange)) return undefined;
      const span = success.message.valueSpan('Expires');
      const evidence = request === undefined ? [] : [request];
      if (span === undefined) {
        return { seen: `The ${success.status} to SUBSCRIBE has no Expires.`, at: success, evidence };
      }
      const { expires: granted } = success.message;
      const asked = request?.message.expires;
      if (granted === undefined || asked === undefined) return undefined;
      if (granted <= asked) return 'kept';
      return {
        seen: `The SUBSCRIBE asks for ${asked} s, and the ${success.status} grants ${granted} s.`,
        at: success,
        span,
        evidence,
      };
    },
  }),
  messageRule({
    id: 'SIP-SUB-015',
    title: '489 without Allow-Events',
    level: 'should',
    severity: 'warning',
    rfc: 3265,
    section: '7.2',
    why: 'The subscriber does not learn which packages it may ask for.',
    advice: 'List the packages that are supported in Allow-Events of the 489.',
    right: 'SIP/2.0 489 Bad Event\nAllow-Events: presence, message-summary',
    wrong: 'SIP/2.0 489 Bad Event',
    headers: ['Allow-Events'],
    on: { responses: [489] },
    check: ({ message }) =>
      message.valueSpan('Allow-Events') === undefined ? { seen: 'The 489 has no Allow-Events.' } : 'kept',
  }),
  exchangeRule({
    id: 'SIP-SUB-022',
    title: '204 to SUBSCRIBE that has no Suppress-If-Match',
    level: 'must',
    severity: 'error',
    rfc: 5839,
    section: '6.3',
    why: 'A 204 says that no NOTIFY follows: a subscriber that did not ask for that waits for one.',
    advice: 'Answer 200 and send NOTIFY unless Suppress-If-Match has the entity-tag of the current state.',
    right: 'SUBSCRIBE Suppress-If-Match: aba91 … 204',
    wrong: 'SUBSCRIBE … 204',
    headers: ['Suppress-If-Match'],
    methods: ['SUBSCRIBE'],
    check(exchange) {
      const { request, success } = exchange;
      if (request === undefined || success?.status !== 204 || isToldBefore(exchange)) return undefined;
      if (request.message.valueSpan('Suppress-If-Match') !== undefined) return 'kept';
      const { startLine } = success.message;
      return {
        seen: 'The SUBSCRIBE was answered 204, and has no Suppress-If-Match.',
        at: success,
        span: startLine?.kind === 'response' ? startLine.statusSpan : undefined,
        evidence: [request],
      };
    },
  }),
  sourceRule({
    id: 'SIP-SUB-014',
    title: 'CANCEL of SUBSCRIBE or NOTIFY',
    level: 'should',
    severity: 'warning',
    rfc: 6665,
    section: '4.6',
    why: 'It has no effect: the notifier goes on.',
    advice: 'End a subscription by SUBSCRIBE with Expires: 0.',
    right: 'SUBSCRIBE … 200, SUBSCRIBE Expires: 0',
    wrong: 'SUBSCRIBE, CANCEL',
    on: { requests: ['SUBSCRIBE', 'NOTIFY', 'CANCEL'] },
    by: byCallId,
    watch: () => {
      let sent: readonly { readonly branch: string; readonly method: string }[] = [];
      return ({ method, message }) => {
        const branch = message.topVia?.branch;
        if (branch === undefined) return undefined;
        if (method !== 'CANCEL') {
          sent = [...sent.slice(1 - mostBranches), { branch: keptText(branch), method }];
          return method === 'SUBSCRIBE' ? 'kept' : undefined;
        }
        const cancelled = sent.find((one) => one.branch === branch);
        if (cancelled === undefined) return undefined;
        return { seen: `The CANCEL has the branch of a ${cancelled.method}.`, span: message.valueSpan('Via') };
      };
    },
  }),
  messageRule({
    id: 'SIP-SUB-023',
    title: 'Event where it is not allowed',
    level: 'must',
    severity: 'error',
    rfc: 6665,
    section: '8.2.1',
    why: 'It means nothing there; some servers reject the message.',
    advice: 'Send Event in SUBSCRIBE, NOTIFY and PUBLISH only.',
    right: 'NOTIFY … Event: presence',
    wrong: 'INVITE … Event: presence',
    headers: ['Event'],
    on: { requests: 'any', responses: 'any', has: ['Event'] },
    check({ message, method, status, name }) {
      const isAllowed = method === 'SUBSCRIBE' || method === 'NOTIFY' || method === 'PUBLISH';
      if (status === 0 && isAllowed) return 'kept';
      // Rates may be asked for in the 2xx to NOTIFY (RFC 6446 §9.3).
      if (method === 'NOTIFY' && status >= 200 && status < 300) return undefined;
      // Methods that are not known here may have use for it.
      if (status === 0 && !withoutEvents.has(method)) return undefined;
      return { seen: `The ${name} has an Event header field.`, span: message.valueSpan('Event') };
    },
  }),
];

const withoutEvents: ReadonlySet<string> = new Set([
  'ACK',
  'BYE',
  'CANCEL',
  'INFO',
  'INVITE',
  'MESSAGE',
  'OPTIONS',
  'PRACK',
  'REFER',
  'REGISTER',
  'UPDATE',
]);
