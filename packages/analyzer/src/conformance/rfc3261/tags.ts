import type { SipMessage } from '@sipscope/parser';
import { keptText } from '../../message/kept-text.ts';
import type { Exchange } from '../exchange.ts';
import { quoted } from '../quoted.ts';
import { exchangeRule, messageRule, type Outcome, type Rule, sourceRule, type Watch } from '../rule.ts';
import { byCallId, byFirstFlow } from '../source-names.ts';
import type { Seen } from '../seen.ts';
import { frameText } from '../told.ts';

/** Tokens have some 75 characters: five of them hold fewer than 32 bits. RFC 3261 §19.3, §25.1. */
const shortestTag = 6;
/** Remembered of one source; further ones are not. */
const mostTags = 256;
/** Ends and waiting requests remembered of one call. */
const mostEnds = 32;
const mostWaiting = 8;

/** Rules of the tags in From and To. */
export const tagRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-TAG-001',
    title: 'Request without From tag',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.3',
    why: 'Without it the dialog cannot be told from others; only clients of RFC 2543 send such requests.',
    advice: 'Send a From tag, another for every dialog.',
    right: 'From: <sip:alice@example.com>;tag=1928301774',
    wrong: 'From: <sip:alice@example.com>',
    abnf: 'tag-param',
    headers: ['From'],
    on: { requests: 'any', has: ['From'] },
    check({ message }) {
      const { from } = message;
      if (from === undefined) return undefined;
      if (from.tag !== undefined && from.tag !== '') return 'kept';
      if (saysTag(message, 'From')) return undefined;
      return { seen: 'The From of the request has no tag.', span: message.valueSpan('From') };
    },
  }),
  messageRule({
    id: 'SIP-TAG-002',
    title: 'Request outside of dialogs with a To tag',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.1.1.2',
    why: 'A To tag means a dialog: servers look for it, find none and answer 481.',
    advice: 'Send REGISTER, which belongs to no dialog, without To tag.',
    right: 'To: <sip:alice@example.com>',
    wrong: 'To: <sip:alice@example.com>;tag=314159, in a REGISTER',
    headers: ['To'],
    on: { requests: ['REGISTER'], has: ['To'] },
    check({ message, method }) {
      const { to } = message;
      if (to === undefined) return undefined;
      if (to.tag === undefined) return 'kept';
      return { seen: `The To of the ${method} has the tag ${quoted(to.tag)}.`, span: message.valueSpan('To') };
    },
  }),
  messageRule({
    id: 'SIP-TAG-003',
    title: 'Response without To tag',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.6.2',
    why: 'It makes no dialog, and of a forked request nobody can tell who answered.',
    advice: 'Add a To tag to every response but 100.',
    right: 'To: <sip:bob@example.com>;tag=a6c85cf',
    wrong: 'To: <sip:bob@example.com>, in a 180',
    headers: ['To'],
    on: { responses: 'any', has: ['To'] },
    check({ message, status, name }) {
      const { to } = message;
      if (to === undefined || status <= 100) return undefined;
      if (to.tag !== undefined && to.tag !== '') return 'kept';
      if (saysTag(message, 'To')) return undefined;
      return { seen: `The To of the ${name} has no tag.`, span: message.valueSpan('To') };
    },
  }),
  exchangeRule({
    id: 'SIP-TAG-004',
    title: 'One server answers one request with several To tags',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.6.2',
    why: 'Each tag is a dialog of its own: PRACK and early media belong to one that nobody goes on with.',
    advice: 'Answer a request with one To tag, its own where it has one.',
    right: '180 with tag=a, 200 with tag=a',
    wrong: '180 with tag=a, 200 with tag=b',
    headers: ['To'],
    check: checkSameTag,
  }),
  sourceRule({
    id: 'SIP-TAG-005',
    title: 'Request within a dialog has tags of none',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '12.2.1.1',
    why: 'The peer does not find the dialog and answers 481: a BYE like this leaves the call up.',
    advice: 'Send the tags that the dialog began with: From the own one, To that of the peer.',
    right: 'From: …;tag=a, To: …;tag=b, as in INVITE and 200',
    wrong: 'From: …;tag=b, To: …;tag=a, from the caller',
    headers: ['From', 'To'],
    on: callMessages(),
    by: byCallId,
    watch: watchDialogs,
  }),
  sourceRule({
    id: 'SIP-TAG-006',
    title: 'Tag is too short, or used for several dialogs',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '19.3',
    why: 'Tags that can be guessed, or come again, let others into a dialog and mix up calls.',
    advice: 'Make each tag anew, with 32 bits of randomness at least.',
    right: 'From: <sip:alice@example.com>;tag=1928301774',
    wrong: 'From: <sip:alice@example.com>;tag=1',
    headers: ['From'],
    on: { requests: 'any', has: ['From'] },
    // Within dialogs tags are repeated.
    by: byFirstFlow,
    watch: watchTags,
  }),
  sourceRule({
    id: 'SIP-TAG-007',
    title: 'Tag in other letters than before',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '19.3',
    why: 'Some stacks compare tags letter by letter and do not find the dialog, others do.',
    advice: 'Send tags back exactly as they came.',
    right: 'To: …;tag=a6C85cf, as it came',
    wrong: 'To: …;tag=A6C85CF',
    headers: ['From', 'To'],
    on: callMessages(),
    by: byCallId,
    watch: watchLetters,
  }),
];

/** Whether there is a tag all the same, in a value that cannot be read to its end. */
function saysTag(message: SipMessage, name: 'From' | 'To'): boolean {
  const span = message.valueSpan(name);
  return span !== undefined && /;\s*tag\s*=\s*\S/i.test(message.text(span));
}

function callMessages(): {
  readonly requests: readonly string[];
  readonly responses: readonly (number | '1xx' | '2xx')[];
} {
  return {
    requests: ['INVITE', 'ACK', 'BYE', 'PRACK', 'UPDATE', 'INFO', 'REFER', 'NOTIFY'],
    responses: ['1xx', '2xx', 481],
  };
}

function checkSameTag({ request, responses }: Exchange): Outcome {
  const own = request?.message.to?.tag;
  let before: Seen | undefined;
  let outcome: Outcome;
  for (const response of responses) {
    const tag = response.message.to?.tag;
    if (response.status === 100 || tag === undefined) continue;
    if (own !== undefined && tag !== own) return differs(response, `the request has ${quoted(own)}`, request);
    if (own !== undefined) outcome = 'kept';
    else if (before !== undefined && isSameServer(before, response)) {
      if (before.message.to?.tag !== tag)
        return differs(response, `the ${before.name} has ${quoted(before.message.to?.tag ?? '')}`, before);
      outcome = 'kept';
    }
    before ??= response;
  }
  return outcome;
}

function differs(response: Seen, what: string, before: Seen | undefined): Outcome {
  return {
    seen: `The ${response.name} has the To tag ${quoted(response.message.to?.tag ?? '')}, ${what}.`,
    at: response,
    span: response.message.valueSpan('To'),
    evidence: before === undefined ? [] : [before],
  };
}

/** Whether one user agent made both: it says of itself who it is, and the same. Session border controllers hand on the branches of a fork with one Contact, their own. */
function isSameServer(one: Seen, other: Seen): boolean {
  const name = nameOf(one);
  const contact = contactText(one);
  return name !== undefined && name === nameOf(other) && contact !== undefined && contact === contactText(other);
}

function nameOf({ message }: Seen): string | undefined {
  return message.server ?? message.userAgent;
}

function contactText({ message }: Seen): string | undefined {
  const [contact] = message.contacts;
  return contact === undefined || contact === '*' ? undefined : contact.uriText;
}

/** Fingerprints of the tags of a dialog, and how they are written. */
type Ends = { readonly fromTag: number; readonly toTag: number; readonly from: string; readonly to: string };
type Waiting = Ends & { readonly seen: Seen };

function endsOf({ fromTag, toTag, message }: Seen): Ends {
  return { fromTag, toTag, from: keptText(message.from?.tag ?? ''), to: keptText(message.to?.tag ?? '') };
}

/** Of one call: the tags of its dialogs, and requests with others until they are answered. */
function watchDialogs(): Watch {
  const dialogs: Ends[] = [];
  const waiting: Waiting[] = [];
  let isBeginSeen = false;
  return (seen) => {
    const { isRequest, method, status, cseq, fromTag, toTag } = seen;
    if (isRequest && toTag === 0) {
      isBeginSeen ||= method === 'INVITE';
      return undefined;
    }
    if (fromTag === 0 || toTag === 0 || !isBeginSeen) return undefined;
    const isKnown = dialogs.some(
      (one) => (one.fromTag === fromTag && one.toTag === toTag) || (one.fromTag === toTag && one.toTag === fromTag),
    );
    if (isRequest) {
      if (isKnown) return 'kept';
      if (dialogs.length > 0 && waiting.length < mostWaiting && method !== 'ACK')
        waiting.push({ ...endsOf(seen), seen });
      return undefined;
    }
    if (status < 300) {
      const makesOne = status > 100 && (method === 'INVITE' || method === 'NOTIFY' || method === 'REFER');
      if (makesOne && !isKnown && dialogs.length < mostEnds) dialogs.push(endsOf(seen));
      return undefined;
    }
    const asked = waiting.find(
      (one) => one.seen.method === method && one.seen.cseq === cseq && one.fromTag === fromTag,
    );
    return asked === undefined ? undefined : unknownTags(asked, dialogs, seen);
  };
}

function unknownTags({ seen, from, to, fromTag, toTag }: Waiting, dialogs: readonly Ends[], refusal: Seen): Outcome {
  const [nearest] = dialogs.filter((one) => [one.fromTag, one.toTag].some((tag) => tag === fromTag || tag === toTag));
  const known = nearest ?? dialogs[0];
  return {
    seen: `The ${seen.name} has the From tag ${quoted(from)} and the To tag ${quoted(to)}; the dialog has ${quoted(known?.from ?? '')} and ${quoted(known?.to ?? '')}.`,
    at: seen,
    evidence: [refusal],
  };
}

function watchTags(): Watch {
  const calls = new Map<string, string>();
  const told = new Set<string>();
  return ({ message }) => {
    const tag = message.from?.tag;
    const { callId } = message;
    // Within dialogs it is repeated.
    if (tag === undefined || callId === undefined || message.to?.tag !== undefined) return undefined;
    const before = calls.get(tag);
    if (before === undefined && calls.size < mostTags) calls.set(keptText(tag), keptText(callId));
    const span = message.valueSpan('From');
    if (tag.length < shortestTag) {
      if (told.has('short')) return undefined;
      told.add('short');
      return { seen: `The From tag ${quoted(tag)} cannot hold 32 bits of randomness.`, span };
    }
    if (before === undefined || before === callId) return 'kept';
    if (told.has(tag) || told.size >= mostTags) return undefined;
    told.add(keptText(tag));
    return { seen: `The From tag ${quoted(tag)} is that of another Call-ID too, ${quoted(before)}.`, span };
  };
}

/** Of one call: its tags as they were first written, by their small letters. */
function watchLetters(): Watch {
  const first = new Map<string, { readonly tag: string; readonly seen: Seen }>();
  /** Fingerprints of those that were looked at. */
  const known = new Set<number>();
  return (seen) => {
    const { message, fromTag, toTag } = seen;
    if (known.has(fromTag) && (toTag === 0 || known.has(toTag))) return 'kept';
    if (known.size < mostEnds) known.add(fromTag).add(toTag);
    let outcome: Outcome;
    for (const name of ['From', 'To'] as const) {
      const tag = (name === 'From' ? message.from : message.to)?.tag;
      if (tag === undefined) continue;
      const key = tag.toLowerCase();
      const before = first.get(key);
      if (before === undefined) {
        if (first.size < mostEnds) first.set(keptText(key), { tag: keptText(tag), seen });
        continue;
      }
      if (before.tag === tag) outcome = 'kept';
      else
        return {
          seen: `The ${name} tag is ${quoted(tag)}; in ${frameText(before.seen)} it was ${quoted(before.tag)}.`,
          span: message.valueSpan(name),
          evidence: [before.seen],
        };
    }
    return outcome;
  };
}
