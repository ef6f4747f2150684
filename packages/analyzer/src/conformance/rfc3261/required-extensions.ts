import { elementSpans, type HeaderName, type SipMessage } from '@sipscope/parser';
import { optionTagTable } from '@sipscope/parser/registry';
import { keptText } from '../../message/kept-text.ts';
import { quoted } from '../quoted.ts';
import { caseRule, exchangeRule, type Fault, messageRule, type Rule, sourceRule } from '../rule.ts';
import type { Seen } from '../seen.ts';

/** Tags of one header that are looked at, and how long one may be. */
const mostTags = 64;
const longestTag = 32;
/** Unknown tags of one source that are told. */
const mostExamined = 256;
/** A tag this near to one of the registry is meant to be it. */
const nearest = 2;
/** Shorter ones are near to too many. */
const shortest = 4;

/** What the two ends do between them: no proxy has a part in it. */
const ofEndpoints: ReadonlySet<string> = new Set([
  '100rel',
  '199',
  'early-session',
  'eventlist',
  'explicitsub',
  'from-change',
  'gruu',
  'ice',
  'join',
  'multiple-refer',
  'norefersub',
  'nosub',
  'record-aware',
  'replaces',
  'sdp-anat',
  'siprec',
  'tdialog',
  'trickle-ice',
  'uui',
]);

const registered: ReadonlySet<string> = new Set(optionTagTable.map(({ tag }) => tag.toLowerCase()));

const listing = ['Require', 'Proxy-Require', 'Supported', 'Unsupported'] as const satisfies readonly HeaderName[];

/** Extensions that are required, supported and refused (RFC 3261 §8.1.1.9, §8.2.4, §19.2), and methods that are not (§20.5). */
export const extensionRules: readonly Rule[] = [
  messageRule({
    id: 'SIP-RQR-001',
    title: 'Extension required of the wrong element',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '8.1.1.9',
    why: 'A proxy must refuse with 420 what it does not know, also where only the two ends have to; and an end what only proxies do.',
    advice: 'Require of proxies, by Proxy-Require, what they have to do: privacy, sec-agree, gin; the rest by Require.',
    right: 'Require: 100rel',
    wrong: 'Proxy-Require: 100rel',
    headers: ['Require', 'Proxy-Require'],
    on: { requests: 'any', has: ['Require', 'Proxy-Require'] },
    check({ message }) {
      const ofProxies = message.values('Proxy-Require').slice(0, mostTags);
      const wrong = ofProxies.findIndex((tag) => ofEndpoints.has(tag.toLowerCase()));
      if (wrong >= 0) {
        const seen = `Proxy-Require lists ${quoted(ofProxies[wrong] ?? '')}, in which proxies have no part.`;
        return { seen, span: tagSpan(message, 'Proxy-Require', wrong) };
      }
      const privacy = message.require.findIndex((tag) => tag.toLowerCase() === 'privacy');
      if (privacy < 0) return 'kept';
      return {
        seen: 'Require lists "privacy", which a proxy has to provide.',
        span: tagSpan(message, 'Require', privacy),
      };
    },
  }),
  sourceRule({
    id: 'SIP-RQR-002',
    title: 'Unknown option tag',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '19.2',
    why: 'A tag that is misspelt switches its extension off; where it is required the request is refused with 420.',
    advice: 'Write option tags as they are registered; do not require one of your own of others.',
    right: 'Supported: replaces',
    wrong: 'Supported: replace',
    headers: ['Supported', 'Require', 'Proxy-Require', 'Unsupported'],
    on: { requests: 'any', responses: 'any', has: listing },
    watch: () => {
      const examined = new Set<string>();
      return (seen) => {
        const faults: Fault[] = [];
        for (const name of listing) {
          if (seen.message.valueSpan(name) === undefined) continue;
          for (const [at, tag] of seen.message.values(name).slice(0, mostTags).entries()) {
            const lower = tag.toLowerCase();
            if (registered.has(lower) || tag.length > longestTag) continue;
            const key = `${name} ${lower}`;
            if (examined.has(key) || examined.size >= mostExamined) continue;
            examined.add(keptText(key));
            const meant = nearTag(lower);
            // Others of vendors may be supported: they do no harm.
            if (meant === undefined && name !== 'Require' && name !== 'Proxy-Require') continue;
            const hint = meant === undefined ? '' : `: perhaps ${quoted(meant)} is meant`;
            const words = `${name} lists ${quoted(tag)}, which is no option tag${hint}.`;
            faults.push({ seen: words, span: tagSpan(seen.message, name, at) });
          }
        }
        return faults.length > 0 ? faults : 'kept';
      };
    },
  }),
  exchangeRule({
    id: 'SIP-RQR-003',
    title: 'Response requires an extension that the client did not offer',
    level: 'must',
    severity: 'error',
    rfc: 3261,
    section: '8.2.4',
    why: 'The client does not understand it, and cannot say so any more: the call fails, or hangs.',
    advice: 'Use only extensions that Supported of the request lists; answer 421 where it does not go without.',
    right: 'INVITE Supported: 100rel … 180 Require: 100rel',
    wrong: 'INVITE without Supported … 180 Require: 100rel',
    headers: ['Require', 'Supported'],
    methods: ['INVITE', 'UPDATE', 'REGISTER', 'SUBSCRIBE', 'PRACK'],
    check({ request, responses, forwardedFrom }) {
      if (request === undefined || forwardedFrom !== undefined) return undefined;
      let isKept = false;
      for (const response of responses) {
        // A refusal may say what would be needed (421, 494).
        if (response.status === 100 || response.status >= 300) continue;
        if (response.message.valueSpan('Require') === undefined) continue;
        const offered = offeredBy(request);
        const wrong = response.message.require.findIndex((tag) => !offered.has(tag.toLowerCase()));
        if (wrong >= 0)
          return {
            seen: `The ${response.name} requires ${quoted(response.message.require[wrong] ?? '')}, which the ${request.method} does not list.`,
            at: response,
            span: tagSpan(response.message, 'Require', wrong),
            evidence: [request],
          };
        isKept = true;
      }
      return isKept ? 'kept' : undefined;
    },
  }),
  caseRule('dialog', {
    id: 'SIP-ALW-001',
    title: 'Method used that the other side does not allow',
    level: 'robustness',
    severity: 'info',
    rfc: 3261,
    section: '20.5',
    why: 'It is refused, as the other side had said: transfer, hold or key presses do not work.',
    advice: 'Look for the method in Allow of the other side before it is used.',
    right: 'Allow: INVITE, ACK, CANCEL, BYE, REFER … REFER',
    wrong: 'Allow: INVITE, ACK, CANCEL, BYE … REFER, 405',
    headers: ['Allow'],
    check({ exchanges, isBeginSeen }) {
      if (exchanges[0]?.forwardedFrom !== undefined || !isBeginSeen) return undefined;
      let isKept = false;
      for (const { request, final, isInDialog, method } of exchanges) {
        if (request === undefined || !isInDialog || (final?.status !== 405 && final?.status !== 501)) continue;
        const told = exchanges
          .flatMap(({ messages }) => messages)
          .filter(
            (seen) => seen.timeNs < request.timeNs && seen.srcIp === request.dstIp && seen.srcPort === request.dstPort,
          )
          .findLast(({ message }) => message.valueSpan('Allow') !== undefined);
        if (told === undefined) continue;
        if (told.message.allow.includes(method)) isKept = true;
        else
          return {
            seen: `The ${method} was answered ${final.status}: the other side allows ${told.message.allow.slice(0, mostTags).join(', ')}.`,
            at: request,
            evidence: [told, final],
          };
      }
      return isKept ? 'kept' : undefined;
    },
  }),
];

/** Where the tag stands that is the `index`th of all fields of the name. */
function tagSpan(message: SipMessage, name: HeaderName, index: number): readonly [number, number] | undefined {
  const spans = message.headersNamed(name).flatMap(({ valueSpan }) => elementSpans(name, message.bytes, valueSpan));
  return spans[index];
}

function offeredBy({ message }: Seen): ReadonlySet<string> {
  return new Set(
    [...message.supported, ...message.require, ...message.values('Proxy-Require')].map((tag) => tag.toLowerCase()),
  );
}

/** The registered tag that a tag is nearly. */
function nearTag(tag: string): string | undefined {
  if (tag.length < shortest) return undefined;
  const most = tag.length < 2 * shortest ? 1 : nearest;
  return optionTagTable.find((row) => row.tag.length >= shortest && distance(row.tag, tag, most) <= most)?.tag;
}

/** How many letters have to be changed, added or taken away; more than `most` is told as more. */
function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + change));
    }
    row = next;
  }
  return row[other.length]!;
}
